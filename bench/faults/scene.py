"""A live session on servers of its own, what happens in it, and when."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from tests.fixtures.bus import PrivateBus
from tests.fixtures.command import Line, Listener
from tests.fixtures.live import PLAYING, listening
from tests.fixtures.loaded_first import loaded_first
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until

LOOKS = 0.01
"""Seconds between two looks at the player."""
T = TypeVar("T")


class Music:
    """Looks at a player again and again, and keeps when it began and ended to play."""

    def __init__(self, mpv: Mpv) -> None:
        self._mpv = mpv
        self.changes: list[tuple[float, bool]] = []
        """When it was seen to play or not to play any more, by the monotonic clock."""
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="music")
        self._thread.start()
        wait_until(lambda: self.changes, 10, "the first look at the player")

    def close(self) -> None:
        """Look no more."""
        self._left.set()
        self._thread.join()

    @property
    def plays(self) -> bool:
        """Whether it did at the last look."""
        return self.changes[-1][1]

    def off_since(self, moment: float) -> float | None:
        """When it was first seen not to play, at that moment or later; None if it plays on."""
        if not self.played_at(moment):
            return moment
        return next((at for at, plays in self.changes if at >= moment and not plays), None)

    def played_at(self, moment: float) -> bool:
        """Whether it did at the last look before that moment."""
        return [plays for at, plays in self.changes if at <= moment][-1]

    def _watch(self) -> None:
        while not self._left.wait(LOOKS):
            plays = False  # a player that is gone plays nothing
            with suppress(OSError, ValueError):
                plays = self._mpv.playing
            if not self.changes or plays != self.changes[-1][1]:
                self.changes.append((time.monotonic(), plays))


@dataclass(frozen=True, slots=True)
class Scene:
    """A session that plays, on a sound server and a bus of its own."""

    pulse: PulseServer
    bus: PrivateBus
    listener: Listener
    music: Music
    beside: ExitStack
    """What is closed when the session is."""
    folder: Path
    """Where that module is, and may look for what it is to do."""

    def told(self) -> int:
        """How many lines were told so far."""
        return len(self.listener.lines)

    def first(self, before: int, kind: str, name: str, **more: object) -> float | None:
        """When the first such line after so many lines was told, by the monotonic clock."""
        wanted = {"kind": kind, "name": name, **more}
        for at, line in enumerate(self.listener.lines[before:], before):
            if wanted.items() <= line.items():
                return self.listener.moments[at]
        return None

    def lines(self, before: int) -> Sequence[tuple[float, Line]]:
        """The lines after so many, and when each was told."""
        lines = self.listener.lines[before:]
        return list(zip(self.listener.moments[before:], lines, strict=False))


@contextmanager
def scene(first: str = "") -> Iterator[Scene]:
    """One that is ready, with music playing; all of it is gone afterwards.

    `first`: the source of a module that each of its processes loads before all else.
    """
    with (
        TemporaryDirectory() as folder,
        PulseServer() as pulse,
        PrivateBus() as bus,
        listening(pulse, bus, PLAYING, env=loaded_first(Path(folder), first)) as (listener, mpv),
        ExitStack() as beside,
    ):
        music = Music(mpv)
        try:
            yield Scene(pulse, bus, listener, music, beside, Path(folder))
        finally:
            music.close()


def within(condition: Callable[[], T | None], seconds: float) -> T | None:
    """What the condition answers, once it is something; None if it is not within that time."""
    with suppress(AssertionError):
        return wait_until(condition, seconds)
    return None

"""What sound comes from and goes to: devices and files have the same shape."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Protocol

from intents.clock import frames
from intents.faults import Fault
from models.ears import Frames
from models.speech import Sound

CAUGHT_UP = frames(0.1)
"""With so little sound waiting, whoever takes it is up to date."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The next stretch of session time.

    `frames` has shape (n,), 16 kHz. While a microphone delivers nothing they are zeros that stand
    for the time that passed, so that the session's time goes on and deafness can be counted.
    `faults` is what is wrong with the source right now. `dropped` counts frames lost since the
    block before; `backlog` counts frames captured but not yet taken. `cut_off`: the microphone gave
    its highest values, so that what was louder is lost. `untouched` is what the microphone gave
    where something was taken out of `frames`, else None. `device` is where it comes from: another
    value after each change; None where what this computer plays cannot be in it.
    """

    frames: Frames
    faults: frozenset[Fault] = frozenset()
    dropped: int = 0
    backlog: int = 0
    cut_off: bool = False
    untouched: Frames | None = None
    device: Hashable = None

    @property
    def is_recent(self) -> bool:
        """Whether so little waits behind it that it is what sounds now."""
        return self.backlog <= CAUGHT_UP


class Source(Protocol):
    """A microphone or a recording."""

    @property
    def name(self) -> str:
        """What the user calls it: a device name or a file name."""

    def blocks(self) -> Iterator[Block]:
        """Its blocks, 20 ms each, until a recording ends or `close` is called."""

    def close(self) -> None:
        """End it at once, from any thread. Safe to call twice."""


class Speaker(Protocol):
    """Plays one sound after another, never two at once."""

    @property
    def live(self) -> bool:
        """Whether sound takes its time on the wall's clock; else time is what `advance` says."""

    def play(self, sound: Sound, done: Callable[[], None]) -> None:
        """Queue a sound. `done` is called, from any thread, when it was played to its end.

        It is not called for a sound that was cut.
        """

    def cut(self) -> None:
        """Be silent within a block and forget everything queued."""

    def advance(self, frames: int) -> None:
        """So many frames of session time (16 kHz) have passed."""

    def faults(self) -> frozenset[Fault]:
        """Why people cannot hear it right now. From any thread."""

    def close(self) -> None:
        """Cut, and give the device back. Safe to call twice."""

"""Where frames come from: the microphone and recordings have the same shape."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from intents.faults import Fault
from models.ears import Frames


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The next stretch of session time.

    `frames` has shape (n,), 16 kHz. While a microphone delivers nothing they are zeros that stand
    for the time that passed, so that the session's time goes on and deafness can be counted.
    `faults` is what is wrong with the source right now. `dropped` counts frames lost since the
    block before; `backlog` counts frames captured but not yet taken.
    """

    frames: Frames
    faults: frozenset[Fault] = frozenset()
    dropped: int = 0
    backlog: int = 0


class Source(Protocol):
    """A microphone or a recording."""

    @property
    def name(self) -> str:
        """What the user calls it: a device name or a file name."""

    def blocks(self) -> Iterator[Block]:
        """Its blocks, 20 ms each, until a recording ends or `close` is called."""

    def close(self) -> None:
        """End it at once, from any thread. Safe to call twice."""

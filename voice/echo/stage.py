"""Between the microphone and the ears: what this computer plays is taken out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from intents.clock import frames
from models.ears import Frames
from voice.audio.convert import BLOCK
from voice.audio.interfaces import Block, Source
from voice.echo.canceller import EchoCanceller

CUSHION = frames(0.04)
"""The reference is taken so late: both come in pieces. Sound takes longer from the monitor through
the loudspeaker, the air and the microphone."""
_OFF = frames(0.3)
"""So much more of the reference than of the microphone means that sound was lost, or that the
clocks have drifted apart: both are matched anew."""
_SHORT = frames(0.1)
"""So much of it that came too late means the same."""
_WAITS = frames(3)
"""A reference that stays away for so long is told."""

LOST = (
    "It is not known any more what this computer plays, so its own voice and its music stay in "
    "what is heard. Words over them may be missed: say them again."
)
FAILED = (
    "The echo canceller failed, so the computer's own voice and music stay in what is heard. "
    "Words over them may be missed: say them again."
)


class Played(Protocol):
    """What the loudspeaker plays: `voice.echo.reference.Reference`."""

    @property
    def usable(self) -> bool:
        """Whether what is played may be taken out."""

    @property
    def there(self) -> bool:
        """Whether it is known what is played."""

    @property
    def renewed(self) -> int:
        """How often it began anew: what comes then does not follow on what came before."""

    def take(self) -> Sequence[Frames]:
        """What came since the last time, oldest first."""

    def close(self) -> None:
        """End it."""


class WithoutEcho:
    """A `Source`: a microphone without what the loudspeaker plays.

    Faults, losses and backlog stay the microphone's own, and blocks with a fault stay as they are.
    Whatever happens to the reference or to the canceller, the microphone's sound goes on.
    """

    def __init__(
        self,
        microphone: Source,
        played: Played,
        canceller: EchoCanceller,
        tell: Callable[[str], None],
    ) -> None:
        """`tell` is told once, by whoever takes the blocks, why the echo stays in."""
        self._microphone = microphone
        self._played = played
        self._canceller: EchoCanceller | None = canceller
        self._tell = tell
        self._told = False
        self._stock = np.zeros(0, np.float32)
        self._matched = False
        self._renewed = 0
        self._owed = 0
        self._short = 0
        self._missing = 0

    @property
    def name(self) -> str:
        """The microphone's."""
        return self._microphone.name

    def blocks(self) -> Iterator[Block]:
        """The microphone's, each as soon as it came."""
        for block in self._microphone.blocks():
            yield replace(block, frames=self._clean(block), untouched=block.frames)

    def close(self) -> None:
        """End both."""
        self._microphone.close()
        self._played.close()

    def _clean(self, block: Block) -> Frames:
        if self._canceller is None:
            return block.frames
        try:
            reference = self._reference(block)
            if block.faults:
                return block.frames
            return self._canceller.clean(block.frames, reference)
        except Exception:  # whoever hears goes on hearing
            self._canceller = None
            self._say(FAILED)
            return block.frames

    def _reference(self, block: Block) -> Frames:
        """What was played while this block was recorded; zeros where nobody knows."""
        self._take(block)
        self._missing = 0 if self._played.there else self._missing + BLOCK
        if self._missing > _WAITS:
            self._say(LOST)
        if not self._matched:
            return np.zeros(BLOCK, np.float32)
        if len(self._stock) < BLOCK:
            self._owed += BLOCK
            self._short += BLOCK
            return np.zeros(BLOCK, np.float32)
        reference, self._stock = self._stock[:BLOCK], self._stock[BLOCK:]
        return reference if self._played.usable else np.zeros(BLOCK, np.float32)

    def _take(self, block: Block) -> None:
        """Keep the stock as far ahead of the microphone as when they were matched."""
        self._stock = np.concatenate([self._stock, *self._played.take()])
        if self._played.renewed != self._renewed:
            self._renewed = self._played.renewed
            self._matched = False
        if self._matched:
            self._owed += block.dropped
        late = min(self._owed, len(self._stock))
        self._owed -= late
        self._stock = self._stock[late:]
        wanted = BLOCK + block.backlog + CUSHION
        if self._short > _SHORT or len(self._stock) > wanted + _OFF:
            self._matched = False
        if not self._matched and len(self._stock) >= wanted:
            self._stock = self._stock[len(self._stock) - wanted :]
            self._matched = True
            self._owed = self._short = 0

    def _say(self, text: str) -> None:
        if not self._told:
            self._told = True
            self._tell(text)

"""What an ear reports: the message between the speech models and the understanding."""

from dataclasses import dataclass
from enum import StrEnum

from intents.signs import Sign


class Look(StrEnum):
    """When the ear formed its opinion."""

    EARLY = "early"
    """While someone may still be speaking: quick, may be contradicted."""
    BETWEEN = "between"
    """On what was said between two short rests, as somebody's word into another one's talk is.
    Someone may still be speaking."""
    FINAL = "final"
    """On a whole utterance, after the sound ended."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One ear's opinion about one stretch of sound.

    `asked` is True when the ear was asked about this very phrase (constrained scoring, a grammar)
    and `text` is that phrase letter by letter; False when `text` is what a free transcription
    came to. `score` is calibrated to mean the same for every phrase and ear, from 0 to 1:
    0.5 is the point at which a stop may be called on it. `began` and `ended` bound the stretch,
    in frames since the session began.
    """

    ear: str
    text: str
    score: float
    look: Look
    asked: bool
    began: int
    ended: int
    alone: bool = True
    """False where the phrase may only be the end of what was said, as in "the grass is green"."""
    among: int = 0
    """Of a phrase that may not stand alone: how many different words were said in all, by the
    ear's best guess; 0 where it has none."""
    sign: Sign | None = None
    """What was heard if it was no words; `text` is then what that is called."""

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score {self.score} is not between 0 and 1")
        if not 0 <= self.began <= self.ended:
            raise ValueError(f"a stretch from {self.began} to {self.ended} cannot be")

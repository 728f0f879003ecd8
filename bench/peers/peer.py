"""What every peer has in common: a sound and a word go in, moments with scores come out."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from intents.clock import frames
from models.ears import Frames

REFRACTORY = frames(1.0)
"""No peer may fire twice within this: one shout is one detection."""
_LOUDEST = 32767


@dataclass(frozen=True, slots=True)
class Detection:
    """A moment at which a peer says that the word was spoken."""

    at: int
    """How much of the sound it had been given when it said so, in frames (16 kHz)."""
    score: float
    """The surer, the higher. Comparable only within one peer and one word."""


class Peer(Protocol):
    """Something that a user could run instead of Safeword."""

    @property
    def name(self) -> str:
        """A short fixed name for tables."""

    @property
    def about(self) -> str:
        """One line: what it is, its version, and how it was set up."""

    @property
    def cannot(self) -> str:
        """What a user must know before picking it, for tables."""

    @property
    def words(self) -> Sequence[str] | None:
        """The words or phrases that it can listen for; None for any English ones."""

    @property
    def passes(self) -> int:
        """How many times `detections` plays the sound, to sweep a setting that gives no score.

        A user runs one of them, so the cost to compare is that of `detections` divided by this.
        """

    def usual(self, word: str) -> float:
        """The lowest score that counts where the setting is that of its own documentation."""

    def detections(self, sound: Frames, word: str) -> list[Detection]:
        """All that it finds at its loosest sensible setting, oldest first.

        The sound has shape (n,), is mono at 16 kHz and may be of any length; it is streamed, as a
        microphone would. The word is lower case, or several words with spaces. Raises
        `UnknownWord` for one that this peer cannot listen for.
        """


class NotThere(Exception):
    """A peer that cannot run here."""

    def __init__(self, name: str, install: str) -> None:
        """`install`: what to do so that it can."""
        super().__init__(f"{name} is not there: {install}")
        self.name = name
        self.install = install


class UnknownWord(Exception):
    """A word that a peer cannot listen for. The text says which and why."""


def at_most_one_a_second(found: Iterable[Detection]) -> list[Detection]:
    """The best detection of each `REFRACTORY`, oldest first; of equals the earliest.

    The best are chosen first, so raising the threshold afterwards gives the same as raising it
    before: that is what makes one list enough for a whole sweep.
    """
    kept: list[Detection] = []
    for detection in sorted(found, key=lambda d: (-d.score, d.at)):
        place = bisect_left(kept, detection.at, key=lambda d: d.at)
        beside = kept[max(0, place - 1) : place + 1]
        if all(abs(detection.at - other.at) >= REFRACTORY for other in beside):
            kept.insert(place, detection)
    return kept


def strictest(
    settings: Sequence[float], fires: Callable[[float], Iterable[int]]
) -> list[Detection]:
    """Detections of a peer that has settings but no scores.

    `fires` gives the frames at which it fires with a setting. The score of a detection is the
    highest setting, which must be the strictest, that still fires within `REFRACTORY` of it.
    """
    return at_most_one_a_second(
        Detection(at, setting) for setting in settings for at in fires(setting)
    )


def pcm16(sound: Frames) -> bytes:
    """The sound as 16-bit little-endian samples; what is louder than full scale is cut off."""
    return (np.clip(sound, -1, 1) * _LOUDEST).astype("<i2").tobytes()


def pieces(sound: Frames, size: int) -> Iterator[tuple[int, bytes]]:
    """The sound in 16-bit pieces of `size` frames, and the frame at which each ends.

    The last one is filled up with silence, for peers that take whole pieces only.
    """
    for start in range(0, len(sound), size):
        piece = sound[start : start + size]
        ended = start + len(piece)
        yield ended, pcm16(np.pad(piece, (0, size - len(piece))))

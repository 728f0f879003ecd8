"""What came of playing clips to one system: found, false alarms, cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bench.clips import Playlist
from bench.peers.peer import Detection
from bench.stats import per_hour, share
from intents.clock import frames, seconds
from intents.proportion import Proportion
from models.ears import Frames


class Part(StrEnum):
    """What is played for a word."""

    QUIET = "quiet"
    """The word in a quiet room."""
    NOISY = "noisy"
    """The word with noise mixed in."""
    PEOPLE = "people"
    """The word as people recorded it."""
    TALK = "talk"
    """What people read, order and say as single words, without the word."""
    CONVERSATION = "conversation"
    """People who talk freely, without the word."""
    SOUNDS = "sounds"
    """Moans, panting, screams and other sounds of people."""


@dataclass(frozen=True, slots=True)
class Played:
    """Clips as one recording, with what lies under and between them."""

    sound: Frames
    """Shape (n,), 16 kHz: everyone is given this very array."""
    starts: Sequence[int]
    """The frame at which each clip begins."""

    @classmethod
    def of(cls, playlist: Playlist) -> "Played":
        """All of it, from its first frame to its last."""
        sound = np.concatenate([block.frames for block in playlist.blocks()])
        return cls(sound, tuple(playlist.starts))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The detections in a recording, from the loosest setting on."""

    starts: tuple[int, ...]
    frames: int
    """How long the recording is."""
    detections: tuple[Detection, ...]
    cpu_seconds: float
    """For one pass over it."""

    def found(self, least: float) -> int:
        """In how many clips something was reported, from the clip's start until the next one's."""
        ends = [*self.starts[1:], self.frames]
        times = [d.at for d in self.detections if d.score >= least]
        return sum(
            any(start < time <= end for time in times)
            for start, end in zip(self.starts, ends, strict=True)
        )

    def alarms(self, least: float) -> int:
        """How often something was reported. Detections are a second apart, so each is one."""
        return sum(d.score >= least for d in self.detections)


Measured = Mapping[tuple[str, str, Part], Sequence[Outcome]]
"""By name of the system, word and part; what a system cannot listen for is not in it."""


@dataclass(frozen=True, slots=True)
class Count:
    """Found in so many of so many clips."""

    found: int
    of: int

    @classmethod
    def among(cls, outcomes: Sequence[Outcome], least: float) -> "Count":
        """Over all of them."""
        found = sum(outcome.found(least) for outcome in outcomes)
        return cls(found, sum(len(outcome.starts) for outcome in outcomes))

    @property
    def missed(self) -> float:
        """The share that was not found. There must be clips."""
        return 1 - self.found / self.of

    @property
    def missed_between(self) -> tuple[float, float]:
        """Wilson's interval of that share."""
        return Proportion(self.of - self.found, self.of).interval()

    def __str__(self) -> str:
        return share(self.found, self.of)


@dataclass(frozen=True, slots=True)
class Alarms:
    """So many false alarms in so many hours."""

    count: int
    hours: float

    @classmethod
    def among(cls, outcomes: Sequence[Outcome], least: float) -> "Alarms":
        """Over all of them."""
        length = sum(outcome.frames for outcome in outcomes)
        return cls(sum(o.alarms(least) for o in outcomes), length / frames(3600))

    @property
    def an_hour(self) -> float:
        """The rate."""
        return self.count / self.hours

    @property
    def between(self) -> tuple[float, float]:
        """Garwood's interval of the rate."""
        return per_hour(self.count, self.hours)

    def __str__(self) -> str:
        low, high = self.between
        return f"{self.count} = {self.an_hour:.1f} an hour ({low:.1f} to {high:.1f})"


def cost(outcomes: Sequence[Outcome]) -> float:
    """CPU seconds for a second of sound."""
    return sum(o.cpu_seconds for o in outcomes) / seconds(sum(o.frames for o in outcomes))

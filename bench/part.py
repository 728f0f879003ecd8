"""A part of a session: some of its clips, each with the pause after it."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.clips import Clip
from bench.hearing import Heard
from intents.clock import seconds


@dataclass(frozen=True, slots=True)
class Part:
    """The clips that are kept; there must be one."""

    heard: Heard
    keep: Callable[[Clip], bool] = lambda _: True

    @property
    def seconds(self) -> float:
        """How long they are. What was before the first clip belongs to it."""
        starts = [0.0, *(seconds(start) for start in self.heard.starts[1:]), self.heard.seconds]
        spans = [end - begin for begin, end in pairwise(starts)]
        kept = zip(self.heard.clips, spans, strict=False)  # a session may have ended before
        return sum(span for clip, span in kept if self.keep(clip))

    def within(self, times: Sequence[int]) -> list[int]:
        """Those of the frames that lie in it."""
        return [at for at in times if self.keep(self.clip_at(at))]

    def count(self, name: str) -> int:
        """How often the name was heard in it."""
        return len(self.within([happening.at for happening in self.heard.named(name)]))

    def clip_at(self, frame: int) -> Clip:
        """The clip that had begun last."""
        return self.heard.clips[max(0, bisect_left(self.heard.starts, frame) - 1)]


def count(parts: Sequence[Part], name: str) -> int:
    """How often the name was heard in all of them."""
    return sum(part.count(name) for part in parts)


def hours(parts: Sequence[Part]) -> float:
    """All of them together."""
    return sum(part.seconds for part in parts) / 3600

"""Three roughly alike in a rhythm, and quieter before and after: the pattern, by levels alone.

A rhythm that goes on (slaps, a bed, drums, breath) is none: the pause is part of the signal.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.signs.bursts import Burst, Levels, bursts, loudest, mean_level

STEP = 160
"""Frames of one step: 10 ms."""
EDGE = 3
"""Steps beside a burst that are neither it nor the pause."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What three of a kind look like. Times are in steps, levels in dB."""

    shortest: int
    longest: int
    join: int
    """A dip of so many steps ends no burst."""
    apart: tuple[int, int]
    """The least and the most from the beginning of one burst to that of the next."""
    uneven: float
    """The longer of the two distances to the shorter one, at most."""
    before: int
    """So long a pause there must be before the first."""
    after: int
    """The least pause after the last; where they are further apart, it is longer too."""
    falls: tuple[float, ...]
    """How far under the loudest moment a burst ends: each is tried."""
    alike: float
    """How far apart the levels of the three may be."""
    gap: float
    """How far under them what is between them must be."""
    moment: int
    """Steps over which the loudest moment of the pauses is taken."""
    quiet: float
    """How far under them the loudest moment of the pauses must be."""

    @property
    def window(self) -> int:
        """All that it can span."""
        return self.before + 2 * self.apart[1] + self.longest + round(LATER * self.apart[1])

    def waits(self, three: Sequence[Burst]) -> int:
        """The steps after the last for which nothing more may come."""
        apart = max(b.began - a.began for a, b in pairwise(three))
        return max(self.after, round(LATER * apart) - three[-1].length)


MOMENT = 3
"""For so many steps a sign is looked at: what was found not to be one stays none."""
LATER = 1.25
"""A fourth would have begun so much later than the third, in the longest distance of the three."""


def whole(levels: Levels, pattern: Pattern) -> Iterator[tuple[Burst, ...]]:
    """The last three bursts where they are the pattern and the pause after them is over.

    `levels` end now. More than one, where thresholds find different ones.
    """
    recent = levels[-(pattern.window - pattern.before) :]
    top = float(recent.max())
    since = float(levels[-pattern.after :].max())
    for fall in pattern.falls:
        if since > top - fall:
            continue
        found = bursts(levels, top - fall, pattern.join, pattern.shortest)
        if len(found) < 3:
            continue
        three = tuple(found[-3:])
        if not 0 <= len(levels) - three[-1].ended - pattern.waits(three) < MOMENT:
            continue
        if _stands_alone(levels, found, pattern):
            yield three


def _stands_alone(levels: Levels, found: Sequence[Burst], pattern: Pattern) -> bool:
    """Whether the last three are alike, in rhythm, and have nothing before and after them."""
    three = found[-3:]
    first = three[0]
    before = found[-4].ended if len(found) > 3 else 0
    if first.began - before < pattern.before or not _even(three, pattern):
        return False
    level = [mean_level(levels[each.began : each.ended]) for each in three]
    if max(level) - min(level) > pattern.alike:
        return False
    mean = sum(level) / 3
    pauses = (
        levels[first.began - pattern.before : first.began - EDGE],
        levels[three[-1].ended + EDGE :],
    )
    if any(loudest(pause, pattern.moment) > mean - pattern.quiet for pause in pauses):
        return False
    gaps = [levels[a.ended + EDGE - 1 : b.began - EDGE + 1] for a, b in pairwise(three)]
    return all(len(gap) == 0 or mean_level(gap) <= mean - pattern.gap for gap in gaps)


def _even(three: Sequence[Burst], pattern: Pattern) -> bool:
    apart = [b.began - a.began for a, b in pairwise(three)]
    least, most = pattern.apart
    return (
        least <= min(apart)
        and max(apart) <= most
        and max(apart) <= pattern.uneven * min(apart)
        and max(each.length for each in three) <= pattern.longest
    )

"""How much more, or less, than usual it takes to call a stop.

Doubt is taken off the odds of a stop word before it counts as a stop, never before it makes the
music soft: what would have been a stop without doubt still does that at once.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from intents.agreement import Listening
from intents.heard import Look
from intents.proportion import Proportion

AGREED: Mapping[Listening, float] = MappingProxyType(
    {Listening.CAREFUL: -1.0, Listening.USUAL: 0.0, Listening.CALM: 1.5}
)
"""The doubt that people agreed on, in log-odds."""


BETWEEN = -0.5
"""The least doubt in a look between two rests."""


@dataclass(frozen=True, slots=True)
class Price:
    """What was counted with recordings of people, in English."""

    missed: Proportion
    """Of words of six sounds or more that no ear was taught, over noise of 10 dB less."""
    mistakes: int
    """Stops by mistake in `OF_TALK` minutes of free talk, with "red" among the stop words."""


COUNTED_IN = "en"
OF_TALK = 22
PRICES: Mapping[Listening, Price] = MappingProxyType(
    {
        Listening.CAREFUL: Price(Proportion(2, 93), 10),
        Listening.USUAL: Price(Proportion(2, 93), 4),
        Listening.CALM: Price(Proportion(4, 93), 0),
    }
)
"""As in docs/benchmark.md, which `python -m bench` writes; a test holds that they agree."""


def doubt_at(look: Look, doubt: float) -> float:
    """The doubt in a look.

    However careful people are, one between two rests is hardly surer: by more of it they would be
    stopped more often by talk, and hardly be heard more often.
    """
    return max(doubt, BETWEEN) if look is Look.BETWEEN else doubt


def less_sure(score: float, doubt: float) -> float:
    """A score from 0 to 1 with so much taken off its log-odds."""
    if score in (0, 1) or not doubt:
        return score
    return 1 / (1 + math.exp(doubt) * (1 - score) / score)

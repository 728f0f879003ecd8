"""How much more, or less, than usual it takes to call a stop.

Doubt is taken off the odds of a stop word before it counts as a stop, never before it makes the
music soft: what would have been a stop without doubt still does that at once.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

from intents.agreement import Listening

AGREED: Mapping[Listening, float] = MappingProxyType(
    {Listening.CAREFUL: -1.0, Listening.USUAL: 0.0, Listening.CALM: 1.5}
)
"""The doubt that people agreed on, in log-odds."""


def less_sure(score: float, doubt: float) -> float:
    """A score from 0 to 1 with so much taken off its log-odds."""
    if score in (0, 1) or not doubt:
        return score
    return 1 / (1 + math.exp(doubt) * (1 - score) / score)

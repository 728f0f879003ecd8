"""How much more, or less, than usual it takes to call a stop: short words are in everybody's talk.

Doubt is taken off the odds of a stop word before it counts as a stop, never before it makes the
music soft: what would have been a stop without doubt still does that at once.
"""

import math
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from intents.agreement import Listening

SETTING: Mapping[Listening, float] = MappingProxyType(
    {Listening.CAREFUL: -1.0, Listening.USUAL: 0.0, Listening.CALM: 1.5}
)
"""In log-odds."""
LONG = 6
"""Letters from which a word is no more doubtful than others; about as many sounds are advised."""
A_LETTER = 0.5
"""Doubt for each letter that a word has less than that, in log-odds."""


def doubt(phrase: str, listening: Listening) -> float:
    """The doubt about a normalised stop word, in log-odds; it may be negative."""
    # Taken apart, a Hangul syllable has as many letters as sounds.
    letters = sum(map(str.isalpha, unicodedata.normalize("NFD", phrase)))
    return SETTING[listening] + A_LETTER * max(LONG - letters, 0)


def less_sure(score: float, doubt: float) -> float:
    """A score from 0 to 1 with so much taken off its log-odds."""
    if score in (0, 1):
        return score
    return 1 / (1 + math.exp(doubt) * (1 - score) / score)

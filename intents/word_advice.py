"""Kind warnings about the words that people choose. A full advisor would ask the ears."""

import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz

from intents.agreeing import Agreeing
from intents.names import SPOKEN, STOPS, Name
from intents.phrases import Lexicon
from intents.words import normalise

TIERS = (Name.STOP, Name.HOUSE, Name.SLOW, Name.GO)
ENOUGH = 6
"""Sounds that a good safe word has at least; "red" has three."""
ALIKE = 75
"""rapidfuzz `ratio`, 0 to 100, of two words that are easily taken for each other."""
COMPARED = 2
"""Phrases of more words than this are not taken for a safe word."""


def warnings_about(lexicon: Lexicon, agreeing: Agreeing) -> tuple[str, ...]:
    """A sentence for each word that could be better, and why."""
    return tuple(
        warning
        for tier in TIERS
        for phrase in lexicon.phrases[tier]
        for warning in _about(tier, phrase, lexicon, agreeing)
    )


def letters(phrase: str) -> int:
    """How many letters it has, which is about how many sounds. Those of Hangul count apart."""
    parts = unicodedata.normalize("NFD", phrase)
    return sum(unicodedata.category(each).startswith("L") for each in parts)


def _about(tier: Name, phrase: str, lexicon: Lexicon, agreeing: Agreeing) -> Iterator[str]:
    usual = phrase in lexicon.language.plain[tier]
    if set(normalise(phrase).split()) <= agreeing.common:
        yield (
            f"'{phrase}' is said in play and in talk all the time, also when nobody means it. "
            "Choose a word that you never say there."
        )
    elif letters(phrase) < ENOUGH and (tier in STOPS or not usual):
        yield (
            f"'{phrase}' is short, so it is missed more often and mistaken for other words. Keep "
            "it if you are used to it, and agree on a longer one beside it, such as 'pineapple'."
        )
    for other in _alike(tier, phrase, lexicon):
        yield f"'{phrase}' sounds much like '{other}', which means something else. Choose another."


def _alike(tier: Name, phrase: str, lexicon: Lexicon) -> Iterator[str]:
    for name in SPOKEN:
        for other in lexicon.phrases[name]:
            short = len(other.split()) <= COMPARED
            # Of two agreed words only the first one is warned about.
            later = name not in TIERS or TIERS.index(name) > TIERS.index(tier)
            if later and short and fuzz.ratio(phrase, other) >= ALIKE:
                yield other

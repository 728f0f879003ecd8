"""How a phrase is pronounced."""

from functools import lru_cache
from itertools import islice, product

from intents.words import normalise
from models.sounds import cmu, espeak
from models.sounds.alike import Pronunciation

DICTIONARY = "en"
"""The language that has a pronouncing dictionary."""
_MOST = 8
"""Pronunciations of one phrase that are looked at."""


@lru_cache(maxsize=2048)
def sounds(phrase: str, language: str) -> tuple[Pronunciation, ...]:
    """Its pronunciations, at least one, as IPA symbols without stress; the usual one first.

    From a dictionary for English, and from espeak-ng (one pronunciation) for what that does not
    have and for all other languages (ISO 639-1). Empty if there is no word in it. Raises
    `ModelProblem` if espeak-ng is needed and not there, or does not know the language.
    """
    words = normalise(phrase)
    if language != DICTIONARY:
        found: tuple[Pronunciation, ...] = (espeak.pronunciation(words, language),) if words else ()
        return tuple(filter(None, found))
    each = [tuple(cmu.pronunciations(word)) or _spelt(word) for word in words.split()]
    whole = (sum(parts, ()) for parts in product(*each))
    return tuple(filter(None, dict.fromkeys(islice(whole, _MOST))))


def _spelt(word: str) -> tuple[Pronunciation, ...]:
    return (espeak.pronunciation(word, DICTIONARY),)

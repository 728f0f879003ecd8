"""The common words that sound most like a phrase."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from intents.words import normalise
from models.sounds import cmu, espeak
from models.sounds.alike import Pronunciation, distances, table_of
from models.sounds.spoken import DICTIONARY, sounds

COMMON = 5000
"""So many words are common. They make up nine tenths of what is said and written in English."""
COMMON_ELSEWHERE = 1500
"""The same for a language without a dictionary: working out how words sound takes time."""


@dataclass(frozen=True, slots=True, eq=False)
class _Common:
    """The common words of a language, each as often as it has pronunciations."""

    words: tuple[str, ...]
    codes: NDArray[np.uint8]
    """As in `table_of`, shape (n, longest)."""
    lengths: NDArray[np.intp]
    """Shape (n,)."""


def neighbours(phrase: str, language: str, count: int) -> list[tuple[str, float]]:
    """The common words that sound most like it, with their `distance`, nearest first.

    Of words that are equally near, the one that is said more often comes first. The phrase itself
    is left out, another word that sounds the same is not. Raises `ModelProblem` as `sounds`.
    """
    common = _common(language)
    nearest: dict[str, float] = {}
    for spoken in sounds(phrase, language):
        found = distances(spoken, common.codes, common.lengths)
        for word, apart in zip(common.words, found.tolist(), strict=True):
            nearest[word] = min(apart, nearest.get(word, apart))
    nearest.pop(normalise(phrase), None)
    return sorted(nearest.items(), key=lambda each: each[1])[:count]


@cache
def common_words(language: str) -> tuple[str, ...]:
    """The words of a language that are used most, most frequent first.

    By R. Speer's wordfreq (2022), which counted subtitles, books, news, the web and more up to
    2021. Empty for a language that it does not have.
    """
    import wordfreq  # noqa: PLC0415  it takes a tenth of a second, which only this needs

    most = COMMON if language == DICTIONARY else COMMON_ELSEWHERE
    if language not in wordfreq.available_languages("small"):
        return ()
    listed = wordfreq.top_n_list(language, most, wordlist="small")
    return tuple(word for word in listed if word.isalpha() and len(word) > 1)


@cache
def _common(language: str) -> _Common:
    words = common_words(language)
    pairs: list[tuple[str, Pronunciation]]
    if language == DICTIONARY:
        rank = {word: at for at, word in enumerate(words)}
        pairs = list(cmu.common_pronunciations(frozenset(words)))
        pairs.sort(key=lambda pair: rank[pair[0]])
    else:
        pairs = list(zip(words, espeak.pronunciations(words, language), strict=True))
    return _Common(tuple(word for word, _ in pairs), *table_of([sound for _, sound in pairs]))

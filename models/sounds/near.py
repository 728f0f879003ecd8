"""The common words that sound most like a phrase."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

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


class Apart(NamedTuple):
    """How far something is from a word."""

    distance: float
    share: float
    """The same as a part of the sounds of the longer one: from 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Phrases to compare with, each as often as it has pronunciations."""

    phrases: tuple[str, ...]
    codes: NDArray[np.uint8]
    """As in `table_of`, shape (n, longest)."""
    lengths: NDArray[np.intp]
    """Shape (n,)."""

    @classmethod
    def of(cls, phrases: Sequence[str], language: str) -> "Vocabulary":
        """These phrases. Raises `ModelProblem` as `sounds`."""
        return cls._from(
            [(phrase, each) for phrase in phrases for each in sounds(phrase, language)]
            if language == DICTIONARY
            # All at once: starting espeak-ng takes longer than what it does.
            else zip(phrases, espeak.pronunciations(phrases, language), strict=True)
            if phrases
            else ()
        )

    @classmethod
    def _from(cls, pairs: Iterable[tuple[str, Pronunciation]]) -> "Vocabulary":
        kept = list(pairs)
        return cls(tuple(phrase for phrase, _ in kept), *table_of([each for _, each in kept]))

    def apart_from(self, phrase: str, language: str) -> dict[str, Apart]:
        """How far the phrase is from each of these, by its nearest pronunciation."""
        found: dict[str, Apart] = {}
        for spoken in sounds(phrase, language):
            apart = distances(spoken, self.codes, self.lengths)
            share = apart / np.maximum(self.lengths, len(spoken))
            for other, *each in zip(self.phrases, apart.tolist(), share.tolist(), strict=True):
                found[other] = min(Apart(*each), found.get(other, Apart(*each)))
        return found


def neighbours(phrase: str, language: str, count: int) -> list[tuple[str, float]]:
    """The common words that sound most like it, with their `distance`, nearest first.

    Of words that are equally near, the one that is said more often comes first. The phrase itself
    is left out, another word that sounds the same is not. Raises `ModelProblem` as `sounds`.
    """
    apart = common(language).apart_from(phrase, language)
    apart.pop(normalise(phrase), None)
    nearest = sorted(apart.items(), key=lambda each: each[1].distance)[:count]
    return [(word, each.distance) for word, each in nearest]


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
def common(language: str) -> Vocabulary:
    """How the `common_words` sound."""
    words = common_words(language)
    if language != DICTIONARY:
        return Vocabulary.of(words, language)
    rank = {word: at for at, word in enumerate(words)}
    pairs = cmu.common_pronunciations(frozenset(words))
    return Vocabulary._from(sorted(pairs, key=lambda pair: rank[pair[0]]))

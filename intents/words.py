"""Words as they are compared: case, punctuation and, in Korean, spacing do not matter."""

import re
import unicodedata
from collections.abc import Iterable

from intents.read_aloud import without_invisible

_NOT_WORD = re.compile(r"[^\w' ]+|_")
_ELISION = re.compile(r"(?<![\w'])([cdjlmnst]|qu)' (?=\w)")
"""Some decoders write French "l'eau" as two words."""
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def normalise(text: str) -> str:
    """Lower-case words with single spaces, without punctuation."""
    plain = unicodedata.normalize("NFKC", without_invisible(text).lower())
    plain = _ELISION.sub(r"\1'", plain)
    # An apostrophe is part of "let's", but a quotation mark around 'red'.
    return " ".join(filter(None, (word.strip("'") for word in _NOT_WORD.sub(" ", plain).split())))


def is_hangul(text: str) -> bool:
    """Whether there is Korean in it."""
    return _HANGUL.search(text) is not None


def same_key(text: str) -> str:
    """Equal for texts that are the same words.

    Decoders of Korean put spaces where they like, so Hangul is compared without them.
    """
    words = normalise(text)
    return words.replace(" ", "") if is_hangul(words) else words


def has_run(words: str, run: str) -> bool:
    """Whether the normalised `words` contain the normalised `run` as whole words in a row.

    In Hangul the words may be spaced otherwise than in the run.
    """
    if not is_hangul(run):
        return f" {run} " in f" {words} "
    heard, sought = words.split(), run.replace(" ", "")
    ends = range(1, len(heard) + 1)
    return any("".join(heard[begin:end]) == sought for end in ends for begin in range(end))


def times(words: str, runs: Iterable[str]) -> int:
    """How often one of the runs is in the words, as for `has_run`. What overlaps counts once."""
    sought = tuple(runs)
    heard = words.split()
    count = begin = 0
    for end in range(1, len(heard) + 1):
        lately = " ".join(heard[begin:end])
        if any(has_run(lately, run) for run in sought):
            count, begin = count + 1, end
    return count

"""How something to listen for must be written, so that what is listened for is what people say."""

import re
import unicodedata

from intents.read_aloud import read_aloud
from intents.words import is_hangul, normalise

_BETWEEN = re.compile(r"[,;/|\\+\n\u00b7\u2022\u3001\uff0c\uff1b\uff0f]")
"""What people write between two words that are not said together."""


def badly_written(phrase: str, language: str) -> str | None:
    """What is wrong with how a phrase is written, and how to write it; None if all is well."""
    words = normalise(phrase)
    parts = dict.fromkeys(filter(None, map(normalise, _BETWEEN.split(phrase))))
    said = normalise(read_aloud(phrase, language))
    if not words or not said:
        return "this has no word in it: write one or a few words, such as 'red'"
    if len(parts) > 1:  # but "red, red, red" is one phrase
        each = " and ".join(f'"{part}"' for part in parts)
        return (
            f"'{_shown(phrase)}' would be one phrase that is said as a whole: make them words of "
            f'their own, {each}; or write "{words}" if they are said together'
        )
    if said != words:
        return f"'{_shown(phrase)}' must be written as it is said: \"{said}\""
    if len(words) == 1 and not is_hangul(words):
        return f"'{words}' is one letter, too short to be heard: write a word"
    return None


def other_letters(phrase: str) -> str:
    """How else a phrase that no ear knows could be written; else choose another."""
    letters = unicodedata.normalize("NFD", phrase)
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    if plain != letters and not is_hangul(phrase):
        return f"Write it without accents, '{plain}', or choose another."
    if phrase.isascii() and not re.search("[aeiouy]", phrase):
        return "Write it as it is said, with a vowel in it, or choose another."
    return "Choose another."


def _shown(phrase: str) -> str:
    return " ".join(phrase.split())

"""Which words the ears were taught, and which they never were.

`untaught.txt` are words that people say in the recordings and that no teaching text may be made of:
who teaches the ears anew leaves them out (`bench.training.texts`). What the report says about words
that anybody may choose, it says about these.
"""

from enum import StrEnum
from functools import cache
from pathlib import Path

from bench.training.texts import HELD_OUT, WORDS

LONG = 6
"""Sounds that an advised word has."""


class Taught(StrEnum):
    """How well the ears may know a word beforehand."""

    NEVER = "never taught"
    COMMON = "common words, taught now and then"
    LISTED = "taught"


def taught(word: str) -> Taught:
    """What the ears were taught of a normalised word."""
    if word in listed():
        return Taught.LISTED
    return Taught.NEVER if word in untaught() else Taught.COMMON


@cache
def listed() -> frozenset[str]:
    """The words that were taught again and again."""
    return _lines(WORDS)


@cache
def untaught() -> frozenset[str]:
    """Those that never were, but for being said somewhere in a sentence."""
    return _lines(HELD_OUT)


def _lines(path: Path) -> frozenset[str]:
    return frozenset(path.read_text(encoding="utf-8").splitlines())

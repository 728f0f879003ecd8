"""Intervals for counts: how far a figure may be from the truth, at 95%."""

import math

Z = 1.959964
"""The normal quantile of 97.5%."""


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The interval of a proportion (Wilson 1927, JASA 22). `of` must be over 0."""
    share, square = hits / of, Z * Z
    centre = share + square / (2 * of)
    spread = Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    return max(0.0, (centre - spread) / whole), min(1.0, (centre + spread) / whole)


def poisson(count: int) -> tuple[float, float]:
    """The interval of the mean of a Poisson count (Garwood 1936, Biometrika 28)."""
    low = 0.0 if count == 0 else _mean_where(count - 1, 0.975)
    return low, _mean_where(count, 0.025)


def _mean_where(count: int, chance: float) -> float:
    """The mean at which so many or fewer have this chance: it falls as the mean grows."""
    low, high = 0.0, 10.0 * (count + 5)
    for _ in range(100):
        middle = (low + high) / 2
        if _at_most(count, middle) > chance:
            low = middle
        else:
            high = middle
    return low


def _at_most(count: int, mean: float) -> float:
    term = math.exp(-mean)
    total = term
    for k in range(1, count + 1):
        term *= mean / k
        total += term
    return total

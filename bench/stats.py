"""The interval for a count: how far it may be from the truth, at 95%."""

import math


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

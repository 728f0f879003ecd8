"""Counts as the report shows them: with how far they may be from the truth, at 95%."""

import math

from intents.proportion import Proportion


def share(hits: int, of: int) -> str:
    """So many of so many, with Wilson's interval."""
    if not of:
        return "\u2013"
    low, high = Proportion(hits, of).interval()
    return f"{hits}/{of} = {hits / of:.1%} ({low:.1%} to {high:.1%})"


def rate(count: int, hours: float) -> str:
    """So many in so many hours, with Garwood's interval."""
    if not hours:
        return "\u2013"
    low, high = per_hour(count, hours)
    return f"{count / hours:.2f} ({low:.2f} to {high:.2f})"


def per_hour(count: int, hours: float) -> tuple[float, float]:
    """The interval of the rate."""
    low, high = poisson(count)
    return low / hours, high / hours


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

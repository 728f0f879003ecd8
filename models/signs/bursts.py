"""Where something was louder than what was around it, and for how long."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.float64]
"""The level of each step in dB, shape (n,)."""


@dataclass(frozen=True, slots=True)
class Burst:
    """A stretch of steps: the first, and the one after the last."""

    began: int
    ended: int

    @property
    def length(self) -> int:
        """How many steps it has."""
        return self.ended - self.began

    def later(self, steps: int) -> "Burst":
        """The same, counted from another beginning."""
        return Burst(self.began + steps, self.ended + steps)


def bursts(levels: Levels, threshold: float, join: int, shortest: int) -> list[Burst]:
    """The stretches above the threshold, in dB, that have `shortest` steps or more.

    Where two are no more than `join` steps apart they are one.
    """
    above = np.concatenate([[False], levels > threshold, [False]])
    found: list[Burst] = []
    for began, ended in np.flatnonzero(above[1:] != above[:-1]).reshape(-1, 2).tolist():
        if found and began - found[-1].ended <= join:
            found[-1] = Burst(found[-1].began, ended)
        else:
            found.append(Burst(began, ended))
    return [burst for burst in found if burst.length >= shortest]


def mean_level(levels: Levels) -> float:
    """The level of their mean power, in dB."""
    return float(10 * np.log10((10 ** (levels / 10)).mean()))


def loudest(levels: Levels, steps: int) -> float:
    """The level of the so many steps in a row that are loudest together, in dB."""
    power = np.convolve(10 ** (levels / 10), np.ones(steps) / steps, "valid")
    return float(10 * np.log10(power.max()))

"""Whether the computer slept: no sound came then, and no clock of ours went on."""

import time
from collections.abc import Callable

LEAST = 1.0
"""Seconds. Who is deaf for longer is missed."""
AT_ONCE = 0.1
"""Seconds within which both clocks are to be read: this program may be stopped in between."""


def always() -> float:
    """A clock that goes on while the computer sleeps, where there is one.

    `time.monotonic` does not; together they tell (clock_gettime(2): CLOCK_BOOTTIME).
    """
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Sleep:
    """Compares two clocks, of which none is the date: somebody may set that."""

    def __init__(
        self,
        always: Callable[[], float] = always,
        awake: Callable[[], float] = time.monotonic,
    ) -> None:
        """`always` goes on while the computer sleeps, and `awake` does not."""
        self._always = always
        self._awake = awake
        self._apart: float | None = None

    def passed(self) -> float:
        """Seconds for which it slept since the last call; 0 at the first."""
        began = self._awake()
        apart = self._always() - began
        if self._awake() - began > AT_ONCE:
            return 0.0
        before, self._apart = self._apart, apart
        slept = 0.0 if before is None else apart - before
        return slept if slept >= LEAST else 0.0

"""When a process that ends again and again is started once more."""

import time

LONGEST = 30.0
"""Seconds between two starts at most."""
TRUSTED = 60.0
"""Seconds for which a process was well after which the next start comes at once again."""


class Backoff:
    """The first start may come at once; each wait is twice as long as the one before."""

    def __init__(self) -> None:
        self._wait = 0.0
        self._due = 0.0
        self._started = time.monotonic()

    @property
    def due(self) -> bool:
        """Whether it is time for a start."""
        return time.monotonic() >= self._due

    def started(self) -> None:
        """A start was tried now."""
        self._started = time.monotonic()
        self._wait = min(LONGEST, max(1.0, 2 * self._wait))
        self._due = self._started + self._wait

    def was_well(self) -> None:
        """The process was well until now."""
        if time.monotonic() - self._started > TRUSTED:
            self._wait = self._due = 0.0

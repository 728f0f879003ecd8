"""How long the other process has said nothing."""

import time

SILENT = 1.6
"""Seconds without a word after which the other process is lost: with what follows, people are to
know it within two."""
HELD_UP = 0.8
"""The same after which the music is paused, in case the other is lost: within a second."""
BEGINS_WITHIN = 20.0
"""The same for a listener that nobody was told of yet: the first sound can keep its ears long."""
EVERY = 0.25
"""Seconds between two words of a process that is well."""
AT_MOST = 0.2
"""So much of the time between two looks counts: who was held up cannot blame the other."""


class Silence:
    """Counted in looks: who was itself stopped does not find the other silent."""

    def __init__(self, first: float) -> None:
        """`first`: the same in seconds for its first word, while it starts."""
        self._limit = first
        self._looked = time.monotonic()
        self._passed = 0.0

    def broken(self, limit: float = SILENT) -> None:
        """The other said something, and has so many seconds for its next word."""
        self._passed = 0.0
        self._limit = limit

    def look(self) -> bool:
        """Whether it lasts too long. To be asked more often than every `AT_MOST` seconds."""
        before, self._looked = self._looked, time.monotonic()
        self._passed += min(AT_MOST, self._looked - before)
        return self._passed > self._limit

    @property
    def held_up(self) -> bool:
        """Whether it lasted so long, at the last look, that who is well would have said something.

        Never of who has longer than `SILENT`.
        """
        return self._limit <= SILENT and self._passed > HELD_UP

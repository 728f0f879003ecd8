"""When what failed is tried again: ever more slowly, until it was well for a while."""


class Backoff:
    """Each wait is twice as long as the one before. All times are in one unit, whichever it is."""

    def __init__(self, first: float, longest: float, trusted: float) -> None:
        """The first wait, the longest one, and how long it must be well to begin anew."""
        self.due = 0.0
        """When the next try may come; before any wait, at once."""
        self._first = first
        self._longest = longest
        self._trusted = trusted
        self._wait = first

    def put_off(self, now: float) -> None:
        """The next try comes a wait from now."""
        self.due = now + self._wait
        self._wait = min(self._longest, 2 * self._wait)

    def was_well(self, lasted: float) -> None:
        """It was well for so long until now."""
        if lasted > self._trusted:
            self._wait = self._first
            self.due = 0.0

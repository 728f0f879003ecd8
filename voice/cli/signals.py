"""Ctrl-C and SIGTERM end a session in order."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Endable(Protocol):
    """Something that goes on until it is ended."""

    def end(self) -> None:
        """End it soon, in order."""


class Ending:
    """Knows the session that a signal has to end."""

    def __init__(self) -> None:
        self.session: Endable | None = None
        self.exit_code = 0
        """128 and the signal's number, as shells have it; 0 as long as there was none."""

    def on_signal(self, number: int, _: FrameType | None) -> None:
        """A session ends after its block, so that nothing is cut in half; all else ends here."""
        self.exit_code = 128 + number
        if self.session is None:
            raise SystemExit(self.exit_code)
        self.session.end()


@contextmanager
def ending_on_signals() -> Iterator[Ending]:
    """Install the handlers, and put back what was there before."""
    ending = Ending()
    before = {number: signal.signal(number, ending.on_signal) for number in _SIGNALS}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

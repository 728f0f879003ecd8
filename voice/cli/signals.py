"""Signals: those that end a session end it in order, and nothing may freeze a listener."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

from voice.session.workers import Note
from voice.telling.happening import Kind

_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_IGNORED = (signal.SIGTTIN, signal.SIGTTOU, signal.SIGPIPE)
"""The first two would freeze who reads or writes behind another program's back, the third would
end who writes into a pipe that nobody reads."""
INSIST = 3.0
"""Seconds after which a second signal ends a session that does not come to its end."""
NOT_FROZEN = Note(
    Kind.FAULT,
    "not_suspended",
    {"text": "Ctrl-Z is refused: who is frozen is deaf and looks alive. Ctrl-C ends the session."},
)


class Endable(Protocol):
    """Something that goes on until it is ended."""

    def end(self) -> None:
        """End it soon, in order."""

    def woken(self) -> None:
        """The process may have been stopped, and goes on."""

    def remark(self, note: Note) -> None:
        """Tell this soon."""


class Ending:
    """Knows the session that a signal has to end."""

    def __init__(self) -> None:
        self.session: Endable | None = None
        self.exit_code = 0
        """128 and the signal's number, as shells have it; 0 as long as there was none."""
        self._first: float | None = None

    def on_end(self, number: int, _: FrameType | None) -> None:
        """A session ends after its block, so that nothing is cut in half; all else ends here."""
        self.exit_code = 128 + number
        now = time.monotonic()
        self._first = now if self._first is None else self._first
        if self.session is None or now - self._first > INSIST:
            raise SystemExit(self.exit_code)
        self.session.end()

    def end(self) -> None:
        """End the session, if there is one."""
        if self.session is not None:
            self.session.end()

    def on_freeze(self, _number: int, _: FrameType | None) -> None:
        """Ctrl-Z: a session goes on, and says so; all else may stand still."""
        if self.session is None:
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            self.session.remark(NOT_FROZEN)

    def on_wake(self, _number: int, _: FrameType | None) -> None:
        """After a stop that cannot be refused."""
        if self.session is not None:
            self.session.woken()


Handler = Callable[[int, FrameType | None], object] | signal.Handlers


@contextmanager
def ending_on_signals() -> Iterator[Ending]:
    """Install the handlers, and put back what was there before."""
    ending = Ending()
    wanted: dict[signal.Signals, Handler] = {
        **dict.fromkeys(_ENDS, ending.on_end),
        **dict.fromkeys(_IGNORED, signal.SIG_IGN),
        signal.SIGTSTP: ending.on_freeze,
        signal.SIGCONT: ending.on_wake,
    }
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        del wanted[signal.SIGHUP]  # under nohup it is to outlive its terminal
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

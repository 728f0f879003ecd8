"""Where the person on duty reads what is the matter: one screen, or a line each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.live import Live

from voice.monitor.duty import Alert, Duty
from voice.monitor.page import page

UNHEARD = "The loudspeaker cannot be heard, so nobody hears the alerts: look here."
HEARD = "The loudspeaker can be heard again."


class Display(Protocol):
    """All that is to be read."""

    def show(self, duty: Duty, now: float, *, unheard: bool) -> None:
        """How the rooms are now; `unheard`: nobody hears the alerts. Comes all the time."""

    def tell(self, alert: Alert) -> None:
        """This is said aloud now."""

    def complain(self, why: str) -> None:
        """The broker is not reached, in a sentence."""


class Screen:
    """One screen of a terminal."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._why = ""

    def show(self, duty: Duty, now: float, *, unheard: bool) -> None:
        """Everything is on it."""
        if duty.away_since is None:
            self._why = ""
        problems = (self._why, UNHEARD if unheard else "")
        self._live.update(page(duty, now, *filter(None, problems)), refresh=True)

    def tell(self, alert: Alert) -> None:
        """The rooms show it."""

    def complain(self, why: str) -> None:
        """It stays until the broker is there."""
        self._why = why


class Lines:
    """What is said, a line each; what keeps that from being heard or known, beside it."""

    def __init__(self, line: Callable[[str], object], beside: Callable[[str], object]) -> None:
        self._line = line
        self._beside = beside
        self._unheard = False

    def show(self, duty: Duty, now: float, *, unheard: bool) -> None:  # noqa: ARG002
        """A line when nobody hears the alerts any more, and one when that is over."""
        if unheard is not self._unheard:
            self._unheard = unheard
            self._beside(UNHEARD if unheard else HEARD)

    def tell(self, alert: Alert) -> None:
        """With every room in it."""
        self._line(alert.written)

    def complain(self, why: str) -> None:
        """Each time."""
        self._beside(why)


@contextmanager
def on_screen(console: Console) -> Iterator[Screen]:
    """The whole terminal, until it is left."""
    with Live(console=console, screen=True, auto_refresh=False) as live:
        yield Screen(live)

"""Draws the screen on a thread of its own, so that a stuck terminal cannot make the ears wait."""

import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live

from intents.faults import Fault
from voice.players.players import PlayerState
from voice.telling.happening import Happening, Kind, View
from voice.telling.out import complain
from voice.telling.screen_page import Around, screen_page, screen_words

EVERY = 0.2
"""Seconds between two drawings."""
HANGS = 2.0
"""Seconds without word from the loop after which the screen says that nobody listens."""
NOTES = 4
"""So many of the last things that went wrong are shown."""


class Screen:
    """On entering it takes the terminal, on leaving it gives it back."""

    def __init__(
        self,
        console: Console,
        language: str,
        *,
        show_heard: bool,
        keys: bool = False,
        warnings: Sequence[str] = (),
    ) -> None:
        """`keys`: any is a stop. `warnings`: what was wrong before the session began."""
        self._console = console
        self._words = screen_words(language)
        self._show_heard = show_heard
        self._keys = keys
        self._view: View | None = None
        self._at = 0.0
        self._notes: dict[str, str] = {text: text for text in warnings}
        self._states: Sequence[PlayerState] | None = None
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._draw, name="screen", daemon=True)
        self.players: Callable[[], Sequence[PlayerState]] = tuple
        """Tells what each player does. Called from a thread of its own, so it may wait."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._left.set()
        self._thread.join(timeout=2)

    def watch(self, view: View) -> None:
        """Show this from the next drawing on."""
        self._at = time.monotonic()
        self._view = view
        # It took them, and the next one is not the terminal's.
        self._keys &= Fault.GUARDIAN_LOST not in view.state.faults

    def tell(self, happening: Happening) -> None:
        """Keep what went wrong, until it is over."""
        more, name = happening.more, happening.name
        # What makes deaf or mute stands beside the ears.
        if happening.kind is not Kind.FAULT or name in set(Fault):
            return
        notes = {key: text for key, text in self._notes.items() if key != name}
        over = more.get("present") is False
        if not over:
            programs = more.get("programs")
            beside = f": {', '.join(programs)}" if isinstance(programs, list) and programs else ""
            notes[name] = str(more.get("text") or self._words.fault(name)) + beside
        self._notes = notes

    def _draw(self) -> None:
        try:
            self._draw_until_left()
        except Exception as error:  # whatever a terminal cannot show, the ears go on
            complain(f"The screen failed ({error}), but Safeword listens on. Next time: --lines.")

    def _draw_until_left(self) -> None:
        asker = threading.Thread(target=self._ask, name="players", daemon=True)
        with Live(console=self._console, screen=True, auto_refresh=False) as live:
            asker.start()
            while not self._left.wait(EVERY):
                if self._view is not None:
                    live.update(self._page(self._view), refresh=True)

    def _ask(self) -> None:
        while not self._left.wait(EVERY):
            try:
                self._states = self.players()
            except Exception:  # then it is not known what they do
                self._states = None

    def _page(self, view: View) -> RenderableType:
        hangs = time.monotonic() - self._at > HANGS
        around = Around(self._states, tuple(self._notes.values())[-NOTES:], hangs, self._keys)
        size = self._console.size
        return screen_page(
            view, around, self._words, (size.width, size.height), show_heard=self._show_heard
        )

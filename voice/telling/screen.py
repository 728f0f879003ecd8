"""Draws the screen on a thread of its own, so that a stuck terminal cannot make the ears wait."""

import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live

from voice.telling.happening import Happening, Kind
from voice.telling.screen_page import Around, screen_page, screen_words
from voice.telling.view import View

EVERY = 0.2
"""Seconds between two drawings."""
HANGS = 2.0
"""Seconds without word from the loop after which the screen says that nobody listens."""


class Screen:
    """On entering it takes the terminal, on leaving it gives it back."""

    def __init__(self, console: Console, language: str, *, show_heard: bool) -> None:
        self._console = console
        self._words = screen_words(language)
        self._show_heard = show_heard
        self._view: View | None = None
        self._at = 0.0
        self._says = ""
        self._note = ""
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._draw, name="screen", daemon=True)
        self.players: Callable[[], Sequence[str]] = tuple
        """Tells the players that there are. Called from a thread of its own, so it may wait."""

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

    def tell(self, happening: Happening) -> None:
        """Keep what was said last, and what went wrong last."""
        more = happening.more
        match happening.kind, happening.name:
            case Kind.EFFECT, "say":
                self._says = str(more["text"] or "")
            case Kind.FAULT, name if more.get("present") is not False:
                self._note = str(more.get("text") or name.replace("_", " "))

    def _draw(self) -> None:
        try:
            self._draw_until_left()
        except Exception as error:  # whatever a terminal cannot show, the ears go on
            text = f"The screen failed ({error}), but Safeword listens on. Next time: --lines."
            print(text, file=sys.stderr)

    def _draw_until_left(self) -> None:
        names: Sequence[str] | None = None
        with (
            ThreadPoolExecutor(1, "players") as asker,
            Live(console=self._console, screen=True, auto_refresh=False) as live,
        ):
            asked = asker.submit(self.players)
            while not self._left.wait(EVERY):
                if asked.done():
                    names, asked = asked.result(), asker.submit(self.players)
                if self._view is not None:
                    live.update(Group(self._page(self._view, names)), refresh=True)

    def _page(self, view: View, names: Sequence[str] | None) -> RenderableType:
        hangs = time.monotonic() - self._at > HANGS
        around = Around(names, self._says, self._note, hangs)
        return screen_page(
            view, around, self._words, self._console.width, show_heard=self._show_heard
        )

"""Notices that the loop stands still, whatever it hangs in."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

LOOKS = 8
"""So many looks in a row without a sign of life: the loop hangs. Looks are counted and not seconds,
because a process that was stopped as a whole finds that much time has passed when it goes on."""
EVERY = 0.5
"""Seconds between two looks."""
AGAIN = 20
"""So many looks later `alarm` is called again."""


class Watchdog:
    """Calls `alarm`, from a thread of its own, when and as long as nothing called `beat`."""

    def __init__(self, alarm: Callable[[], None], every: float = EVERY) -> None:
        self._alarm = alarm
        self._every = every
        self._alive = False
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

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

    def beat(self) -> None:
        """The loop goes on."""
        self._alive = True

    def _watch(self) -> None:
        missed = 0
        while not self._left.wait(self._every):
            alive, self._alive = self._alive, False
            missed = 0 if alive else missed + 1
            if missed >= LOOKS and (missed - LOOKS) % AGAIN == 0:
                self._alarm()

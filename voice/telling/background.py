"""Tells on a thread of its own: whoever reads slowly, or not any more, is in nobody's way."""

import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from voice.telling.happening import Happening, Tell

PATIENCE = 2.0
"""Seconds that the last lines of a microphone session have to be read."""
WAITING = 10_000
"""So many lines may wait for a reader that does not read."""

Failed = Callable[[Exception], None]


class InBackground:
    """A `Tell` that returns at once and never raises. On leaving it waits until all was told."""

    def __init__(
        self,
        tell: Tell,
        failed: Failed,
        *,
        patient: bool,
        leave: Callable[[], None] = lambda: None,
    ) -> None:
        """`tell` is called from the thread, and so is `failed`, once, when that raised.

        Who is `patient`, as with a recording, waits for a slow reader without end. `leave` is to
        bring a `tell` that waits to its end.
        """
        self._tell = tell
        self._on_failure = failed
        self._patient = patient
        self._leave = leave
        self._waiting: queue.Queue[Happening | None] = queue.Queue(WAITING)
        self._failed = False
        self._thread = threading.Thread(target=self._work, name="telling", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._put(None)
        self._thread.join(None if self._patient else PATIENCE)
        self._leave()

    def __call__(self, happening: Happening) -> None:
        """Leave it to be told; what there is no room for any more is not."""
        self._put(happening)

    def _put(self, happening: Happening | None) -> None:
        try:
            self._waiting.put(happening, block=self._patient)
        except queue.Full:
            self._fail(BlockingIOError("nobody reads them"))

    def _work(self) -> None:
        while (happening := self._waiting.get()) is not None:
            try:
                self._tell(happening)
            except Exception as error:  # a pipe without a reader, a full disk: it may pass
                self._fail(error)

    def _fail(self, error: Exception) -> None:
        if not self._failed:
            self._failed = True
            self._on_failure(error)

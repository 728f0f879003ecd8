"""Tells on a thread of its own: whoever stopped reading must not make the ears wait."""

import queue
import threading
from types import TracebackType
from typing import Self

from voice.telling.happening import Happening, Tell

PATIENCE = 2.0
"""Seconds that the last lines of a microphone session have to be read."""


class Aside:
    """A `Tell` that returns at once. On leaving it waits until everything was told."""

    def __init__(self, tell: Tell, *, patient: bool) -> None:
        """`tell` is called from the thread. Who is `patient` waits for the reader without end."""
        self._tell = tell
        self._patience = None if patient else PATIENCE
        self._waiting: queue.SimpleQueue[Happening | None] = queue.SimpleQueue()
        self._error: Exception | None = None
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
        self._waiting.put(None)
        self._thread.join(self._patience)
        if self._error is not None and error is None:
            raise self._error

    def __call__(self, happening: Happening) -> None:
        """Leave it to be told. Raises what telling an earlier one raised, such as a broken pipe."""
        if self._error is not None:
            raise self._error
        self._waiting.put(happening)

    def _work(self) -> None:
        try:
            while (happening := self._waiting.get()) is not None:
                self._tell(happening)
        except Exception as error:  # raised again in the loop, which ends in order
            self._error = error

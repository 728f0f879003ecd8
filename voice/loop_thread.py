"""An event loop in a thread of its own, for callers that are not asynchronous."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")

LAST_SECONDS = 1.0
"""So long is waited at the end for what was begun, and as long again when it was cancelled."""


class LoopClosed(Exception):
    """The loop was closed before the call."""


class LoopThread:
    """Runs coroutines until it is closed. Any thread may call it."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)
        self._door = threading.Lock()
        self._closed = False
        self._thread.start()

    def begin(self, work: Callable[[], Coroutine[Any, Any, T]]) -> "Future[T]":
        """Run it; never waits. Raises LoopClosed."""
        with self._door:
            if self._closed:
                raise LoopClosed
            return asyncio.run_coroutine_threadsafe(work(), self._loop)

    def call(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run it and return what it returns. Raises LoopClosed."""
        return self.begin(work).result()

    def soon(self, call: Callable[[], object]) -> None:
        """Call it there soon, in the order of these calls; never waits. Nothing, once closed."""
        with self._door:
            if not self._closed:
                self._loop.call_soon_threadsafe(call)

    def close(self, last: Callable[[], Coroutine[Any, Any, None]] | None = None) -> None:
        """Take no more work, run this as the last, wait for what was begun. Safe to call twice."""
        with self._door:
            if self._closed:
                return
            self._closed = True
        try:
            asyncio.run_coroutine_threadsafe(_finish(last), self._loop).result()
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()


async def _finish(last: Callable[[], Coroutine[Any, Any, None]] | None) -> None:
    if last is not None:
        await last()
    begun = asyncio.all_tasks() - {asyncio.current_task()}
    if begun:
        _, hung = await asyncio.wait(begun, timeout=LAST_SECONDS)
        for task in hung:
            task.cancel()
        if hung:
            await asyncio.wait(hung, timeout=LAST_SECONDS)

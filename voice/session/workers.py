"""Work that the loop must not wait for. Each piece ends in a result or in a fault, in time."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from intents.clock import frames
from intents.messages import Event
from voice.telling.happening import Kind

T = TypeVar("T")

LATEST = frames(15)
"""So long work may take: then it is a fault, and whoever handed it over is told."""
LATE = "it was not done in time"
PATIENCE = 1.0
"""Seconds that work which has begun is waited for at the end."""
MOST_LOST = 8
"""So many threads may hang for ever before no more are begun in their place."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell that decides nothing; the loop adds the time."""

    kind: Kind
    name: str
    more: dict[str, object] = field(default_factory=dict)


Result = Event | Note
"""What is handed back to the loop."""


class Job(Generic[T]):
    """Work that was handed over."""

    def __init__(
        self, call: Callable[[], T], done: Callable[[T], None], failed: Callable[[str], None]
    ) -> None:
        """Exactly one of `done` and `failed` is called, once; neither if it was cancelled."""
        self.call = call
        self.done = done
        self.failed = failed
        self.due: int | None = None
        """The latest moment, in frames; None as long as nobody waits for it."""
        self.over = False
        """It was done, given up or cancelled."""


class Workers:
    """A few threads that do jobs in their order; those that are done ahead of need come last.

    A job that hangs is given up when it is late, and another thread takes the place of its own.
    The results are handed on from any thread.
    """

    def __init__(self, name: str, threads: int, *, replay: bool) -> None:
        """With `replay`, work is done before `hand` returns, so that every replay is the same."""
        self._name = name
        self._threads = threads
        self._replay = replay
        self._now = 0
        self._changed = threading.Condition()
        self._waiting: deque[Job[Any]] = deque()
        self._ahead: deque[Job[Any]] = deque()
        self._running: dict[threading.Thread, Job[Any]] = {}
        self._begun: list[threading.Thread] = []
        self._lost = 0
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether somebody waits for something."""
        with self._changed:
            return bool(self._waiting) or any(job.due for job in self._running.values())

    def hand(
        self,
        call: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[str], None],
        *,
        within: int | None = LATEST,
    ) -> Job[T]:
        """Leave work to be done, and return at once.

        It fails if it raises, or if it is not done `within` so many frames. None: ahead of need.
        """
        job = Job(call, done, failed)
        if self._replay:
            self._do(job)
            return job
        with self._changed:
            if within is None:
                self._ahead.append(job)
            else:
                job.due = self._now + within
                self._waiting.append(job)
            if len(self._begun) < self._threads:
                self._begin()
            self._changed.notify()
        return job

    def hurry(self, job: Job[Any], within: int = LATEST) -> None:
        """What was to be done ahead is needed now."""
        with self._changed:
            if job.over or job.due is not None:
                return
            job.due = self._now + within
            if job in self._ahead:
                self._ahead.remove(job)
                self._waiting.append(job)
                self._changed.notify()

    def cancel(self, job: Job[Any]) -> bool:
        """Whether it was not begun, and now never will be."""
        with self._changed:
            for jobs in (self._waiting, self._ahead):
                if job in jobs:
                    jobs.remove(job)
                    job.over = True
                    return True
        return False

    def advance(self, frames: int) -> None:
        """So much session time has passed: what is late is given up."""
        with self._changed:
            self._now += frames
            hung = {thread: job for thread, job in self._running.items() if self._is_late(job)}
            late = [*hung.values(), *filter(self._is_late, self._waiting)]
            for thread in hung:
                del self._running[thread]
                self._begun.remove(thread)
                self._lost += 1
                if self._lost <= MOST_LOST:
                    self._begin()
            for job in late:
                job.over = True
                if job in self._waiting:
                    self._waiting.remove(job)
        for job in late:
            job.failed(LATE)

    def close(self, *, finish: bool = False) -> None:
        """Begin nothing more, unless to `finish`, and wait a moment for what has begun."""
        with self._changed:
            self._closed = True
            self._ahead.clear()
            if not finish:
                self._waiting.clear()
            self._changed.notify_all()
        for thread in self._begun:
            thread.join(PATIENCE)

    def _is_late(self, job: Job[Any]) -> bool:
        return job.due is not None and job.due <= self._now

    def _begin(self) -> None:
        thread = threading.Thread(target=self._work, name=self._name, daemon=True)
        # Where the computer gives no more threads, what waits is late, or a later one does it.
        with suppress(RuntimeError):
            thread.start()
            self._begun.append(thread)

    def _work(self) -> None:
        me = threading.current_thread()
        while job := self._take(me):
            self._do(job)
            with self._changed:
                if self._running.pop(me, None) is None:  # given up: another is in its place
                    return

    def _take(self, me: threading.Thread) -> Job[Any] | None:
        with self._changed:
            while self._waiting or not self._closed:
                if self._waiting:
                    job = self._waiting.popleft()
                elif self._ahead and not any(job.due is None for job in self._running.values()):
                    # Only one thread works ahead, so that there is one for what is needed.
                    job = self._ahead.popleft()
                else:
                    self._changed.wait()
                    continue
                self._running[me] = job
                return job
            return None

    def _do(self, job: Job[Any]) -> None:
        try:
            result = job.call()
        except Exception as error:  # nobody else would ever hear of it
            if self._ends(job):
                job.failed(str(error) or type(error).__name__)
            return
        if self._ends(job):
            job.done(result)

    def _ends(self, job: Job[Any]) -> bool:
        with self._changed:
            told, job.over = job.over, True
            return not told

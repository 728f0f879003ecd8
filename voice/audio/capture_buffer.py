"""Where a device's own thread leaves sound for the thread that listens."""

import threading
from collections import deque
from dataclasses import dataclass

from voice.audio.convert import Raw


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Raw sound, shape (n, channels), the moment it came, and the frames lost just before it."""

    raw: Raw
    at: float
    lost: int = 0


class CaptureBuffer:
    """Keeps up to `limit` frames; when it is full the oldest are lost and counted, never the new.

    For one thread that puts and one that takes.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._chunks: deque[Chunk] = deque()
        self._frames = 0
        self._lost = 0
        self._ended = False
        self._changed = threading.Condition()

    @property
    def frames(self) -> int:
        """Frames that wait to be taken."""
        return self._frames

    @property
    def ended(self) -> bool:
        """Nothing more will be put."""
        return self._ended

    def put(self, chunk: Chunk) -> None:
        """Leave a chunk. Never waits."""
        with self._changed:
            self._chunks.append(chunk)
            self._frames += len(chunk.raw)
            while self._frames > self._limit:
                dropped = self._chunks.popleft()
                self._frames -= len(dropped.raw)
                self._lost += len(dropped.raw) + dropped.lost
            self._changed.notify()

    def take(self, wait: float) -> Chunk | None:
        """The oldest chunk, or None when none came within `wait` seconds or none will come."""
        with self._changed:
            self._changed.wait_for(lambda: self._chunks or self._ended, timeout=wait)
            if not self._chunks:
                return None
            chunk = self._chunks.popleft()
            self._frames -= len(chunk.raw)
            lost, self._lost = self._lost, 0
            return Chunk(chunk.raw, chunk.at, chunk.lost + lost)

    def wait(self, seconds: float) -> bool:
        """True as soon as there is something to take, False after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._chunks or self._ended, timeout=seconds)
            return bool(self._chunks)

    def end(self) -> None:
        """Nothing more will be put. From any thread."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

"""Sounds that wait to be played, one after another, at one rate."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.ears import Frames

Done = Callable[[], None]


class Playlist:
    """A queue of sounds that is emptied frame by frame. Not safe for several threads by itself."""

    def __init__(self) -> None:
        self._sounds: deque[tuple[Frames, Done | None]] = deque()
        self._played = 0

    @property
    def until_end(self) -> int | None:
        """Frames until the sound that is playing ends, or None where nothing plays."""
        return len(self._sounds[0][0]) - self._played if self._sounds else None

    def add(self, frames: Frames, done: Done) -> None:
        """Play these frames, shape (n,), after what is already there."""
        self._sounds.append((frames, done))

    def take(self, count: int) -> tuple[NDArray[np.float32], list[Done]]:
        """The next frames, shape (count,), zeros after the last sound; whose sounds they ended."""
        out = np.zeros(count, dtype=np.float32)
        ended: list[Done] = []
        filled = 0
        while self._sounds:
            frames, done = self._sounds[0]
            piece = frames[self._played : self._played + count - filled]
            out[filled : filled + len(piece)] = piece
            filled += len(piece)
            self._played += len(piece)
            if self._played < len(frames):
                break
            self._sounds.popleft()
            self._played = 0
            if done is not None:
                ended.append(done)
        return out, ended

    def cut(self, fade: int = 0) -> None:
        """Forget all sounds. The one that plays fades to zero within so many frames first.

        Without a fade the jump to silence is heard as a click.
        """
        tail = self._sounds[0][0][self._played :][:fade] if self._sounds else None
        self._sounds.clear()
        self._played = 0
        if tail is not None and len(tail):
            ramp = np.linspace(1, 0, len(tail), dtype=np.float32)
            self._sounds.append((tail * ramp, None))

    def clear(self) -> list[Done]:
        """Forget all sounds; return whose they were."""
        left = [done for _, done in self._sounds if done is not None]
        self.cut()
        return left

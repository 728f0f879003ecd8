"""The latest frames of a signal."""

import numpy as np

from models.ears import Frames


class Recent:
    """The last `length` frames; zeros stand for what was before the first."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._kept = np.zeros(4 * length, np.float32)
        self._end = length

    @property
    def frames(self) -> Frames:
        """All of them, shape (length,), the newest last. Valid until the next `add`."""
        return self._kept[self._end - self._length : self._end]

    def add(self, frames: Frames) -> None:
        """Take the next frames, shape (n,), n no more than `length`."""
        count = len(frames)
        if self._end + count > len(self._kept):
            self._kept[: self._length] = self.frames.copy()
            self._end = self._length
        self._kept[self._end : self._end + count] = frames
        self._end += count

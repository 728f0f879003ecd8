"""What tells a deaf microphone from a quiet room: counted samples and passed time, no devices."""

import numpy as np

from intents.clock import FRAME_RATE
from models.ears import Frames


class ZeroDetector:
    """Finds a microphone that is open and records nothing: a hardware mute, a stuck headset.

    Even a silent room gives a working microphone noise in its last bits. It looks at what the ears
    get, so that whatever is lost on the way is found too.
    """

    LIMIT = 1.0
    """Seconds of nothing but zeros that a working microphone does not give."""

    def __init__(self) -> None:
        self._zeros = 0.0

    @property
    def silent(self) -> bool:
        """The last second was nothing but zeros."""
        return self._zeros >= self.LIMIT

    def feed(self, block: Frames) -> None:
        """Take the next frames, shape (n,). One that is not zero ends the silence."""
        self._zeros = 0.0 if np.any(block) else self._zeros + len(block) / FRAME_RATE


class FaintDetector:
    """Finds a microphone that records less than the noise that any working one has.

    The best converters have 120 dB between their noise and the loudest sound, and the peaks of
    noise are ten dB above its mean; one of 16 bits gives zeros or more than 90 dB below full scale.
    """

    PEAK = 1e-6
    """A working microphone's noise reaches this now and then: 120 dB below full scale."""
    LIMIT = 2.0
    """Seconds in which it does."""

    def __init__(self) -> None:
        self._faint = 0.0

    @property
    def faint(self) -> bool:
        """Nothing in the last two seconds was as loud as noise is."""
        return self._faint >= self.LIMIT

    def feed(self, block: Frames) -> None:
        """Take the next frames, shape (n,)."""
        peak = float(np.abs(block).max(initial=0.0))
        self._faint = 0.0 if peak >= self.PEAK else self._faint + len(block) / FRAME_RATE


_FULL = 0.9999
"""The highest value that a converter of 16 bits gives is 0.99997, the lowest -1."""
_MANY = 4
"""A loud sound that is whole touches the highest value now and then, one that is cut off stays."""


def is_cut_off(raw: Frames) -> bool:
    """Whether some 20 ms of raw sound, shape (n, channels), are louder than could be recorded."""
    return int(np.count_nonzero(np.abs(raw) >= _FULL)) >= _MANY


class GapDetector:
    """Finds a microphone from which nothing comes, and counts the session time that passes by.

    Moments are seconds of one clock that never goes back.
    """

    LIMIT = 0.25
    """Seconds without sound. A working microphone was seen to pause for 47 ms."""

    def __init__(self, now: float, limit: float = LIMIT) -> None:
        self._limit = limit
        self._arrived = now
        self._covered = now

    def arrived(self, now: float) -> None:
        """Sound came. It covers the session's time up to this moment."""
        self._arrived = max(self._arrived, now)
        self._covered = max(self._covered, now)

    def length(self, now: float) -> float:
        """Seconds since sound last came."""
        return now - self._arrived

    def open(self, now: float) -> bool:
        """Nothing has come for longer than a working microphone pauses."""
        return self.length(now) >= self._limit

    def owed(self, now: float) -> int:
        """Frames of session time that nothing covers yet."""
        return max(0, int((now - self._covered) * FRAME_RATE))

    def cover(self, count: int) -> None:
        """So many frames were put in the place of sound that did not come."""
        self._covered += count / FRAME_RATE

"""How much later than what the loudspeaker plays its echo is in the microphone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intents.clock import frames
from models.ears import Frames
from voice.echo.recent import Recent

LONGEST = frames(0.5)
"""The longest delay that is looked for: Bluetooth takes up to 0.3 s."""
WINDOW = frames(1)
"""The stretch of the microphone that is compared."""
EVERY = frames(0.5)
"""A comparison is made so often."""

_SIZE = 1 << (WINDOW + LONGEST - 1).bit_length()
_LOWEST = 1e-6
"""Mean power, 60 dB below full scale: of a fainter reference no echo is looked for."""


@dataclass(frozen=True, slots=True)
class Delay:
    """What a comparison found."""

    frames: float
    """The delay, in frames and parts of one."""
    sure: float
    """How far it stood out, in standard deviations of all delays."""


class Comparison:
    """Compares the last second of both signals.

    By cross-correlation with the phase transform (Knapp and Carter 1976): every frequency counts
    alike, so that a peak is narrow also in music with a strong bass, and voices do not move it.
    """

    def __init__(self) -> None:
        self._microphone = Recent(WINDOW)
        self._reference = Recent(WINDOW + LONGEST)
        self._since = 0

    def feed(self, microphone: Frames, reference: Frames) -> Delay | None:
        """Take the next frames of both, of shape (n,) alike. Now and then a delay is told."""
        self._microphone.add(microphone)
        self._reference.add(reference)
        self._since += len(microphone)
        if self._since < EVERY:
            return None
        self._since = 0
        played = self._reference.frames
        if float(np.dot(played, played)) < _LOWEST * len(played):
            return None
        return _compared(self._microphone.frames, played)


def phase_transform(sound: Frames, other: Frames, size: int) -> NDArray[np.floating]:
    """How alike one sound is to another that begins so many frames into it, shape (size,).

    Both have shapes of their own; `size` is no less than both together, but for one frame.
    """
    cross = np.fft.rfft(sound, size) * np.conj(np.fft.rfft(other, size))
    cross /= np.abs(cross) + np.float32(1e-12)
    return np.fft.irfft(cross, size)


def _compared(microphone: Frames, reference: Frames) -> Delay:
    # It begins with the longest delay and ends with none.
    likeness = phase_transform(reference, microphone, _SIZE)[: LONGEST + 1][::-1]
    peak = int(np.argmax(likeness))
    return Delay(_between(likeness, peak), float(likeness[peak] / likeness.std()))


def _between(likeness: NDArray[np.floating], peak: int) -> float:
    """Where the peak is between frames: that of a parabola through it and its neighbours."""
    if not 0 < peak < len(likeness) - 1:
        return float(peak)
    left, top, right = (float(each) for each in likeness[peak - 1 : peak + 2])
    return peak + 0.5 * (left - right) / (left - 2 * top + right)

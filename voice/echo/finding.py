"""Finds a sound that was played in what a microphone recorded."""

import numpy as np

from models.ears import Frames
from voice.echo.delay import Delay

FOUND = 12.0
"""How far a sentence stands out where it is there. Without it noise gave 6 at most and music 10;
with it, as loud as a room's noise and in a room that sounds on, at least 15."""


def found(sound: Frames, recording: Frames) -> Delay:
    """How late the sound, shape (n,), best fits into the recording, shape (m,), and how surely.

    By cross-correlation with the phase transform, as in `voice.echo.delay`: a room that sounds on
    does not change where it fits.
    """
    size = 1 << (len(sound) + len(recording) - 1).bit_length()
    cross = np.fft.rfft(recording, size) * np.conj(np.fft.rfft(sound, size))
    cross /= np.abs(cross) + np.float32(1e-12)
    likeness = np.fft.irfft(cross, size)[: len(recording)]
    peak = int(np.argmax(likeness))
    return Delay(float(peak), float(likeness[peak] / likeness.std()))

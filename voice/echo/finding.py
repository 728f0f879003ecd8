"""Finds a sound that was played in what a microphone recorded."""

import numpy as np

from models.ears import Frames
from voice.echo.delay import Delay, phase_transform

FOUND = 12.0
"""How far a sentence stands out where it is there. Without it noise gave 6 at most and music 10;
with it, as loud as a room's noise and in a room that sounds on, at least 15."""


def found(sound: Frames, recording: Frames) -> Delay:
    """How late the sound, shape (n,), best fits into the recording, shape (m,), and how surely.

    A room that sounds on does not change where it fits.
    """
    size = 1 << (len(sound) + len(recording) - 1).bit_length()
    likeness = phase_transform(recording, sound, size)[: len(recording)]
    peak = int(np.argmax(likeness))
    return Delay(float(peak), float(likeness[peak] / likeness.std()))

"""Finds a sound that was played in what a microphone recorded."""

import numpy as np

from models.ears import Frames
from voice.audio.level import at_level
from voice.echo.delay import Delay, phase_transform

FOUND = 12.0
"""How far a sentence stands out where it is there. Without it noise gave 6 at most and music 10;
with it, as loud as a room's noise and in a room that sounds on, at least 15."""


CLEARLY = 2 * FOUND
"""How far it must stand out, put into a recording as it is, where a room's sound is to be found."""


def came_back(said: Frames, recording: Frames, level: float) -> bool | None:
    """Whether a sentence, shape (n,), is in a recording, shape (m,) with m no less than n.

    None where nobody can tell: put into the middle of it, as loud as `level` in dB of full scale,
    it would not have been found either, because of music or of voices.
    """
    if not said.any():
        return None
    if found(said, recording).sure >= FOUND:
        return True
    mixed = recording.copy()
    begin = (len(recording) - len(said)) // 2
    mixed[begin : begin + len(said)] += at_level(said, level)
    return False if found(said, mixed).sure >= CLEARLY else None


def found(sound: Frames, recording: Frames) -> Delay:
    """How late the sound, shape (n,), best fits into the recording, shape (m,), and how surely.

    A room that sounds on does not change where it fits.
    """
    size = 1 << (len(sound) + len(recording) - 1).bit_length()
    likeness = phase_transform(recording, sound, size)[: len(recording)]
    peak = int(np.argmax(likeness))
    return Delay(float(peak), float(likeness[peak] / likeness.std()))

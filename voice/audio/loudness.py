"""How loud a sentence is: steps of three decibels, with room for all of them."""

import numpy as np

from models.speech import Sound

STEP = 10 ** (3 / 20)
"""One step louder: three decibels, which is just clearly heard."""
STEPS = 3
PEAK = 0.99 / STEP**STEPS
"""The highest amplitude of a sentence at the usual loudness, so that the loudest does not clip."""


def as_loud(sound: Sound, louder: int) -> Sound:
    """The sound at the usual loudness, or so many steps (0 to `STEPS`) above it.

    Voices differ in level, and so do their sentences: the peak is made equal first.
    """
    peak = float(np.abs(sound.frames).max(initial=0.0))
    if not 0 < peak < np.inf:  # silence, or what is no sound
        return sound
    gain = PEAK * STEP**louder / peak
    return Sound(sound.frames * np.float32(gain), sound.rate)

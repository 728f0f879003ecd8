"""How loud sound is: the room, what stands out from its background, and our own sentences."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from intents.proof import MEASURES
from models.ears import Frames
from models.speech import Sound

LOOKS_BACK = 200
"""Windows that make the background: 20 s."""
QUARTER = 25
"""The background is as loud as the quietest quarter of them, in percent. A steady sound, such as
music without pauses, becomes background; talk does not, because it has pauses."""
STANDS_OUT = 10.0
"""Decibels above the background at which something stands out."""
FLOOR = -90.0
"""The level of digital silence, in dB of full scale."""

STEP = 10 ** (3 / 20)
"""One step louder: three decibels, which is just clearly heard."""
STEPS = 3
PEAK = 0.99 / STEP**STEPS
"""The highest amplitude of a sentence at the usual loudness, so that the loudest does not clip."""


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch that was measured."""

    level: float
    background: float
    cut_off: bool

    @property
    def stands_out(self) -> bool:
        """Whether it is clearly louder than the background."""
        return self.level >= self.background + STANDS_OUT


class Level:
    """Measures frames as they come. Levels are RMS, in dB of full scale."""

    def __init__(self) -> None:
        self._windows: deque[float] = deque(maxlen=LOOKS_BACK)
        self._energy = 0.0
        self._frames = 0
        self._cut_off = False
        self.now = FLOOR
        self.background = FLOOR

    def add(self, block: Frames, *, cut_off: bool = False) -> Window | None:
        """Measure frames of shape (n,), and return the window that they end, if they end one."""
        self._energy += float(np.dot(block, block))
        self._frames += len(block)
        self._cut_off = self._cut_off or cut_off
        if self._frames < MEASURES:
            return None
        power = self._energy / self._frames
        self._energy, self._frames = 0.0, 0
        self.now = _decibels(power)
        self._windows.append(self.now)
        self.background = float(np.percentile(self._windows, QUARTER))
        window = Window(self.now, self.background, self._cut_off)
        self._cut_off = False
        return window


def as_loud(sound: Sound, louder: int) -> Sound:
    """The sound at the usual loudness, or so many steps (0 to `STEPS`) above it.

    Voices differ in level, and so do their sentences: the peak is made equal first.
    """
    peak = float(np.abs(sound.frames).max(initial=0.0))
    if not 0 < peak < np.inf:  # silence, or what is no sound
        return sound
    gain = PEAK * STEP**louder / peak
    return Sound(sound.frames * np.float32(gain), sound.rate)


def at_level(frames: Frames, level: float) -> Frames:
    """The sound, shape (n,), with its loudest window at this level, in dB of full scale."""
    return frames * np.float32(10 ** ((level - loudest(frames)) / 20))


def loudest(frames: Frames) -> float:
    """The level of the loudest window of a sound, shape (n,), in dB of full scale."""
    windows = np.split(frames, range(MEASURES, len(frames), MEASURES))
    return _decibels(max(float(np.dot(window, window)) for window in windows) / MEASURES)


def _decibels(power: float) -> float:
    return max(FLOOR, float(10 * np.log10(power))) if power > 0 else FLOOR

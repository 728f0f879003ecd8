"""How loud the room is, and whether something stands out from its background."""

from collections import deque

import numpy as np

from intents.clock import frames
from models.ears import Frames

WINDOW = frames(0.1)
"""The stretch whose level is measured."""
LOOKS_BACK = 200
"""Windows that make the background: 20 s."""
QUARTER = 25
"""The background is as loud as the quietest quarter of them, in percent. A steady sound, such as
music without pauses, becomes background; talk does not, because it has pauses."""
STANDS_OUT = 10.0
"""Decibels above the background at which something stands out."""
FLOOR = -90.0
"""The level of digital silence, in dB of full scale."""


class Level:
    """Measures frames as they come. Levels are RMS, in dB of full scale."""

    def __init__(self) -> None:
        self._windows: deque[float] = deque(maxlen=LOOKS_BACK)
        self._energy = 0.0
        self._frames = 0
        self.now = FLOOR
        self.background = FLOOR

    def add(self, block: Frames) -> bool:
        """Measure frames of shape (n,). True where they end a window that stands out."""
        self._energy += float(np.dot(block, block))
        self._frames += len(block)
        if self._frames < WINDOW:
            return False
        power = self._energy / self._frames
        self._energy, self._frames = 0.0, 0
        self.now = max(FLOOR, 10 * np.log10(power)) if power > 0 else FLOOR
        self._windows.append(self.now)
        self.background = float(np.percentile(self._windows, QUARTER))
        return self.now >= self.background + STANDS_OUT

"""Time is counted in audio frames (one sample of mono sound), never read from a clock.

So a recording that is played again gives the same decisions at the same moments.
"""

from typing import TypeAlias

Frames: TypeAlias = int
"""A time or a duration, counted in frames."""
FRAME_RATE = 16_000
"""Frames in a second of session time. Every source is resampled to this rate."""


def frames(seconds: float) -> Frames:
    """The number of frames in so many seconds."""
    return round(seconds * FRAME_RATE)


def seconds(frames: Frames) -> float:
    """The length of so many frames in seconds."""
    return frames / FRAME_RATE

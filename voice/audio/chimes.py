"""The chimes, made of sine tones: each a pitch pattern of its own, soft at both ends."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intents.messages import ChimeKind
from models.speech import Sound

RATE = 48_000

_ATTACK = 0.015
"""Seconds in which a note rises. Shorter is heard as a click."""

_PARTIALS = {1.0: 1.0, 2.0: 0.25, 3.0: 0.08}
"""Multiples of a note's pitch and their share: a soft bell, with more weight at the bottom."""


@dataclass(frozen=True, slots=True)
class _Tune:
    """Notes one after another: pitches in Hz, seconds a note, the highest amplitude."""

    pitches: tuple[float, ...]
    seconds: float
    peak: float = 0.25


_TUNES = {
    ChimeKind.STOP: _Tune((659.3, 493.9, 329.6), 0.22),  # falls an octave: E5 B4 E4
    ChimeKind.SLOW: _Tune((440.0, 392.0), 0.35),  # falls one step: A4 G4
    ChimeKind.CHECK_IN: _Tune((523.3, 784.0), 0.25),  # rises like a question: C5 G5
    ChimeKind.ALARM: _Tune((880.0, 1174.7) * 3, 0.2, peak=0.35),  # swings: A5 D6
    ChimeKind.READY: _Tune((587.3, 740.0, 880.0), 0.15),  # rises through a chord: D5 F#5 A5
}


def chime(kind: ChimeKind) -> Sound:
    """The chime of this kind at 48 kHz, which begins and ends at zero."""
    tune = _TUNES[kind]
    frames = np.concatenate([_note(pitch, tune.seconds) for pitch in tune.pitches])
    return Sound((frames * (tune.peak / np.abs(frames).max())).astype(np.float32), RATE)


def _note(pitch: float, seconds: float) -> NDArray[np.float64]:
    """One note that rises quickly and dies away slowly, shape (n,), both ends at zero."""
    time = np.arange(round(seconds * RATE)) / RATE
    tone = sum(
        (share * np.sin(2 * np.pi * pitch * multiple * time))
        for multiple, share in _PARTIALS.items()
    )
    attack = round(_ATTACK * RATE)
    rise = _raised_cosine(attack)
    fall = _raised_cosine(len(time) - attack)[::-1]
    return np.asarray(tone * np.concatenate([rise, fall]))


def _raised_cosine(count: int) -> NDArray[np.float64]:
    """From 0 to 1 without a corner, shape (count,)."""
    return 0.5 - 0.5 * np.cos(np.pi * np.linspace(0, 1, count))

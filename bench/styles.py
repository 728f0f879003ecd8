"""Other ways to say a clip, made by computing: whispered, shouted, breathless, far away.

They are stand-ins for recordings of people, which were not found; reports must say so.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from intents.clock import FRAME_RATE

Sound = NDArray[np.float32]
"""Shape (n,), 16 kHz."""
Style = Callable[[Sound, np.random.Generator], Sound]

_ORDER = 18
"""Coefficients of linear prediction: the field's usual number at 16 kHz."""
_FRAME, _HOP = 480, 240
"""30 ms windows, half over each other."""
_REVERBERATION = 0.6
"""Seconds in which the room's sound falls by 60 dB: a furnished bedroom is drier, a hall wetter."""
_DIRECT_TO_REVERBERANT = -6.0
"""Decibels: about what 4 m are in such a room, whose critical distance is about 2 m less."""


def usual(sound: Sound, _: np.random.Generator) -> Sound:
    """As it was said."""
    return sound


def whispered(sound: Sound, chance: np.random.Generator) -> Sound:
    """The same vocal tract over noise instead of a voice: linear prediction with the residual
    replaced (Makhoul 1975, Proc. IEEE 63), and less at low frequencies.
    """
    window = np.hanning(_FRAME)
    padded = np.pad(sound.astype(np.float64), (_FRAME, _FRAME))
    out = np.zeros(len(padded))
    for start in range(0, len(padded) - _FRAME, _HOP):
        frame = padded[start : start + _FRAME] * window
        energy = float(frame @ frame)
        if energy < 1e-9:
            continue
        coefficients = _predict(frame)
        made = _through(chance.normal(size=_FRAME), coefficients) * window
        out[start : start + _FRAME] += made * np.sqrt(energy / max(float(made @ made), 1e-12))
    brighter = np.diff(out, prepend=0.0)
    return _as_loud(brighter[_FRAME:-_FRAME], sound)


def shouted(sound: Sound, _: np.random.Generator) -> Sound:
    """More effort lifts high frequencies, and the microphone clips: 12 dB over full scale."""
    effort = np.append(sound[:1], sound[1:] - 0.6 * sound[:-1])
    loud = effort / max(float(np.abs(effort).max()), 1e-9) * 10 ** (12 / 20)
    return np.asarray(np.clip(loud, -1, 1), np.float32)


def breathless(sound: Sound, chance: np.random.Generator) -> Sound:
    """A breath before and after, and a voice whose loudness trembles five times a second."""
    time = np.arange(len(sound)) / FRAME_RATE
    trembling = sound * (1 + 0.5 * np.sin(2 * np.pi * 5 * time + chance.uniform(0, 6)))
    before, after = _breath(sound, chance), _breath(sound, chance)
    return np.concatenate([before, np.asarray(trembling, np.float32), after])


def far(sound: Sound, chance: np.random.Generator) -> Sound:
    """In a reverberant room at 4 m: noise that dies away after the direct sound (Polack 1988)."""
    length = round(_REVERBERATION * FRAME_RATE)
    decay = 10 ** (-3 * np.arange(length) / length)
    tail = chance.normal(size=length) * decay
    tail *= 10 ** (-_DIRECT_TO_REVERBERANT / 20) / np.sqrt(float(tail @ tail))
    tail[0] = 1.0
    size = len(sound) + length
    room = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)
    return _as_loud(room, sound)


STYLES: Mapping[str, Style] = {
    "whispered": whispered,
    "shouted into clipping": shouted,
    "breathless": breathless,
    "4 m away, reverberant": far,
}


def _predict(frame: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear prediction by the autocorrelation method."""
    full = np.correlate(frame, frame, "full")[len(frame) - 1 :][: _ORDER + 1]
    lags = np.abs(np.subtract.outer(np.arange(_ORDER), np.arange(_ORDER)))
    matrix = full[lags] + np.eye(_ORDER) * full[0] * 1e-4
    return np.asarray(np.linalg.solve(matrix, full[1:]))


def _through(noise: NDArray[np.float64], coefficients: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.zeros(len(noise) + _ORDER)
    backwards = coefficients[::-1]
    for at, value in enumerate(noise, start=_ORDER):
        out[at] = value + backwards @ out[at - _ORDER : at]
    return out[_ORDER:]


def _breath(sound: Sound, chance: np.random.Generator) -> Sound:
    length = round(0.35 * FRAME_RATE)
    noise = np.diff(chance.normal(size=length + 1)) * np.hanning(length)
    loud = 0.15 * float(np.abs(sound).max()) / max(float(np.abs(noise).max()), 1e-9)
    return np.asarray(noise * loud, np.float32)


def _as_loud(made: NDArray[np.float64], sound: Sound) -> Sound:
    energy = max(float(made @ made), 1e-12)
    return np.asarray(made * np.sqrt(float(sound @ sound) / energy), np.float32)

"""What bursts sound like: their spectra over the background, how far these differ, and a pitch."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.ears import Frames

Spectrum = NDArray[np.float64]
"""Power in each band of `EDGES`, shape (16,)."""
EDGES = np.concatenate([[100.0], np.geomspace(200, 6_000, 16)])
"""Hz; bands are about a third of an octave."""
RATE = 16_000
_WINDOW = 1_024
_HOP = 160
_BINS = np.fft.rfftfreq(_WINDOW, 1 / RATE)
_MASK = (EDGES[:-1, None] <= _BINS) & (EDGES[1:, None] > _BINS)
_FLOOR = 1e-6
_PITCH_WINDOW = 768
"""48 ms: more than three periods of the lowest pitch."""
_LOWEST, _HIGHEST = 70, 600
"""Hz of a pitch."""
_FORMANT = 1_500
"""Hz: what is above says little about the pitch."""
_VOICELESS = 0.01
"""The least voicing that is counted."""


def spectrum(sound: Frames) -> Spectrum:
    """Of a sound of any length, shape (n,)."""
    windows = _windows(sound, _WINDOW) * np.hanning(_WINDOW)
    power = (np.abs(np.fft.rfft(windows)) ** 2).mean(axis=0)
    return np.asarray(_MASK @ power + _FLOOR)


def above(whole: Spectrum, background: Spectrum) -> Spectrum:
    """What is left of a spectrum when the background is taken off; no less than a tenth of that."""
    return np.maximum(whole - background, background / 10)


def difference(one: Spectrum, other: Spectrum) -> float:
    """How far apart two spectra are in dB, loudness aside; what is loud in them counts more."""
    weight = np.sqrt(one + other)
    apart = 10 * np.log10((one / one.sum()) / (other / other.sum()))
    return float(np.abs(apart) @ weight / weight.sum())


def share_above(spectra: Sequence[Spectrum], hertz: float) -> float:
    """How much of their power is above a frequency, in dB of all of it."""
    whole = np.sum(spectra, axis=0)
    return float(10 * np.log10(whole[EDGES[:-1] >= hertz].sum() / whole.sum()))


def share_below(spectra: Sequence[Spectrum], hertz: float) -> float:
    """How much of their power is below a frequency, in dB of all of it."""
    whole = np.sum(spectra, axis=0)
    return float(10 * np.log10(whole[EDGES[1:] <= hertz].sum() / whole.sum()))


@dataclass(frozen=True, slots=True)
class Voice:
    """What of a sound is a voice."""

    voicing: float
    """How much it repeats itself as a voice does: from about 0 to 1."""
    pitch: float
    """The mean of the natural logarithm of Hz; here and below, what is more voiced counts more."""
    moves: float
    """How far the pitch is from that in the mean."""


def voice(sound: Frames) -> Voice:
    """Of a sound of any length, shape (n,).

    In 48 ms windows: the highest autocorrelation at a lag of 1/600 to 1/70 s, over that of the
    window itself (Boersma 1993, Proc. Institute of Phonetic Sciences 17), and that lag.
    """
    shape = np.hanning(_PITCH_WINDOW)
    size = 2_048
    power = np.abs(np.fft.rfft(_windows(sound, _PITCH_WINDOW) * shape, size)) ** 2
    frequency = np.fft.rfftfreq(size, 1 / RATE)
    power[:, (frequency < _LOWEST) | (frequency > _FORMANT)] = 0
    first, last = RATE // _HIGHEST, RATE // _LOWEST + 1
    alike = np.fft.irfft(power)
    of_shape = np.fft.irfft(np.abs(np.fft.rfft(shape, size)) ** 2)
    of_lag = alike[:, first:last] / of_shape[first:last] * of_shape[0] / (alike[:, :1] + 1e-12)
    voiced = of_lag.max(axis=1)
    pitches = np.log(RATE / (of_lag.argmax(axis=1) + first))
    weight = np.maximum(voiced, _VOICELESS) ** 4
    mean = np.average(pitches, weights=weight)
    moves = np.average(np.abs(pitches - mean), weights=weight)
    return Voice(float(voiced.mean()), float(mean), float(moves))


def _windows(sound: Frames, length: int) -> Frames:
    """Shape (windows, length): each a hop later; a sound that is too short has zeros after it."""
    padded = np.pad(sound, (0, max(0, length - len(sound))))
    return np.lib.stride_tricks.sliding_window_view(padded, length)[::_HOP]

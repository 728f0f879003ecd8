"""How alike a sound is to one that people taught: spectra in narrow bands, noise left aside."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from intents.signs import BANDS, DEPTH
from models.ears import Frames
from models.signs.timbre import RATE

Bands = NDArray[np.float64]
"""Power in each band, or by how many dB it is under the loudest one, shape (`BANDS`,)."""
_LOWEST = 250.0
EACH = 2 ** (1 / 6)
"""How much higher each band is than the one before."""
CENTRES = _LOWEST * EACH ** np.arange(BANDS)
"""Hz of the middle of each band."""
_WINDOW = 1_024
_HOP = 160
_FLOOR = 1e-7
_COUNTS = 0.25
"""A softer band counts less, by this power of its power."""
_SHIFTS = np.arange(-4, 5) / 4
"""Bands by which a sound may be higher: who presses harder gets another pitch."""


def _filters() -> NDArray[np.float64]:
    """Triangles from the middle of the band before to that of the band after, so that a tone
    between two bands counts in both.
    """
    hertz = np.maximum(np.fft.rfftfreq(_WINDOW, 1 / RATE), 1.0)
    place = np.log(hertz / _LOWEST) / np.log(EACH)
    return np.asarray(np.maximum(1 - np.abs(place - np.arange(BANDS)[:, None]), 0.0))


_FILTERS = _filters()
_SHAPE = np.hanning(_WINDOW)


def powers(sound: Frames) -> Bands:
    """The mean power of a sound of any length, shape (n,), in each band."""
    padded = np.pad(sound, (0, max(0, _WINDOW - len(sound))))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP]
    spectra = np.abs(np.fft.rfft(windows * _SHAPE)) ** 2
    return np.asarray(_FILTERS @ spectra.mean(axis=0) + _FLOOR)


def clear_of(sound: Bands, noise: Bands) -> Bands:
    """What is left of a sound's power when the noise is taken off; no less than a tenth of that."""
    return np.maximum(sound - noise, noise / 10)


def levels(power: Bands) -> Bands:
    """In dB under the loudest band, no more than `DEPTH`."""
    decibels = 10 * np.log10(power)
    return np.asarray(np.minimum(decibels.max() - decibels, DEPTH))


def power_of(under: ArrayLike) -> Bands:
    """The power whose levels these are, the loudest being 1."""
    return np.asarray(10 ** (-np.asarray(under, np.float64) / 10))


def common(sounds: Sequence[Bands]) -> Bands:
    """What several have in common, each made as loud as the others: of each band the median."""
    return np.asarray(np.median([sound / sound.sum() for sound in sounds], axis=0))


def apart(taught: Bands, sound: Bands, noise: Bands | float = 0.0) -> float:
    """How far a sound is from what was taught, in dB, at the pitch at which it is nearest.

    `taught`: levels; `sound`: the power clear of the noise; `noise`: its power. What the noise
    would hide is the same in both; where it hides all, they are as far apart as can be.
    """
    power, places = power_of(taught), np.arange(BANDS)
    # Bands are triangles, so a tone that moves is shared by two of them just so.
    moved = (np.interp(places - bands, places, power) for bands in _SHIFTS)
    return min(_apart(wanted, sound, noise) for wanted in moved)


def _apart(taught: Bands, sound: Bands, noise: Bands | float) -> float:
    # As loud as the sound where what was taught is loud.
    wanted = taught * (taught @ sound) / (taught @ taught)
    top = max(wanted.max(), sound.max())
    hidden = np.maximum(noise, top * 10 ** (-DEPTH / 10))
    one, other = np.maximum(wanted, hidden), np.maximum(sound, hidden)
    louder = np.maximum(one, other)
    weight = (louder / top) ** _COUNTS * (louder > hidden)
    if not weight.any():
        return float(DEPTH)
    return float(np.abs(10 * np.log10(one / other)) @ weight / weight.sum())

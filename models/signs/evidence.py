"""What speaks for and against three bursts being a signal: the numbers that are weighed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from intents.clock import FRAME_RATE, frames
from models.ears import Frames
from models.signs.timbre import (
    Spectrum,
    above,
    difference,
    share_above,
    share_below,
    spectrum,
    voice,
)

BEFORE = frames(1.1)
"""So much of what was before the first burst is looked at."""
_BACKGROUND = frames(0.45), frames(0.08)
"""How long before the first burst the background that is compared begins and ends."""
_EDGE = frames(0.03)
"""What is so near to a burst is neither it nor a pause."""
_AROUND = frames(0.1), frames(0.25)
"""What is looked at with a burst for how suddenly it came and went, before and after it."""
_BANDS = {"all": (100, 7_000), "low": (100, 1_200), "high": (1_200, 7_000)}
"""Hz: in each of these levels are compared."""
_WINDOW = 320
"""Frames over which a level is taken: 20 ms."""
_TICK = 80
"""Frames: 5 ms, in which the rise and the fall of a knock are counted."""
_WITHIN = 60
"""Its loudest tick is among so many."""
_RISES_FROM, _FALLS_TO = (9, 4), (16, 24)
"""How many ticks from that what it rises from, and falls to, begins and ends."""
_FLOOR = 1e-7
_Levels = NDArray[np.float64]
"""In dB, shape (bands, n)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Three bursts in what was heard."""

    sound: Frames
    """Shape (n,), 16 kHz; it ends now."""
    places: Sequence[tuple[int, int]]
    """The frames at which each begins and ends."""

    @property
    def bursts(self) -> list[Frames]:
        """Each alone."""
        return [self.sound[began:ended] for began, ended in self.places]

    @property
    def background(self) -> Frames:
        """What was before the first."""
        first = self.places[0][0]
        return self.sound[max(first - _BACKGROUND[0], 0) : max(first - _BACKGROUND[1], 0)]


def features(taken: Taken) -> Mapping[str, float]:
    """Times are natural logarithms of seconds and of ratios, pitches likewise, levels in dB."""
    return {**_times(taken), **_timbres(taken), **_levels(taken), **_edges(taken)}


def _times(taken: Taken) -> Mapping[str, float]:
    length = np.array([ended - began for began, ended in taken.places]) / FRAME_RATE
    apart = np.diff([began for began, _ in taken.places]) / FRAME_RATE
    return {
        "length": float(np.log(length.mean())),
        "apart": float(np.log(apart.mean())),
        "duty": float(length.mean() / apart.mean()),
        "unequal": float(np.log(length.max() / length.min())),
        "uneven": float(abs(np.log(apart[0] / apart[1]))),
    }


def _timbres(taken: Taken) -> Mapping[str, float]:
    background = spectrum(taken.background)
    spectra = [above(spectrum(burst), background) for burst in taken.bursts]
    voices = [voice(burst) for burst in taken.bursts]
    voiced, pitches = [each.voicing for each in voices], [each.pitch for each in voices]
    pairs = [difference(one, other) for one, other in combinations(spectra, 2)]
    return {
        "voiced_least": min(voiced),
        "voiced": float(np.mean(voiced)),
        "pitches": max(pitches) - min(pitches),
        "pitch_moves": float(np.mean([each.moves for each in voices])),
        "over_700": share_above(spectra, 700),
        "over_1400": share_above(spectra, 1_400),
        "over_3500": share_above(spectra, 3_500),
        "low": share_below(spectra, 350),
        "differ": max(pairs),
        "changes": max(_changes(burst, background) for burst in taken.bursts),
    }


def _changes(burst: Frames, background: Spectrum) -> float:
    """How far apart the halves of a burst are, in dB."""
    half = len(burst) // 2
    first, second = (above(spectrum(part), background) for part in (burst[:half], burst[half:]))
    return difference(first, second)


def _levels(taken: Taken) -> Mapping[str, float]:
    """By how much each pause is under the bursts, and how far these are apart."""
    sound, first, last = taken.sound, taken.places[0][0], taken.places[-1][1]
    bursts = np.stack([_mean(_in_bands(burst)) for burst in taken.bursts])
    mean = bursts.mean(axis=0)
    before = _loudest(_in_bands(sound[max(first - BEFORE, 0) : max(first - _EDGE, 0)]))
    after = _loudest(_in_bands(sound[last + _EDGE :]))
    gaps = [
        _mean(_in_bands(sound[a[1] + _EDGE : b[0] - _EDGE]))
        for a, b in pairwise(taken.places)
        if b[0] - a[1] > 3 * _EDGE
    ]
    between = np.max(gaps, axis=0) if gaps else mean
    spread = bursts.max(axis=0) - bursts.min(axis=0)
    under = {"before": mean - before, "after": mean - after, "between": mean - between}
    named = {**under, "spread": spread}
    return {
        f"{what}_{band}": float(value)
        for what, values in named.items()
        for band, value in zip(_BANDS, values, strict=True)
    }


def _in_bands(sound: Frames) -> _Levels:
    padded = np.pad(sound, (0, max(0, _WINDOW - len(sound))))
    windows = padded[: len(padded) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    power = np.abs(np.fft.rfft(windows * np.hanning(_WINDOW))) ** 2
    frequency = np.fft.rfftfreq(_WINDOW, 1 / FRAME_RATE)
    rows = [
        power[:, (frequency >= low) & (frequency < high)].sum(axis=1)
        for low, high in _BANDS.values()
    ]
    return np.asarray(10 * np.log10(np.stack(rows) + _FLOOR))


def _mean(levels: _Levels) -> NDArray[np.float64]:
    return np.asarray(10 * np.log10((10 ** (levels / 10)).mean(axis=1)))


def _loudest(levels: _Levels) -> NDArray[np.float64]:
    """Of three windows in a row."""
    count = min(3, levels.shape[1])
    rows = np.lib.stride_tricks.sliding_window_view(levels, count, axis=1)
    return np.asarray(rows.mean(axis=2).max(axis=1))


def _edges(taken: Taken) -> Mapping[str, float]:
    """How suddenly each came and went."""
    rises, falls = zip(*(_edge(taken.sound, *place) for place in taken.places), strict=True)
    return {
        "rises": float(np.mean(rises)),
        "rises_least": min(rises),
        "falls": float(np.mean(falls)),
        "falls_least": min(falls),
    }


def _edge(sound: Frames, began: int, ended: int) -> tuple[float, float]:
    around = sound[max(began - _AROUND[0], 0) : ended + _AROUND[1]]
    ticks = around[: len(around) // _TICK * _TICK].reshape(-1, _TICK).astype(np.float64)
    level = 10 * np.log10((ticks**2).mean(axis=1) + _FLOOR)
    peak = int(level[:_WITHIN].argmax())
    before = level[max(peak - _RISES_FROM[0], 0) : max(peak - _RISES_FROM[1], 1)]
    after = level[peak + _FALLS_TO[0] : peak + _FALLS_TO[1]]
    fell = float(level[peak] - after.mean()) if len(after) else 0.0
    return float(level[peak] - before.max()), fell

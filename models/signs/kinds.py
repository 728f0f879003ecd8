"""The signals that are listened for: the rhythm of each, and what its three must sound like."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from intents.signs import Sign
from models.ears import Frames
from models.signs.rhythm import Pattern
from models.signs.timbre import Spectrum, above, difference, share_above, spectrum, voicing

VOICED = 0.45
"""The least voicing of each hum."""
CLOSED = (1_400, -8.0)
"""Hz, and dB of all their power that may be above it: a hum is dull, a laugh or a hiss is not."""
STEADY = 13.0
"""dB between the two halves of a hum: an open mouth changes, and so does speech."""
ALIKE = 13.0
"""dB between the spectra of two of the three: a word has other sounds."""
LONGER = 2.2
"""The longest hum to the shortest."""
SUDDEN = 5.0
"""dB by which a knock rises within 20 ms or so."""
GONE = 7.0
"""dB by which it has fallen a tenth of a second later."""
_TICK = 80
"""Frames: 5 ms, in which the rise and the fall of a knock are counted."""
_WITHIN = 60
"""Its loudest tick is among so many."""
_BEFORE, _AFTER = (9, 4), (16, 24)
"""How many ticks from that what it rises from, and falls to, begins and ends."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The sounds of three bursts, each shape (n,), with what is around them."""

    sounds: Sequence[Frames]
    around: Sequence[Frames]
    """The same with 100 ms before and 250 ms after it."""
    background: Frames
    """What was before the first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One signal."""

    sign: Sign
    bands: tuple[tuple[float, float], ...]
    """Hz: in each the rhythm is looked for."""
    window: int
    """Frames over which a level is taken."""
    smooth: int
    """Steps over which the levels are evened out."""
    pattern: Pattern
    sounds_right: Callable[[Taken], bool]


def hummed(taken: Taken) -> bool:
    """Whether each is voiced, dull and steady, and they are alike and equally long."""
    lengths = [len(sound) for sound in taken.sounds]
    if max(lengths) > LONGER * min(lengths):
        return False
    if min(map(voicing, taken.sounds)) < VOICED:
        return False
    background = spectrum(taken.background)
    spectra = [above(spectrum(sound), background) for sound in taken.sounds]
    if share_above(spectra, CLOSED[0]) > CLOSED[1] or not _alike(spectra):
        return False
    return all(_changes(sound, background) <= STEADY for sound in taken.sounds)


def knocked(taken: Taken) -> bool:
    """Whether each came suddenly and was soon gone, and they are alike."""
    if not all(_sudden(sound) for sound in taken.around):
        return False
    background = spectrum(taken.background)
    return _alike([above(spectrum(sound), background) for sound in taken.sounds])


def _alike(spectra: Sequence[Spectrum]) -> bool:
    return all(difference(one, other) <= ALIKE for one, other in combinations(spectra, 2))


def _changes(sound: Frames, background: Spectrum) -> float:
    half = len(sound) // 2
    first, second = (above(spectrum(part), background) for part in (sound[:half], sound[half:]))
    return difference(first, second)


def _sudden(sound: Frames) -> bool:
    steps = sound[: len(sound) // _TICK * _TICK].reshape(-1, _TICK).astype(np.float64)
    level = 10 * np.log10((steps**2).mean(axis=1) + 1e-10)
    peak = int(level[:_WITHIN].argmax())
    before = level[max(peak - _BEFORE[0], 0) : max(peak - _BEFORE[1], 1)]
    after = level[peak + _AFTER[0] : peak + _AFTER[1]]
    rises = level[peak] - before.max() >= SUDDEN
    return bool(rises and len(after) and level[peak] - after.mean() >= GONE)


HUMS = Kind(
    Sign.HUMS,
    bands=((150, 1_200), (100, 450)),
    window=512,
    smooth=3,
    pattern=Pattern(
        shortest=8, longest=70, join=5, apart=(28, 95), uneven=1.55, before=100, after=32,
        falls=(4, 7, 11, 15), alike=8, gap=5, moment=5, quiet=5,
    ),
    sounds_right=hummed,
)  # fmt: skip
KNOCKS = Kind(
    Sign.KNOCKS,
    bands=((250, 4_000), (100, 800)),
    window=256,
    smooth=1,
    pattern=Pattern(
        shortest=1, longest=9, join=2, apart=(14, 62), uneven=1.3, before=110, after=34,
        falls=(5, 8, 12, 16), alike=7, gap=6.5, moment=1, quiet=5.5,
    ),
    sounds_right=knocked,
)  # fmt: skip
KINDS = {kind.sign: kind for kind in (HUMS, KNOCKS)}

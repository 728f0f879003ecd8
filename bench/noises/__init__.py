"""Sounds of a scene that are no words, computed: each the same for the same seed."""

from collections.abc import Callable, Mapping

import numpy as np

from bench.mixing import Sound
from bench.noises.around import bed, rain
from bench.noises.body import breathing, moans, panting, slaps
from bench.noises.song import singing

SINGING = "songs about colours"
NOISES: Mapping[str, Callable[[int, np.random.Generator], Sound]] = {
    "breathing": breathing,
    "panting": panting,
    "moans": moans,
    "slaps": slaps,
    "bed": bed,
    "rain on a window": rain,
    SINGING: singing,
}
"""Each gives so many frames, shape (n,), 16 kHz, its loudest moment at full scale."""


def made(kind: str, count: int) -> Sound:
    """So many frames of one kind, the same in every run."""
    return NOISES[kind](count, np.random.default_rng(1))

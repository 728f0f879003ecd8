"""What people's recordings are played over: in the report other noise than to tune on."""

from functools import cache
from pathlib import Path

import numpy as np

from bench.clips import humans, load
from bench.make_scene import room
from bench.mixing import Sound, background, joined, synthetic_babble
from bench.people.split import Part, of_part
from intents.clock import FRAME_RATE

ROOM = "quiet room"
NOISES = ("rain", "babble", "music")
PIECES = 2
"""So many pieces of music are there to tune on; the others are the report's."""


def floor(whole: Sound, level: float, count: int, seed: int) -> Sound:
    """So many frames of a background, from a place by chance, at this level in dB."""
    start = int(np.random.default_rng(seed).integers(len(whole)))
    return background(np.roll(whole, -start)[:count], level, count)


@cache
def recorded(kind: str, part: Part, audio: Path) -> Sound:
    """All there is of one kind for this part."""
    if kind == ROOM:
        return room(60 * FRAME_RATE)
    if kind == "music":
        pieces = sorted((audio / "humans" / "music").rglob("*.flac"))
        return joined([load(path) for path in (pieces[PIECES:], pieces[:PIECES])[part == "tune"]])
    if kind == "babble":
        if part == "tune":
            return synthetic_babble(audio)
        paths = sorted((audio / "humans" / "noise" / "englishccc_masker").glob("B*.flac"))
        return joined([load(path) for path in paths])
    rain = of_part(part, humans(audio, "noise/esc10", "Rain"))
    return joined([np.trim_zeros(load(clip.path)) for clip in rain])

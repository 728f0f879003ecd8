"""`python -m bench.signs.ordinary`: writes what is usual to hear, and no squeaker may be like.

Computed sounds, and synthetic voices: nobody was recorded.
"""

import json
from collections.abc import Iterator, Sequence

import numpy as np

from bench.mixing import Sound
from bench.noises import NOISES
from bench.noises.song import music
from bench.signs.made import CLAP, KNOCKS, computed_hum
from intents.agreement import Sounding
from intents.clock import FRAME_RATE, frames
from models.signs.bursts import bursts
from models.signs.likeness import levels, powers
from models.signs.rhythm import STEP
from models.signs.taught import PATTERN
from models.signs.teaching import ORDINARY
from tests.fixtures.clips import CLIPS, clip

PITCHES = (95.0, 140.0, 200.0, 300.0, 400.0, 500.0)
"""Hz of hums."""
SECONDS = 20
KEPT = 6
"""Of each kind at most."""
_FALL = 12.0
"""dB under its loudest moment at which a sound ends."""


def main() -> None:
    """Describe and write them."""
    chance = np.random.default_rng(1)
    hums = [computed_hum(pitch)(0.3, chance) for pitch in PITCHES]
    knocks = [knock(chance) for part in KNOCKS.values() for knock in part.values()]
    sounds: dict[str, list[Sound]] = {
        "a hum": [np.asarray(hum, np.float32) for hum in hums],
        "a knock": [np.asarray(knock, np.float32) for knock in knocks],
        "a clap": [np.asarray(CLAP[part](chance), np.float32) for part in CLAP],
        "talk": [clip(path.stem) for path in sorted(CLIPS.glob("*__*.flac"))],
        "music with drums": [music(frames(SECONDS), chance)],
    }
    named = {"slaps": "a slap", "bed": "a bed", "panting": "breath", "moans": "a moan"}
    sounds |= {name: [NOISES[kind](frames(SECONDS), chance)] for kind, name in named.items()}
    kept = {
        name: some([each for sound in these for each in described(sound)], chance)
        for name, these in sounds.items()
    }
    whole = {name: [each.model_dump() for each in these] for name, these in kept.items()}
    ORDINARY.write_text(json.dumps(whole) + "\n", encoding="utf-8")


def described(sound: Sound) -> Iterator[Sounding]:
    """What in it is loud and then over."""
    steps = sound[: len(sound) // STEP * STEP].reshape(-1, STEP).astype(np.float64)
    level = 10 * np.log10((steps**2).mean(axis=1) + 1e-10)
    for burst in bursts(level, float(level.max()) - _FALL, PATTERN.join, 1):
        piece = sound[burst.began * STEP : burst.ended * STEP][:FRAME_RATE]
        under = levels(powers(piece)).round().astype(int).tolist()
        yield Sounding(bands=under, seconds=len(piece) / FRAME_RATE)


def some(these: Sequence[Sounding], chance: np.random.Generator) -> list[Sounding]:
    """Some of them by chance, in order."""
    chosen = sorted(chance.permutation(len(these))[:KEPT].tolist())
    return [these[each] for each in chosen]


if __name__ == "__main__":
    main()

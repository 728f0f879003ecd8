"""`python -m bench.training.signs`: learn what tells a signal without words from what is none.

It writes models/signs/judge.json. Signals are played in a quiet room and over music, drums and
babble: as the benchmark makes them, and half of them in a room with more echo and another
loudspeaker's tone. So are rhythms that go on, free talk of people, their sounds without words,
single words and noises, alone and over music. What has roughly the rhythm of a signal is weighed:
trees are learned by gradient boosting that tell one from the other. All recordings are of the part
that is there to tune on. It takes a quarter of an hour on two cores.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from bench.clips import AUDIO, humans
from bench.mixing import VOICE, Sound, at_level
from bench.noises.shaping import in_room
from bench.people.backgrounds import ROOM, floor
from bench.people.split import of_part
from bench.signs.playing import (
    BY_COMPUTER,
    BY_PEOPLE,
    DRUMS,
    OVERS,
    behind,
    level_of,
    made,
    rows,
)
from bench.signs.rhythms import Noise, noises, one_by_one, talk
from intents.clock import FRAME_RATE, frames
from intents.signs import UNTAUGHT, Sign
from models.signs.evidence import Taken, features
from models.signs.judge import AGAINST, EITHER, FOR, LEARNED, Node
from models.signs.kinds import KINDS
from models.signs.listening import Rhythm
from models.signs.rhythm import STEP

SIGNALS = 25
"""In one playing."""
SNRS = (10.0, 10.0, 15.0)
"""How many dB the background is under each playing's signals."""
MINUTES: Mapping[str, int] = {"conversation/callhome": 24, "continuous/s2i": 20, "noise": 12}
USUALLY = 8
"""Minutes of everything else."""
OVER: Mapping[str, Sequence[str]] = {
    "conversation/callhome": ("music", DRUMS),
    "interviews": ("music",),
    "nonverbal": ("music", "babble"),
    "words_other": (DRUMS,),
}
"""What is also played over something."""
LOOKS = 5
"""At one event, at most: spread over all that there are."""
EVENT = frames(0.75)
"""Looks that begin no further apart are at one event."""
CAUTION: Mapping[Sign, float] = {Sign.HUMS: 1.0, Sign.KNOCKS: 2.0}
"""So many units of log-odds less than what was learned: the examples have far more signals in them
than an evening has. Chosen on examples that were left out of the learning: of hums by people whom
it never heard 9% are missed so, of knocks 2%, and in three and a half hours of what is none 33 are
called. With one unit more for hums 13% are missed, and 22 called."""
TREES: Mapping[str, Any] = {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 8, "min_data_in_leaf": 15,
    "lambda_l2": 5.0, "max_bin": 127, "deterministic": True, "num_threads": 2, "seed": 1,
    "verbose": -1,
}  # fmt: skip
ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Playing:
    """Signals of one row over a background, or what is none where `count` is 0."""

    row: str
    over: str
    snr: float
    count: int
    seed: int
    audio: Path


@dataclass(frozen=True, slots=True)
class Example:
    """One look, and whether it was at a signal."""

    sign: Sign
    event: tuple[str, int]
    """In which playing, and where in it."""
    measured: Mapping[str, float]
    right: bool


def main() -> None:
    """Play, look, learn, write."""
    parser = argparse.ArgumentParser("python -m bench.training.signs", description=__doc__)
    parser.add_argument("--audio", type=Path, default=AUDIO)
    parser.add_argument("--to", type=Path, default=LEARNED)
    args = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        found = [each for part in pool.map(examples, playings(args.audio)) for each in part]
    learned = {}
    for sign in UNTAUGHT:
        these = [each for each in found if each.sign is sign]
        learned[sign] = fitted(sign, these)
        events = {each.event: each.right for each in these}
        print(f"{sign}: {sum(events.values())} signals, {len(events)} events", flush=True)
    args.to.write_text(json.dumps(learned, separators=(",", ":")) + "\n", encoding="utf-8")


def playings(audio: Path) -> Iterator[Playing]:
    """All that is looked at, the longest first."""
    others = [*none(audio)]
    for row in sorted(others, key=lambda row: -MINUTES.get(row, USUALLY)):
        for seed, over in enumerate((ROOM, *OVER.get(row, ()))):
            yield Playing(row, over, 10.0, 0, seed, audio)
    for number, row in enumerate(rows(audio, "tune")):
        for over in OVERS:
            for seed, snr in enumerate(SNRS):
                yield Playing(row, over, snr, SIGNALS, 10 * number + seed, audio)


def none(audio: Path) -> Mapping[str, Noise]:
    """Everything that is no signal."""
    more = ("noise", "words_other")
    singles = {folder: one_by_one(of_part("tune", humans(audio, folder))) for folder in more}
    return {**noises(audio, "tune"), **talk(audio, "tune"), **singles}


def examples(playing: Playing) -> list[Example]:
    """The looks at what has roughly the rhythm, in one playing."""
    chance = np.random.default_rng([playing.seed, *playing.row.encode(), *playing.over.encode()])
    sound, said = signals(playing, chance) if playing.count else (_none(playing, chance), [])
    sound = np.clip(sound + _floor(playing, len(sound), chance), -1, 1).astype(np.float32)
    own = Sign.HUMS if playing.row in (BY_PEOPLE, BY_COMPUTER) else Sign.KNOCKS
    found = []
    for sign in (own,) if playing.count else UNTAUGHT:
        events: dict[int, list[tuple[Taken, bool]]] = {}
        for began, ended, taken in looks(sign, sound):
            right = any(_same(place, began, ended) for place in said)
            if right or not any(a < ended and began < b for a, b in said):
                events.setdefault(began // EVENT, []).append((taken, right))
        found += [
            Example(sign, (f"{playing}", at), features(taken), right)
            for at, these in events.items()
            for taken, right in these[:: -(-len(these) // LOOKS)]
        ]
    return found


def looks(sign: Sign, sound: Sound) -> Iterator[tuple[int, int, Taken]]:
    """The frames at which each begins and ends, and what was taken."""
    rhythm = Rhythm(KINDS[sign])
    kept = np.concatenate([np.zeros(rhythm.keeps, np.float32), sound])
    for now in range(STEP, len(sound) + 1, STEP):
        for found in rhythm.found(kept[now : now + rhythm.keeps], 1):
            places = found.taken.places
            yield now - rhythm.keeps + places[0][0], now - rhythm.keeps + places[-1][1], found.taken


def signals(
    playing: Playing, chance: np.random.Generator
) -> tuple[Sound, Sequence[tuple[int, int]]]:
    """Several with a pause between, and where each begins and ends."""
    parts = [np.zeros(frames(2), np.float32)]
    said, at = [], len(parts[0])
    for number in range(playing.count):
        wave = made(playing.row, "tune", playing.seed * 7 + number, playing.audio, chance)
        wave = _elsewhere(wave, chance) if number % 2 else wave
        said.append((at, at + len(wave)))
        parts += [wave, np.zeros(frames(chance.uniform(2.6, 3.4)), np.float32)]
        at += len(wave) + len(parts[-1])
    return np.concatenate(parts), said


def _elsewhere(wave: Sound, chance: np.random.Generator) -> Sound:
    """In a room with more echo, through something that makes it duller or sharper."""
    size = len(wave) + frames(0.3)
    tilt = np.maximum(np.fft.rfftfreq(size, 1 / FRAME_RATE), 50) / 1_000
    bent = np.fft.irfft(np.fft.rfft(wave, size) * tilt ** chance.uniform(-0.5, 0.5), size)
    room = in_room(bent[: len(wave)], chance, chance.uniform(0.2, 0.5), chance.uniform(0.1, 0.6))
    return at_level(room.astype(np.float32), VOICE)


def _none(playing: Playing, chance: np.random.Generator) -> Sound:
    minutes = MINUTES.get(playing.row, USUALLY)
    return none(playing.audio)[playing.row](frames(60 * minutes), chance)


def _floor(playing: Playing, count: int, chance: np.random.Generator) -> Sound:
    sound = behind(playing.over, "tune", playing.audio, chance)
    level = level_of(playing.over, playing.snr)
    return floor(sound, level, count, int(chance.integers(2**31)))


def _same(said: tuple[int, int], began: int, ended: int) -> bool:
    """Whether a look is at all of a signal."""
    inside = said[0] - frames(0.25) <= began and ended <= said[1] + frames(0.5)
    return inside and ended - began > (said[1] - said[0] - frames(0.4)) / 2


def fitted(sign: Sign, found: Sequence[Example]) -> Mapping[str, Any]:
    """The bias and the trees, as `models.signs.judge` reads them."""
    ways = {**dict.fromkeys(FOR[sign], 1), **dict.fromkeys(AGAINST[sign], -1)}
    names = [*ways, *EITHER[sign]]
    many: dict[tuple[str, int], int] = {}
    for each in found:
        many[each.event] = many.get(each.event, 0) + 1
    data = lightgbm.Dataset(
        np.array([[each.measured[name] for name in names] for each in found]),
        [float(each.right) for each in found],
        weight=[LOOKS / many[each.event] for each in found],
    )
    settings = {**TREES, "monotone_constraints": [ways.get(name, 0) for name in names]}
    model = lightgbm.train(settings, data, ROUNDS).dump_model()
    trees = [_nodes(tree["tree_structure"], names) for tree in model["tree_info"]]
    return {"bias": -CAUTION[sign], "trees": trees}


def _nodes(root: Mapping[str, Any], names: Sequence[str]) -> list[Node]:
    """A tree as a list: LightGBM's first leaf values hold the mean of all, so they only add up."""
    found: list[Any] = []

    def add(node: Mapping[str, Any]) -> int:
        at = len(found)
        found.append(None)
        if "leaf_value" in node:
            found[at] = round(float(node["leaf_value"]), 4)
        else:
            most = float(f"{node['threshold']:.5g}")
            left, right = add(node["left_child"]), add(node["right_child"])
            found[at] = (names[node["split_feature"]], most, left, right)
        return at

    add(root)
    return found


if __name__ == "__main__":
    main()

"""`python -m bench.training.judging`: learn how much what the network says about a look counts.

It writes models/moonshine/judge.json. People's words that the encoder was never taught, each asked
for as if it had been agreed, and the safe words of the development voices are looked at while they
are said: alone and after talk, in quiet, rain, babble and music. In other words, free talk, sounds
of people without words and noises, phrases are asked for that nobody says. What the looks at both
give is told apart by logistic regression. All recordings are of the part that is there to tune on;
what comes of it are nine numbers. It takes ten minutes on two cores with `--part 3`, as the
product's were made.
"""

import argparse
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.clips import humans, load, synthetic
from bench.make_scene import room
from bench.mixing import QUIET_ROOM, VOICE, Sound, at_level, background
from bench.people.split import of_part
from intents.clock import FRAME_RATE, frames
from intents.heard import Look
from models.moonshine import files
from models.moonshine.ear import TAIL, evidence, handicaps
from models.moonshine.judge import LEARNED, Evidence, features
from models.moonshine.scorer import Questions, Scorer
from models.moonshine.segments import STEP, Segment, Segmenter
from models.moonshine.steps import whole

ROOT = Path(__file__).parents[2]
TAUGHT = Path(__file__).parent / "words.txt"
UNSAID = (
    *("red", "red red red", "pineapple", "safe word", "yellow", "cinnamon"),
    *("lighthouse", "crystal", "hurricane", "tag"),
)
"""Asked for where nobody says them: long and short words, taught and not."""
LEAST = -6.0
"""What ranks under this in nats is no example: no score would call it."""
WHOLE = frames(0.15)
"""A look has the word in it if it lacks no more of it than this at either end."""
CAUTION = 2.6
"""So many units of log-odds less than what was learned: the examples have far more words in them
than an evening has. Chosen where no stop was called in ten minutes of telephone calls, five of
other free talk and of people's sounds; a unit less called some in each."""
FLUENT = 1.2
"""What is given back to a phrase that ends something longer: most words of the examples are said
alone, most of what people cry out is not."""
BETWEEN = -3.0
"""Added where a look is at what was said between two rests, chosen like the caution: talk has many
more of those than the examples, and a stop word into another one's sentence stands out."""
RIDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Said:
    """A recording over a background, and the phrase in it, if there is one to be found."""

    audio: Path
    """Where the recordings are, for the background."""
    path: Path
    phrase: str = ""
    noise: str = ""
    """Nothing: a quiet room."""
    snr: float = 10.0
    after: Path | None = None
    """Talk that comes before, without a pause or with a short one."""


def main() -> None:
    """Look, learn, write."""
    parser = argparse.ArgumentParser("python -m bench.training.judging", description=__doc__)
    parser.add_argument("--audio", type=Path, default=ROOT.parent / "shared" / "audio")
    parser.add_argument("--part", type=int, default=1, help="look at one recording of so many")
    parser.add_argument("--to", type=Path, default=LEARNED)
    args = parser.parse_args()
    said = [*words(args.audio), *others(args.audio)][:: args.part]
    with ProcessPoolExecutor() as pool:
        found = [each for part in pool.map(examples, said, chunksize=2) for each in part]
    weights, bias = fitted([features(each) for each, _ in found], [right for _, right in found])
    weights |= {"ending": weights["ending"] + FLUENT, "between": BETWEEN}
    rounded = {name: round(value, 3) for name, value in weights.items()}
    learned = {"bias": round(bias - CAUTION, 3), "weights": rounded}
    args.to.write_text(json.dumps(learned, indent=2) + "\n", encoding="utf-8")
    print(f"{len(found)} examples, {sum(right for _, right in found)} of them words: {learned}")


def words(audio: Path) -> Iterator[Said]:
    """What is to be found."""
    taught = set(TAUGHT.read_text(encoding="utf-8").splitlines())
    talk = [clip.path for clip in of_part("tune", humans(audio, "continuous"))]
    spoken = [
        *of_part("tune", humans(audio, "words_other/englishccc")),
        *of_part("tune", humans(audio, "words_other/gsc"))[::3],
        *of_part("tune", humans(audio, "words_other/precise"))[::2],
        *of_part("tune", humans(audio, "words_other/pv_wakeword"))[::4],
    ]
    untaught = [clip for clip in spoken if clip.text not in taught or "englishccc" not in str(clip)]
    agreed = [
        clip for clip in synthetic(audio, "safewords") if clip.text not in ("green", "resume")
    ]
    for at, clip in enumerate([*untaught, *agreed]):
        noise = ("rain", "babble", "music")[at % 3]
        yield Said(audio, clip.path, clip.text, noise)
        if at % 4 == 0:
            yield Said(audio, clip.path, clip.text)
        elif at % 4 == 1:
            yield Said(audio, clip.path, clip.text, noise, 4.0)
        elif talk:
            yield Said(
                audio,
                clip.path,
                clip.text,
                noise if at % 4 == 2 else "",
                12.0,
                talk[at % len(talk)],
            )


def others(audio: Path) -> Iterator[Said]:
    """What has nothing in it that is to be found."""
    free = [
        *of_part("tune", humans(audio, "conversation")),
        *of_part("tune", humans(audio, "interviews")),
    ]
    single = of_part("tune", humans(audio, "words_other/englishccc"))
    near = synthetic(audio, "near_misses")[::3]
    quiet = [
        *free,
        *of_part("tune", humans(audio, "nonverbal")),
        *of_part("tune", humans(audio, "continuous"))[::6],
        *of_part("tune", humans(audio, "noise/esc10"))[::4],
        *single[::9],
        *near,
        *synthetic(audio, "commands")[::3],
    ]
    yield from (Said(audio, clip.path) for clip in quiet)
    for at, clip in enumerate([*free[::2], *single[1::9], *near]):
        yield Said(audio, clip.path, noise=("rain", "babble", "music")[at % 3])


def examples(said: Said) -> list[tuple[Evidence, bool]]:
    """The evidence of each look for each phrase, and whether it was said there."""
    scorer = _scorer()
    sound, began, ended = _sound(said)
    found = []
    for segment in _segments(sound):
        inside = segment.began <= began + WHOLE and segment.ended >= ended - WHOLE
        if said.phrase and not inside:
            continue
        opinion = whole(scorer.opinion(_with_tail(segment)))
        for phrase in (said.phrase,) if said.phrase else UNSAID:
            questions, given = _asked(phrase)
            answers = [
                evidence(segment, opinion, answer, given)
                for answer in whole(opinion.ask(questions, LEAST))
            ]
            if answers:
                best = max(answers, key=lambda each: each.margin - 2 * each.ending)
                found.append((best, bool(said.phrase)))
    return found


def fitted(
    rows: Sequence[Mapping[str, float]], right: Sequence[bool]
) -> tuple[dict[str, float], float]:
    """Logistic regression by Newton's method, on features brought to one scale."""
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    middle, spread = values.mean(0), values.std(0) + 1e-9
    scaled = np.column_stack([(values - middle) / spread, np.ones(len(rows))])
    wanted = np.array(right, float)
    ridge = RIDGE * len(rows) * np.eye(scaled.shape[1])
    weights: NDArray[np.float64] = np.zeros(scaled.shape[1])
    for _ in range(30):
        guess = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (guess - wanted) + ridge @ weights
        bend = (scaled * (guess * (1 - guess))[:, None]).T @ scaled + ridge
        weights = weights - np.linalg.solve(bend, slope)
    own = weights[:-1] / spread
    bias = float(weights[-1] - (own * middle).sum())
    return dict(zip(names, map(float, own), strict=True)), bias


def _sound(said: Said) -> tuple[Sound, int, int]:
    """All that is played, and where the recording's sound begins and ends in it."""
    chance = np.random.default_rng(zlib.crc32(f"{said.path.name} {said.snr} {said.after}".encode()))
    clip = load(said.path)
    clip = at_level(clip, VOICE) if np.abs(clip).max() > 1e-4 else clip
    loud = np.flatnonzero(np.abs(clip) >= np.abs(clip).max() / 30)
    lead = np.zeros(frames(chance.uniform(1, 2 if said.phrase else 6)), np.float32)
    if said.after:
        talk = at_level(load(said.after), VOICE)
        start = int(chance.integers(max(1, len(talk) - frames(3))))
        pause = np.zeros(frames(chance.uniform(0, 0.5)), np.float32)
        lead = np.concatenate([lead, talk[start : start + frames(3)], pause])
        clip = clip[max(0, loud[0] - frames(0.05)) :]
        loud = loud - max(0, loud[0] - frames(0.05))
    whole = np.concatenate([lead, clip, np.zeros(FRAME_RATE, np.float32)])
    level = VOICE - said.snr if said.noise else QUIET_ROOM
    around = _noise(said.noise, said.audio)
    around = np.roll(around, -int(chance.integers(len(around))))
    whole = np.clip(whole + background(around, level, len(whole)), -1, 1)
    return whole.astype(np.float32), len(lead) + int(loud[0]), len(lead) + int(loud[-1])


@cache
def _noise(kind: str, audio: Path) -> Sound:
    """Other backgrounds than the report's: its babble are recordings, its music other pieces."""
    if kind == "rain":
        rain = of_part("tune", humans(audio, "noise/esc10", "Rain"))
        return _joined([load(clip.path) for clip in rain])
    if kind == "music":
        return _joined([load(clip.path) for clip in humans(audio, "music/librosa")[:2]])
    if kind == "babble":
        voices = [load(clip.path) for clip in synthetic(audio, "talk")]
        lanes = [np.concatenate(voices[lane::6]) for lane in range(6)]
        longest = max(len(lane) for lane in lanes)
        return np.asarray(np.sum([np.resize(lane, longest) for lane in lanes], axis=0), np.float32)
    return room(60 * FRAME_RATE)


def _joined(sounds: Sequence[Sound]) -> Sound:
    """One after the other, equally loud."""
    return np.concatenate([each / np.sqrt((each**2).mean() + 1e-12) for each in sounds])


@cache
def _scorer() -> Scorer:
    return Scorer.load(files.folder())


@cache
def _asked(phrase: str) -> tuple[Questions, float]:
    given = handicaps(_scorer(), [phrase])[phrase]
    return _scorer().questions([phrase], {phrase: given}), given


def _segments(sound: Sound) -> Iterator[Segment]:
    segmenter = Segmenter()
    for at in range(0, len(sound), STEP):
        for segment in segmenter.take(sound[at : at + STEP]):
            if segment.look is not Look.BETWEEN:
                yield segment
    if last := segmenter.finish():
        yield last


def _with_tail(segment: Segment) -> Sound:
    tail = TAIL if segment.look is not Look.FINAL else 0
    return np.pad(segment.frames, (0, tail))


if __name__ == "__main__":
    main()

"""`python -m bench.enrolment`: would a word that each person enrols with three takes add anything?

Not part of the product. A take is a row of speech embeddings (Lin et al. 2020, ICASSP, as packaged
by pyopen-wakeword), and a word is found where the last embeddings are like those of one of its
takes. What was tried on the tuning voices and chosen: plain cosine rather than centred or whitened,
the same pace rather than warped, and each take once more in noise.
"""

import sys
import time
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyopen_wakeword import OpenWakeWordFeatures

from bench.clips import AUDIO, Clip, Playlist, humans, load, own
from bench.in_noise import ADVISED, AS_USUAL, CLEAN, STOPS, Trial, play, playlist
from bench.mixing import QUIET_ROOM, VOICE, at_level, noises
from bench.styles import shouted, usual, whispered
from intents.clock import FRAME_RATE, frames
from intents.proportion import Proportion
from models.ears import Frames

Embeddings = NDArray[np.float32]
"""Shape (n, 96), each of length 1, one every 80 ms."""
STEP = 1280
_REACH = 12512
"""An embedding sees so many frames: 76 windows of the mel spectrum."""
_FROM, _TO = frames(0.4), frames(0.2)
"""A take is what ends from 0.4 s after its word begins until 0.2 s after it ends."""
_WITH_NOISE = VOICE - 15
BLOCK = 25
"""What matches in the same 2 s is counted once."""
TALK = (
    "continuous/librispeech_train-clean-100", "continuous/librispeech_test-other",
    "words_other/englishccc", "continuous/s2i",
)  # fmt: skip
RATES = (0.1, 1.0, 10.0)
"""False matches an hour that are allowed."""


@cache
def _features() -> OpenWakeWordFeatures:
    return OpenWakeWordFeatures.from_builtin()


def embed(sound: Frames) -> Embeddings:
    """The embeddings of a sound; the first ends `_REACH` frames after its start."""
    features = _features()
    features.reset()
    features.new_audio_samples = 0  # otherwise it begins with 8 s of zeros
    whole = (np.clip(sound, -1, 1) * 32767).astype(np.int16)
    pieces = (whole[at : at + STEP] for at in range(0, len(whole) - STEP + 1, STEP))
    rows = [row[0, 0] for piece in pieces for row in features.process_streaming(piece.tobytes())]
    return unit(np.concatenate(rows))


def unit(rows: NDArray[np.float32]) -> Embeddings:
    """Every row at length 1."""
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def enrol(takes: Iterable[Frames]) -> list[Embeddings]:
    """The templates of a word: each take in quiet and in noise."""
    made = []
    chance = np.random.default_rng(1)
    for take in takes:
        first, last = _span(take)
        for level in (QUIET_ROOM, _WITH_NOISE):
            around = np.pad(at_level(take, VOICE), FRAME_RATE)
            noise = chance.normal(0, 10 ** (level / 20), len(around))
            rows = embed(np.asarray(around + noise, np.float32))
            ends = np.arange(len(rows)) * STEP + _REACH - FRAME_RATE
            rows = rows[(ends >= first + _FROM) & (ends <= last + _TO)]
            made += [rows] if len(rows) else []
    return made


def similar(rows: Embeddings, templates: Sequence[Embeddings]) -> NDArray[np.float32]:
    """How like the most like template what ends at each embedding is, shape (n,); 1 is the same."""
    best = np.full(len(rows), -1.0, np.float32)
    for template in templates:
        each = rows @ template.T
        count = len(rows) - len(template) + 1
        if count > 0:
            total = [each[at : at + count, at] for at in range(len(template))]
            tail = best[len(template) - 1 :]
            np.maximum(tail, np.mean(total, axis=0), out=tail)
    return best


def threshold(blocks: NDArray[np.float32], hours: float, rate: float) -> float:
    """What at most `rate` blocks an hour are over."""
    return float(np.sort(blocks, axis=None)[::-1][int(rate * hours)])


def blocks_of(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The highest score of each 2 s."""
    whole = scores[: len(scores) // BLOCK * BLOCK].reshape(-1, BLOCK)
    return np.asarray(whole.max(axis=1), np.float32)


def _span(sound: Frames) -> tuple[int, int]:
    """Where the word begins and ends: 20 dB under its loudest 20 ms."""
    power = (sound[: len(sound) // 320 * 320].reshape(-1, 320) ** 2).mean(axis=1)
    loud = np.flatnonzero(power >= power.max() / 100)
    return int(loud[0]) * 320, (int(loud[-1]) + 1) * 320


def section(audio: Path) -> str:
    """The part of the report. Raises `ValueError` if there is no talk of people in the folder."""
    talks = [Playlist(clips) for folder in TALK if (clips := humans(audio, folder))]
    if not talks:
        raise ValueError(f"There are no recordings of people talking in {audio}")
    began = time.process_time()
    rows = [embed(_sound(each)) for each in talks]
    played = sum(each.frames for each in talks) / FRAME_RATE
    cost = (time.process_time() - began) / played
    lines = [TEXT.format(hours=played / 3600, cost=cost)]
    found = {word: _word(audio, word, rows, played / 3600) for word in STOPS}
    lines += [_row(f"\u201c{word}\u201d", found[word]) for word in STOPS]
    lines.append(_row("all advised", np.concatenate([found[word] for word in ADVISED])))
    return "\n".join([*lines, ""])


def _word(audio: Path, word: str, talk: Sequence[Embeddings], hours: float) -> NDArray[np.float64]:
    """For each time the word was said: whether at 10 dB, whether Moonshine found it (it is asked at
    10 dB only), and whether the enrolled ear did, at each of the rates. Shape (n, 5).
    """
    clips = [clip for clip in own(word) if clip.voice.endswith(tuple(_OTHER))]
    enrolled = {clip.voice: enrol(_takes(clip)) for clip in clips}
    blocks = [blocks_of(similar(rows, each)) for each in enrolled.values() for rows in talk]
    limits = [threshold(np.concatenate(blocks), hours * len(enrolled), rate) for rate in RATES]
    said = []
    quiet = Trial(word, "stop", AS_USUAL, CLEAN, "room", tuple(clips))
    noisy = [Trial(word, "stop", AS_USUAL, 10.0, kind, tuple(clips)) for kind in noises(audio)]
    for trial in (quiet, *noisy):
        now = trial.snr is not CLEAN
        present = play(trial, audio).by_clip("stop") if now else [True] * len(clips)
        made = playlist(trial, audio)
        rows = embed(_sound(made))
        ends = [*made.starts[1:], made.frames]
        for clip, heard, start, end in zip(clips, present, made.starts, ends, strict=True):
            templates = enrolled[clip.voice[:-5] + _OTHER[clip.voice[-5:]]]
            part = slice(*(max(0, (at - _REACH) // STEP + 1) for at in (start, end)))
            best = similar(rows, templates)[part].max()
            said.append([now, heard, *(best > limit for limit in limits)])
    return np.array(said, float)


def _row(title: str, said: NDArray[np.float64]) -> str:
    noisy = said[said[:, 0] == 1]
    lost = noisy[noisy[:, 1] == 0]
    each = (1 - said[said[:, 0] == 0, 2:], 1 - noisy[:, 2:], 1 - noisy[:, 1:2], lost[:, 2:])
    cells = ["; ".join(_share(column) for column in columns.T) for columns in each]
    return f"| {title} | " + " | ".join(cells) + " |"


def _share(each: NDArray[np.float64]) -> str:
    if not len(each):
        return "none"
    low, high = Proportion(round(each.sum()), len(each)).interval()
    return f"{each.sum():.0f}/{len(each)} ({low:.0%} to {high:.0%})"


_OTHER = {"-0.85": "-1.15", "-1.15": "-0.85"}
"""What is enrolled at one speed is asked at the other."""


def _takes(clip: Clip) -> list[Frames]:
    chance = np.random.default_rng(1)
    return [style(load(clip.path), chance) for style in (usual, shouted, whispered)]


def _sound(made: Playlist) -> Frames:
    return np.concatenate([block.frames for block in made.blocks()])


TEXT = """## A word that each person enrols

Not in the product: an ear that knows a word by three takes of one person, as usual, shouted and
whispered (computed), and finds it again by speech embeddings. Of the 14 English voices of
`bench/words` each is enrolled at one speed and asked at the other: probably more alike than takes
of people, of whom none were found that are named and say a word again and again. Each threshold
lets so many false matches through in {hours:.2f} hours of people's talk and single words; it is
measured where it was chosen. It costs {cost:.3f} CPU seconds a second, always. By Moonshine, the
product's ear, words were missed at 10 dB.

| False an hour: 0.1; 1; 10 | Missed, quiet | Missed, 10 dB | By Moonshine | Found of these |
|---|---|---|---|---|"""

if __name__ == "__main__":
    try:
        print(section(Path(sys.argv[1]) if len(sys.argv) > 1 else AUDIO))
    except ValueError as error:
        sys.exit(f"{error}: name another folder.")

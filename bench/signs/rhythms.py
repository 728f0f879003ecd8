"""What goes on in a rhythm, and is no signal: people's sounds, hands, a bed, drums."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from bench.clips import Clip, humans, load
from bench.mixing import VOICE, Sound, at_level, background
from bench.noises import NOISES
from bench.noises.shaping import Wave, add
from bench.noises.song import music
from bench.people.backgrounds import recorded
from bench.people.split import Part, of_part
from bench.signs.made import CLAP, about_as_loud, soft, steadiest
from intents.clock import FRAME_RATE

Noise = Callable[[int, np.random.Generator], Sound]
"""So many frames of it, shape (n,), as loud as a voice."""
IN_A_ROW = (4, 14)
"""How often something happens before there is a pause; three would be the signal."""
PAUSE = (0.5, 4.0)
UNEVEN = 0.08
TALK = ("conversation/ami", "conversation/callhome", "interviews", "continuous/s2i")


def noises(audio: Path, part: Part) -> Mapping[str, Noise]:
    """By name: those that the target is for. People's only where there are recordings of them."""
    made: dict[str, Noise] = {"drums and chords": _computed(music), "clapping": _clapping(part)}
    made |= {kind: _computed(NOISES[kind]) for kind in ("slaps", "bed", "panting", "moans")}
    for title, label, each in (("moans", "moaning", (0.4, 1.2)), ("pants", "panting", (0.3, 0.8))):
        if clips := of_part(part, humans(audio, "nonverbal", label)):
            made[f"people's {title}, in rhythm"] = _over_and_over(clips, each)
    if (audio / "humans" / "music").exists():
        made["people's music"] = _music(audio, part)
    return made


def talk(audio: Path, part: Part) -> Mapping[str, Noise]:
    """People who talk, and every sound of theirs that is no word: the target is not for these."""
    folders = {folder: of_part(part, humans(audio, folder)) for folder in (*TALK, "nonverbal")}
    return {folder: one_by_one(clips) for folder, clips in folders.items() if clips}


def _computed(noise: Noise) -> Noise:
    return lambda count, chance: background(noise(count, chance), VOICE, count)


def _music(audio: Path, part: Part) -> Noise:
    def play(count: int, chance: np.random.Generator) -> Sound:
        whole = recorded("music", part, audio)
        return background(np.roll(whole, -int(chance.integers(len(whole)))), VOICE, count)

    return play


def _clapping(part: Part) -> Noise:
    def clap(count: int, chance: np.random.Generator) -> Sound:
        made = in_rows(count, chance, (0.25, 1.0), lambda _: CLAP[part](chance))
        return background(np.asarray(made, np.float32), VOICE, count)

    return clap


def _over_and_over(clips: Sequence[Clip], each: tuple[float, float]) -> Noise:
    def sounds(count: int, chance: np.random.Generator) -> Sound:
        def piece(number: int) -> Wave:
            clip = at_level(load(clips[number % len(clips)].path), VOICE)
            return soft(steadiest(clip, chance.uniform(*each) * 0.6).astype(np.float64))

        return np.asarray(in_rows(count, chance, each, piece), np.float32)

    return sounds


def in_rows(
    count: int,
    chance: np.random.Generator,
    each: tuple[float, float],
    one: Callable[[int], Wave],
) -> Wave:
    """Something some times in a row, with a pause, and then something else, shape (count,).

    `each`: the least and the most seconds from one to the next; `one`: the sound of a row.
    """
    out, at, row = np.zeros(count), 0.3, 0
    while at * FRAME_RATE < count:
        apart, wave = chance.uniform(*each), one(row)
        for _ in range(int(chance.integers(*IN_A_ROW))):
            add(out, round(at * FRAME_RATE), wave * about_as_loud(chance))
            at += max(0.15, apart * chance.normal(1, UNEVEN))
        at += chance.uniform(*PAUSE)
        row += 1
    return out


def one_by_one(clips: Sequence[Clip]) -> Noise:
    """The recordings in an order by chance, with a short pause after each."""

    def recordings(count: int, chance: np.random.Generator) -> Sound:
        order, parts, total = chance.permutation(len(clips)), [], 0
        for number in order:
            sound = load(clips[number].path)
            if total >= count or not sound.any():
                continue
            gap = np.zeros(int(chance.uniform(0.1, 1.0) * FRAME_RATE), np.float32)
            parts += [at_level(sound, VOICE), gap]
            total += len(sound) + len(gap)
        return np.concatenate(parts)[:count]

    return recordings

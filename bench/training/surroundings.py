"""What sounds around a voice, or where nobody speaks: other voices, music, bodies, things."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import soundfile
import soxr

from bench.mixing import Sound
from bench.noises.shaping import add
from bench.training.noise import (
    Chance,
    Wave,
    babble,
    breaths,
    call,
    coloured,
    gain,
    level,
    music,
)
from intents.clock import FRAME_RATE, frames

_LONG, _LONGEST = 15, 90
"""Seconds: what lasts longer than the first is music, and so much of it is kept."""
_SONGS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Sounds, each of any length, 16 kHz; none of them a part of the report."""

    voices: Sequence[Sound]
    songs: Sequence[Sound]
    things: Sequence[Sound]
    """Cries, blows, animals, drums: no words."""

    @classmethod
    def gathered(cls, voices: Sequence[Sound], recorded: Path, chance: Chance) -> Self:
        """Recordings below the folder, and made-up music."""
        paths = filter(_is_sound, sorted(recorded.rglob("*.*")))
        found = [sound for sound in map(_loaded, paths) if sound.any()]
        songs = [sound for sound in found if len(sound) > frames(_LONG)]
        made = [music(frames(_LONG), chance).astype(np.float32) for _ in range(_SONGS)]
        things = [sound for sound in found if len(sound) <= frames(_LONG)]
        return cls(voices, songs + made, things)

    def talk(self, count: int, chance: Chance) -> Wave:
        """Some of the voices at once; the root mean square is 1, as of all that follows."""
        return babble(count, chance, self.voices)

    def music(self, count: int, chance: Chance) -> Wave:
        """Out of the middle of a song."""
        whole = self.songs[int(chance.integers(len(self.songs)))]
        start = chance.integers(len(whole) - count)
        piece = whole[start : start + count].astype(np.float64)
        return piece / level(piece)

    def wordless(self, count: int, chance: Chance) -> Wave:
        """Breaths, or a few cries and things one after the other, in a little noise."""
        if chance.random() < 0.25:
            return breaths(count, chance)
        made = coloured(count, chance) * gain(chance.uniform(-50, -15))
        for _ in range(chance.integers(1, 5)):
            sound = self._one(chance)
            sound = soxr.resample(sound, FRAME_RATE, FRAME_RATE * chance.uniform(0.7, 1.4))
            loud = gain(chance.uniform(-10, 0)) / np.abs(sound).max()
            add(made, int(chance.integers(-len(sound) // 2, count)), sound * loud)
        return made / level(made)

    def _one(self, chance: Chance) -> Wave:
        if self.things and chance.random() < 0.6:
            return self.things[int(chance.integers(len(self.things)))].astype(np.float64)
        return call(chance)


def _is_sound(path: Path) -> bool:
    return path.suffix[1:].upper() in soundfile.available_formats()


def _loaded(path: Path) -> Sound:
    with soundfile.SoundFile(path) as file:
        sound = file.read(_LONGEST * file.samplerate, dtype="float32", always_2d=True).mean(1)
        return np.asarray(soxr.resample(sound, file.samplerate, FRAME_RATE), np.float32)

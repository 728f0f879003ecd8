"""Windows of clean speech, as long as the product's looks, and what the network says to each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import soxr

from bench.mixing import Sound
from bench.training.noise import Chance
from intents.clock import FRAME_RATE, frames
from models.moonshine.ear import plain
from models.moonshine.network import Network
from models.moonshine.scorer import greedy, most_tokens
from models.moonshine.steps import whole
from models.moonshine.tokenizer import END, START, Tokenizer

Spoken = tuple[Sound, str]
"""A sound, shape (n,), 16 kHz, and what is said in it."""
LENGTHS = (28_000, 28_000, 40_000, 60_000)
"""Frames; early looks are as long as the first."""
TAIL = frames(0.25)
"""Zeros that the product puts behind an early look."""
_LOUDEST = 0.3
_LEAD = frames(0.1)


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A stretch of clean speech."""

    frames: Sound
    tail: int
    """So many of its last frames are zeros, put there by whoever looks."""
    tokens: tuple[int, ...]
    """What it should be taken for, with START and END."""
    right: bool
    """Whether that is what the network takes it for, clean as it is."""


def windows(
    spoken: Sequence[Spoken], count: int, network: Network, tokenizer: Tokenizer, chance: Chance
) -> list[Window]:
    """About so many: some whole, some cut out of the middle, quicker and slower, higher and lower.

    Where the network is wrong about a whole one, the text that was spoken is right. What it takes
    for nothing that ends is left out.
    """
    made = []
    order = [at for _ in range(-(-count // len(spoken))) for at in chance.permutation(len(spoken))]
    for at in order[:count]:
        sound, text = spoken[at]
        cut = _cut(_varied(_trimmed(sound), chance), chance)
        said = _transcribed(network, cut.sound)
        if cut.whole and (said is None or plain(tokenizer.decode(said)) != plain(text)):
            tokens = (START, *tokenizer.encode(_as_written(text)), END)
            made.append(Window(cut.sound, cut.tail, tokens, right=False))
        elif said:
            made.append(Window(cut.sound, cut.tail, said, right=True))
    return made


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    sound: Sound
    tail: int
    whole: bool


def _cut(sound: Sound, chance: Chance) -> _Cut:
    length = int(chance.choice(LENGTHS))
    tail = TAIL if chance.random() < 0.6 else 0
    room = length - tail
    made = np.zeros(length, np.float32)
    whole = len(sound) + _LEAD <= room
    if whole:
        free = room - len(sound)
        # Early looks have a word at their end as often as not.
        soon = chance.random() < 0.5
        at = free - int(chance.uniform(0, 0.3) * free) if soon else chance.integers(_LEAD, free + 1)
        made[at : at + len(sound)] = sound
    else:
        start = chance.integers(max(1, len(sound) - room))
        piece = sound[start : start + room]
        made[: len(piece)] = piece
    hiss = chance.normal(0, _LOUDEST * 10 ** (-55 / 20), room)
    made[:room] += hiss.astype(np.float32)
    return _Cut(made, tail, whole)


def _varied(sound: Sound, chance: Chance) -> Sound:
    if chance.random() < 0.7:  # pitch and pace together, as another throat has them
        sound = soxr.resample(sound, FRAME_RATE, FRAME_RATE * chance.uniform(0.82, 1.2))
    return np.asarray(sound / np.abs(sound).max() * _LOUDEST, np.float32)


def _trimmed(sound: Sound) -> Sound:
    loud = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 100)
    return sound[max(0, loud[0] - 160) : loud[-1] + 160]


def _transcribed(network: Network, sound: Sound) -> tuple[int, ...] | None:
    """Greedily; None where no end was found."""
    most = most_tokens(len(sound))
    tokens, _, _ = whole(greedy(network, network.begin(sound), most))
    return None if len(tokens) == most else (START, *tokens, END)


def _as_written(text: str) -> str:
    text = re.sub(r"[,;\s]+$", "", text)
    return text if text[-1] in ".!?" else f"{text}."

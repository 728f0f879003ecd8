"""Squeaks and rings in a room, and what three of them teach."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache

import numpy as np

from bench.mixing import QUIET_ROOM, Sound
from bench.noises.shaping import in_room
from bench.signs.squeakers import Squeaker
from intents import agreement
from intents.agreement import Sounding
from intents.clock import FRAME_RATE
from models.signs.teaching import Example, NotTaught, taught_by

_TAIL = FRAME_RATE // 4
"""Frames for which the room sounds on."""
_TRIES = 5
"""So often people try to teach a thing."""


def once(thing: Squeaker, chance: np.random.Generator, peak: float = 0.2) -> Sound:
    """One sounding in a room, shape (n,)."""
    wave = np.concatenate([thing(chance), np.zeros(_TAIL)])
    heard = in_room(wave, chance, chance.uniform(0.2, 0.5), chance.uniform(0.1, 0.4))
    return np.asarray(heard / np.abs(heard).max() * peak, np.float32)


def at(starts: Sequence[float], sounds: Sequence[Sound], seconds: float) -> Sound:
    """A quiet room in which a sound begins at each of these seconds."""
    count = round(seconds * FRAME_RATE)
    room = np.random.default_rng(1).normal(0, 10 ** (QUIET_ROOM / 20), count)
    for start, sound in zip(starts, sounds, strict=True):
        begin = round(start * FRAME_RATE)
        room[begin : begin + len(sound)] += sound[: count - begin]
    return room.astype(np.float32)


def example(sound: Sound) -> Sounding:
    """What somebody hears who waits for one sounding. Raises `NotTaught`."""
    hears = Example()
    for begin in range(0, len(sound), 320):
        if hears.hear(sound[begin : begin + 320]):
            break
    return hears.described()


def lesson(thing: Squeaker, seed: int = 1) -> list[Sounding]:
    """Three examples. Raises `NotTaught`."""
    chance = np.random.default_rng(seed)
    return [example(at([0.6], [once(thing, chance)], 4)) for _ in range(3)]


@cache
def taught(thing: Squeaker) -> agreement.Squeaker:
    """What three examples of a thing teach. Raises `NotTaught` where that fails again and again."""
    for seed in range(1, _TRIES):
        with suppress(NotTaught):
            return taught_by(lesson(thing, seed))
    return taught_by(lesson(thing, _TRIES))

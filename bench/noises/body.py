"""What bodies sound like in a scene, without words."""

import numpy as np
from numpy.typing import NDArray

from bench.mixing import Sound
from bench.noises.shaping import (
    NYQUIST,
    Wave,
    add,
    band,
    beats,
    decay,
    harmonics,
    in_room,
    sound,
    times,
)
from intents.clock import FRAME_RATE

VOWELS = {
    "a": (730, 1090, 2440),
    "o": (570, 840, 2410),
    "u": (300, 870, 2240),
    "uh": (640, 1190, 2390),
    "e": (530, 1840, 2480),
    "m": (250, 1100, 2200),
}
"""The formants of American men in Hz (Peterson and Barney 1952, JASA 24), and a closed mouth."""
_WIDTHS = (90, 110, 170)
"""Bandwidths of the formants in Hz."""
_BINS = 257
_STEP = 80
"""The tract moves every 5 ms."""


def breathing(count: int, chance: np.random.Generator) -> Sound:
    """Slow and deep, one breath in four seconds: in through the nose, out through the mouth."""
    return _breaths(count, chance, each=4.0)


def panting(count: int, chance: np.random.Generator) -> Sound:
    """Quick, about two breaths a second, through the open mouth."""
    return _breaths(count, chance, each=0.55)


def _breaths(count: int, chance: np.random.Generator, each: float) -> Sound:
    into, out_of = band(chance, count, 1_200, 4_000), band(chance, count, 400, 2_000)
    made = np.zeros(count)
    for at in beats(chance, count, each, 0.12):
        for noise, begin, share, loud in ((into, 0.0, 0.4, 0.6), (out_of, 0.45, 0.5, 1.0)):
            start = at + round(begin * each * FRAME_RATE)
            length = round(share * each * FRAME_RATE)
            piece = noise[start : start + length]
            swell = np.hanning(length)[: len(piece)] * loud * chance.uniform(0.6, 1.2)
            add(made, start, piece * swell)
    return sound(made + 0.003 * into)


def moans(count: int, chance: np.random.Generator) -> Sound:
    """Voices of three people that rise and fall through changing vowels."""
    made = np.zeros(count)
    people = ((110.0, 1.0), (190.0, 1.15), (270.0, 1.2))
    for number, at in enumerate(beats(chance, count, 2.2, 0.3)):
        usual, tract = people[number // 8 % len(people)]
        length = round(chance.uniform(0.5, 1.8) * FRAME_RATE)
        add(made, at, _moan(length, usual * chance.uniform(0.9, 1.3), tract, chance))
    return sound(in_room(made, chance, 0.3, 0.2))


def _moan(length: int, usual: float, tract: float, chance: np.random.Generator) -> Wave:
    along = np.linspace(0, 1, length)
    bend = chance.uniform(0.1, 0.4) * np.sin(np.pi * along ** chance.uniform(0.5, 1.5))
    tremble = 0.015 * np.sin(2 * np.pi * 5.5 * times(length))
    pitch = usual * (1 + bend + tremble)
    steps = length // _STEP + 1
    through = [VOWELS[str(vowel)] for vowel in chance.choice(list(VOWELS), 3)]
    formants = np.array(
        [
            np.interp(np.linspace(0, 2, steps), (0, 1, 2), [vowel[which] for vowel in through])
            for which in range(3)
        ]
    )
    voice = harmonics(pitch, _tract(formants * tract), _STEP)
    breath = band(chance, length, 500, 3_000) * voice.std() * chance.uniform(0.05, 0.3)
    swell = np.minimum(1, np.minimum(along * 6, (1 - along) * 3)) ** 1.5
    return np.asarray((voice + breath) * swell * chance.uniform(0.5, 1.0))


def _tract(formants: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a vocal tract lets through, shape (steps, bins), of formants in Hz, shape (3, steps).

    Each formant is a resonance. The voice itself has 12 dB less with each octave, of which the
    lips give 6 back (Fant 1960).
    """
    frequency = np.linspace(0, NYQUIST, _BINS)[None, :]
    gain = 100 / np.maximum(frequency, 50) * np.ones((formants.shape[1], 1))
    for centre, width in zip(formants, _WIDTHS, strict=True):
        squared = centre[:, None] ** 2
        gain = gain * squared / np.hypot(squared - frequency**2, width * frequency)
    return np.asarray(gain)


def slaps(count: int, chance: np.random.Generator) -> Sound:
    """Skin on skin or leather on skin: a click of some milliseconds, in a bedroom."""
    made = np.zeros(count)
    length = round(0.06 * FRAME_RATE)
    for at in beats(chance, count, 1.1, 0.35):
        low = chance.uniform(300, 900)
        click = band(chance, length, low, low * 5) * decay(length, chance.uniform(0.015, 0.05))
        add(made, at, click * chance.uniform(0.3, 1.0))
    return sound(in_room(made, chance, 0.35, 0.3))

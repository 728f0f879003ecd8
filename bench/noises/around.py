"""What is around people in a scene: the bed they are on, and the weather."""

import numpy as np

from bench.mixing import Sound
from bench.noises.shaping import Wave, add, band, beats, decay, in_room, sound, times
from intents.clock import FRAME_RATE


def bed(count: int, chance: np.random.Generator) -> Sound:
    """Thumps against a wall in a rhythm that becomes quicker and slower, with creaks between."""
    made = np.zeros(count)
    for at in beats(chance, count, 0.7, 0.15):
        add(made, at, _thump(chance) * chance.uniform(0.4, 1.0))
        if chance.random() < 0.7:
            later = round(chance.uniform(0.1, 0.4) * FRAME_RATE)
            add(made, at + later, _creak(chance) * chance.uniform(0.1, 0.5))
    return sound(in_room(made, chance, 0.35, 0.2))


def _thump(chance: np.random.Generator) -> Wave:
    length = round(0.25 * FRAME_RATE)
    tone = np.sin(2 * np.pi * chance.uniform(55, 95) * times(length)) * decay(length, 0.25)
    knock = band(chance, length, 80, 600) * decay(length, 0.06)
    return np.asarray(tone + 0.5 * knock)


def _creak(chance: np.random.Generator) -> Wave:
    """Wood that sticks and slips: clicks 30 to 150 times a second, each ringing a little."""
    length = round(chance.uniform(0.15, 0.5) * FRAME_RATE)
    rate = np.linspace(chance.uniform(30, 150), chance.uniform(30, 150), length)
    slips = np.diff(np.floor(np.cumsum(rate) / FRAME_RATE), prepend=0)
    ring_for = round(0.03 * FRAME_RATE)
    ring = sum(
        (
            np.sin(2 * np.pi * frequency * times(ring_for)) * decay(ring_for, 0.02)
            for frequency in chance.uniform(500, 2_800, 3)
        ),
        np.zeros(ring_for),
    )
    return np.asarray(np.convolve(slips, ring)[:length] * np.hanning(length))


def rain(count: int, chance: np.random.Generator) -> Sound:
    """A steady rush, in gusts, and about 25 drops a second that ring on the glass."""
    wind = np.interp(
        np.arange(count), np.arange(0, count + 32_000, 32_000),
        chance.uniform(0.6, 1.2, len(np.arange(0, count + 32_000, 32_000))),
    )  # fmt: skip
    made = band(chance, count, 500, 5_000) * wind * 0.1
    length = round(0.02 * FRAME_RATE)
    for at in chance.integers(0, count, round(25 * count / FRAME_RATE)):
        ring = np.sin(2 * np.pi * chance.uniform(1_200, 5_000) * times(length))
        drop = ring * decay(length, chance.uniform(0.005, 0.02))
        add(made, int(at), drop * chance.exponential(0.4))
    return sound(made)

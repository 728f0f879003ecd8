"""Computed sounds that are no words: noise of any colour, music, breaths and cries, many voices.

None of it is what the report plays: that has recordings, or is computed in `bench.noises`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.fft import irfft, rfft
from numpy.typing import NDArray

from bench.mixing import Sound
from bench.noises.shaping import add
from intents.clock import FRAME_RATE

Wave = NDArray[np.float64]
"""Shape (n,), 16 kHz."""
Chance = np.random.Generator
_SCALES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10))


def level(sound: Wave | Sound) -> float:
    """Its root mean square."""
    return float(np.sqrt((sound.astype(np.float64) ** 2).mean() + 1e-12))


def gain(decibels: float) -> float:
    """The factor of so many dB."""
    return float(10 ** (decibels / 20))


def colour(count: int, chance: Chance, depth: float) -> Wave:
    """A gain for each of the frequencies of `count` frames: a smooth curve of so many dB."""
    at = np.sort(chance.uniform(0, 1, chance.integers(3, 9)))
    gains = chance.normal(0, depth, len(at) + 2)
    curve = np.interp(np.linspace(0, 1, count // 2 + 1), [0, *at, 1], gains)
    return np.asarray(10 ** (curve / 20))


def coloured(count: int, chance: Chance) -> Wave:
    """Steady, swelling, or with knocks in it; its root mean square is 1."""
    bins = np.maximum(np.arange(count // 2 + 1), 20)
    spectrum = rfft(chance.normal(size=count)) * colour(count, chance, 8)
    made = irfft(spectrum * bins ** -chance.uniform(0, 1), count)
    if chance.random() < 0.4:
        time = np.arange(count) / FRAME_RATE
        made *= 1 + chance.uniform(0.2, 0.95) * np.sin(2 * np.pi * chance.uniform(0.3, 6) * time)
    if chance.random() < 0.2:
        loud = made.std()
        for _ in range(chance.integers(1, 6)):
            knock = _dying(round(chance.uniform(0.01, 0.15) * FRAME_RATE), 5, chance)
            add(made, int(chance.integers(count)), knock * loud * chance.uniform(3, 20))
    return made / level(made)


def music(count: int, chance: Chance) -> Wave:
    """Chords, a bass, a tune and drums at a random pace; its root mean square is 1."""
    made = np.zeros(count)
    beat = 60 / chance.uniform(60, 170)
    root, scale = chance.uniform(55, 220), _SCALES[chance.integers(2)]
    timbre = chance.uniform(0.7, 2.0)
    steps = chance.permutation(7)
    for number in range(int(count / FRAME_RATE / beat) + 1):
        start = round(number * beat * FRAME_RATE)
        step = int(steps[number // 4 % 4])
        for third in (0, 2, 4):
            octave, tone = divmod(step + third, 7)
            note = root * 2 ** (1 + octave + scale[tone] / 12)
            add(made, start, 0.3 * _note(note, beat * chance.uniform(0.8, 2), timbre, chance))
        add(made, start, 0.7 * _note(root * 2 ** (scale[step] / 12), beat, timbre, chance))
        for part in range(chance.integers(1, 4)):
            tune = _note(root * 4 * 2 ** (scale[chance.integers(7)] / 12), beat / 2, timbre, chance)
            later = start + round(part * beat / 3 * FRAME_RATE)
            add(made, later, chance.uniform(0.2, 0.8) * tune)
        add(made, start, 1.5 * _drum())
        for half in (0, 0.5):
            hat = np.diff(_dying(round(0.06 * FRAME_RATE), 4, chance), prepend=0.0)
            add(made, start + round(half * beat * FRAME_RATE), chance.uniform(0.05, 0.5) * hat)
    return made / level(made)


def babble(count: int, chance: Chance, voices: Sequence[Sound]) -> Wave:
    """One to eight people talking at once; its root mean square is 1."""
    made = np.zeros(count)
    for _ in range(chance.choice((1, 2, 3, 4, 6, 8), p=(0.08, 0.12, 0.2, 0.25, 0.2, 0.15))):
        lane: list[Wave] = []
        while sum(map(len, lane)) < count + FRAME_RATE:
            voice = voices[int(chance.integers(len(voices)))]
            loudness = gain(chance.uniform(-4, 4)) / level(voice)
            lane.append(voice.astype(np.float64) * loudness)
        whole = np.concatenate(lane)
        start = chance.integers(len(whole) - count)
        made += whole[start : start + count]
    return made / level(made)


def breaths(count: int, chance: Chance) -> Wave:
    """Slow, quick or out of breath, each through its own colour; the root mean square is 1."""
    made = np.zeros(count)
    each = chance.uniform(0.2, 2) * FRAME_RATE
    at = -chance.uniform(0, each)
    while at < count:
        length = round(each * chance.uniform(0.25, 0.6))
        rising = chance.uniform(0.1, 0.7)
        swell = np.interp(np.linspace(0, 1, length), [0, rising, 1], [0, 1, 0])
        noise = irfft(rfft(chance.normal(size=length)) * _mouth(length, chance), length)
        add(made, round(at), noise / level(noise) * swell * chance.uniform(0.3, 1))
        at += each * chance.uniform(0.6, 1.2) * 0.6
    return made / level(made)


def call(chance: Chance) -> Wave:
    """One cry of a person or an animal: a voice that glides, through a mouth, with some breath."""
    length = round(chance.uniform(0.08, 1.5) * FRAME_RATE)
    along = np.linspace(0, 1, length)
    glide = np.interp(along, [0, chance.uniform(0.2, 0.8), 1], chance.normal(0, 0.25, 3))
    pitch = np.exp2(chance.uniform(6.3, 9.5) + glide)
    phase = 2 * np.pi * np.cumsum(pitch) / FRAME_RATE
    harmonics = range(1, max(2, min(30, int(7500 / pitch.max()))))
    voice = np.sum([np.sin(h * phase + chance.uniform(0, 6)) / h for h in harmonics], axis=0)
    voice = voice / level(voice) + chance.normal(0, chance.uniform(0.02, 1), length)
    begin, end = (irfft(rfft(voice) * _mouth(length, chance), length) for _ in range(2))
    swell = np.minimum(1, np.minimum(along / chance.uniform(0.01, 0.4), (1 - along) / 0.3))
    made = (begin / level(begin) * (1 - along) + end / level(end) * along) * swell
    return np.asarray(made / level(made))


def _mouth(count: int, chance: Chance) -> Wave:
    """A gain for each frequency: three resonances, anywhere where vowels have theirs."""
    frequency = np.fft.rfftfreq(count, 1 / FRAME_RATE)
    made = 1 / np.maximum(frequency, 200) ** chance.uniform(0, 1)
    for low, high in ((250, 900), (800, 2400), (2000, 4000)):
        centre, width = chance.uniform(low, high), chance.uniform(80, 400)
        made = made * centre**2 / np.hypot(centre**2 - frequency**2, width * frequency)
    return np.asarray(made)


def _note(pitch: float, seconds: float, timbre: float, chance: Chance) -> Wave:
    time = np.arange(round(seconds * FRAME_RATE)) / FRAME_RATE
    phase = 2 * np.pi * pitch * time + chance.uniform(0, 0.6) * np.sin(2 * np.pi * 5.5 * time)
    harmonics = range(1, min(int(chance.integers(5, 14)), int(7500 / pitch)) + 1)
    parts = [np.sin(h * phase + chance.uniform(0, 6)) * h**-timbre for h in harmonics]
    envelope = np.minimum(time / 0.01, 1) * np.exp(-time * chance.uniform(0.5, 6))
    return np.asarray(np.sum(parts, axis=0) * envelope * np.minimum((seconds - time) / 0.02, 1))


def _drum() -> Wave:
    time = np.arange(round(0.2 * FRAME_RATE)) / FRAME_RATE
    falling = 50 * time + 20 * (1 - np.exp(-time * 30))
    return np.asarray(np.sin(2 * np.pi * falling) * np.exp(-time * 14))


def _dying(count: int, times: float, chance: Chance) -> Wave:
    return np.asarray(chance.normal(size=count) * np.exp(-np.arange(count) / (count / times)))

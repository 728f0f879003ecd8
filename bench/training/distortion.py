"""What happens to a voice before the ears hear it: how it is said, the room, and what else sounds.

Whispering, clipping and rooms are computed, as in `bench.styles`, but each time otherwise.
"""

import numpy as np
from numpy.fft import irfft, rfft

from bench.mixing import active_level
from bench.training.noise import Chance, Wave, colour, coloured, gain, level
from bench.training.surroundings import Surroundings
from intents.clock import FRAME_RATE

SNRS = (-3.0, 20.0)
"""dB, from and to, where something else sounds: seven times of eight."""


def distorted(sound: Wave, chance: Chance, around: Surroundings) -> Wave:
    """The sound, shape (n,), as a microphone may give it, at least a little noisy."""
    made = _at_one(sound)
    for likely, way in ((0.14, whispered), (0.1, shouted), (0.1, trembling)):
        if chance.random() < likely:
            made = way(made, chance)
            break
    for likely, where in ((0.4, reverberant), (0.3, _through_a_colour), (0.08, _narrow)):
        if chance.random() < likely:
            made = where(made, chance)
    made = _at_one(made)
    if chance.random() < 7 / 8:
        made = made + _noisy(len(made), chance, around) * gain(-chance.uniform(*SNRS))
    made = made + chance.normal(size=len(made)) * gain(chance.uniform(-60, -35))
    made = made * gain(chance.uniform(-42, -14))
    return np.clip(made, -0.3, 0.3) if chance.random() < 0.05 else np.clip(made, -1, 1)


def nobody(count: int, chance: Chance, around: Surroundings) -> Wave:
    """So many frames in which nobody speaks."""
    made = _without_words(count, chance, around, (0.55, 0.3, 0.15))
    if chance.random() < 0.3:
        made = reverberant(made, chance)
    if chance.random() < 0.3:
        made += coloured(count, chance) * gain(-chance.uniform(0, 30))
    return np.asarray(np.clip(made / level(made) * gain(chance.uniform(-50, -12)), -1, 1))


def whispered(sound: Wave, chance: Chance) -> Wave:
    """The vocal tract over noise, by linear prediction (Makhoul 1975, Proc. IEEE 63)."""
    order, size = int(chance.integers(14, 23)), int(chance.choice((400, 480, 560)))
    hop, window = size // 2, np.hanning(size)
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(sound, size), size)[::hop] * window
    power = np.abs(rfft(frames, 2 * size)) ** 2
    correlation = irfft(power)[:, : order + 1]
    lags = np.abs(np.subtract.outer(np.arange(order), np.arange(order)))
    ridge = np.eye(order) * (correlation[:, :1, None] * 1e-3 + 1e-9)
    predicted = np.linalg.solve(correlation[:, lags] + ridge, correlation[:, 1:, None])[..., 0]
    tract = np.abs(rfft(np.pad(-predicted, ((0, 0), (1, 0)), constant_values=1.0), 2 * size))
    noise = rfft(chance.normal(size=frames.shape), 2 * size)
    made = irfft(noise / (tract + 1e-6))[:, :size] * window
    made *= np.sqrt((frames**2).sum(1) / ((made**2).sum(1) + 1e-12))[:, None]
    whole = np.zeros(len(sound) + 2 * size)
    for number, frame in enumerate(made):
        whole[number * hop : number * hop + size] += frame
    inner = whole[size:-size]
    return inner - chance.uniform(0.5, 1) * np.concatenate([[0], inner[:-1]])


def shouted(sound: Wave, chance: Chance) -> Wave:
    """More at high frequencies, and clipped."""
    effort = sound - chance.uniform(0.3, 0.8) * np.concatenate([[0], sound[:-1]])
    louder = effort / np.abs(effort).max() * gain(chance.uniform(3, 16))
    return np.asarray(np.clip(louder, -1, 1))


def trembling(sound: Wave, chance: Chance) -> Wave:
    """Louder and softer, three to nine times a second."""
    time = np.arange(len(sound)) / FRAME_RATE
    turns = chance.uniform(3, 9) * time + chance.uniform()
    return sound * (1 + chance.uniform(0.2, 0.7) * np.sin(2 * np.pi * turns))


def reverberant(sound: Wave, chance: Chance) -> Wave:
    """Noise that dies away (Polack 1988) and a few early reflections after the direct sound."""
    length = round(chance.uniform(0.15, 0.9) * FRAME_RATE)
    tail = chance.normal(size=length) * 10 ** (-3 * np.arange(length) / length)
    if chance.random() < 0.5:  # walls take more of the high frequencies
        tail = irfft(rfft(tail) * np.linspace(1, chance.uniform(0.1, 1), length // 2 + 1), length)
    tail[: round(chance.uniform(0, 0.015) * FRAME_RATE)] = 0
    for _ in range(chance.integers(2, 9)):
        at = round(chance.uniform(0.001, 0.04) * FRAME_RATE)
        tail[at] += chance.normal() * tail.std() * chance.uniform(3, 12)
    direct_to_reverberant = chance.uniform(-9, 10)
    tail *= gain(-direct_to_reverberant) / np.sqrt((tail**2).sum() + 1e-9)
    tail[0] = 1
    size = 1 << (len(sound) + length).bit_length()
    return np.asarray(irfft(rfft(sound, size) * rfft(tail, size))[: len(sound)])


def _noisy(count: int, chance: Chance, around: Surroundings) -> Wave:
    kind = chance.random()
    if kind < 0.34:
        return around.talk(count, chance)
    other = _without_words(count, chance, around, (0.2, 0.4, 0.4))
    if kind < 0.88:
        return other
    both = around.talk(count, chance) + chance.uniform(0.3, 2) * other
    return both / level(both)


def _without_words(
    count: int, chance: Chance, around: Surroundings, shares: tuple[float, float, float]
) -> Wave:
    way = int(chance.choice(3, p=shares))
    return (around.wordless, around.music, coloured)[way](count, chance)


def _through_a_colour(sound: Wave, chance: Chance) -> Wave:
    return np.asarray(irfft(rfft(sound) * colour(len(sound), chance, 5), len(sound)))


def _narrow(sound: Wave, chance: Chance) -> Wave:
    """A microphone without high frequencies."""
    spectrum = rfft(sound)
    spectrum[round(chance.uniform(3200, 5000) / FRAME_RATE * len(sound)) :] = 0
    return np.asarray(irfft(spectrum, len(sound)))


def _at_one(sound: Wave) -> Wave:
    return sound / gain(active_level(sound.astype(np.float32)))

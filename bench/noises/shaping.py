"""What the computed noises are made with: bands of noise, decays, rooms, voices of harmonics."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.mixing import Sound
from intents.clock import FRAME_RATE

Wave = NDArray[np.float64]
"""Shape (n,), 16 kHz, or values along time."""
NYQUIST = FRAME_RATE / 2


def band(chance: np.random.Generator, count: int, low: float, high: float) -> Wave:
    """Noise between two frequencies in Hz, shape (count,), with a root mean square of 1."""
    frequency = np.fft.rfftfreq(count, 1 / FRAME_RATE)
    gain = 1 / np.sqrt((1 + (low / np.maximum(frequency, 1)) ** 4) * (1 + (frequency / high) ** 4))
    made = np.fft.irfft(np.fft.rfft(chance.normal(size=count)) * gain, count)
    return np.asarray(made / made.std())


def decay(count: int, seconds: float) -> Wave:
    """From 1 to a thousandth of it within so many seconds, shape (count,)."""
    return np.asarray(10 ** (-3 * times(count) / seconds))


def times(count: int) -> Wave:
    """Seconds of each frame, shape (count,)."""
    return np.arange(count) / FRAME_RATE


def add(out: Wave, at: int, sound: Wave) -> None:
    """Mix a sound in from this frame on, or from before the start; what lies beyond is lost."""
    begin = max(at, 0)
    piece = sound[begin - at : max(len(out) - at, 0)]
    out[begin : begin + len(piece)] += piece


def beats(chance: np.random.Generator, count: int, each: float, unsteady: float) -> Iterator[int]:
    """Frames at which something happens again, every `each` seconds or so.

    `unsteady`: how much one distance differs from the next, 0.2 for a fifth.
    """
    at = 0.3
    while at * FRAME_RATE < count:
        yield round(at * FRAME_RATE)
        at += each * max(0.2, chance.normal(1, unsteady))


def in_room(sound: Wave, chance: np.random.Generator, seconds: float, wet: float) -> Wave:
    """With the reverberation of a room, as long as the sound: noise that dies away (Polack 1988).

    `wet`: how much energy it has, the direct sound having 1.
    """
    length = round(seconds * FRAME_RATE)
    tail = chance.normal(size=length) * decay(length, seconds)
    tail *= np.sqrt(wet / float(tail @ tail))
    tail[0] = 1.0
    size = len(sound) + length
    made = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)
    return np.asarray(made[: len(sound)])


def harmonics(pitch: Wave, envelope: NDArray[np.float64], step: int) -> Wave:
    """A voice: all multiples of the pitch, each as loud as the vocal tract lets it be.

    `pitch`: Hz of each frame, shape (n,). `envelope`: the tract's gain every `step` frames, shape
    (n // step + 1, bins), its bins evenly from 0 Hz to half the rate.
    """
    phase = 2 * np.pi * np.cumsum(pitch) / FRAME_RATE
    slow = np.arange(len(envelope)) * step
    pitch_then = np.interp(slow, np.arange(len(pitch)), pitch)
    rows = np.arange(len(envelope))
    out = np.zeros(len(pitch))
    for number in range(1, int(NYQUIST / pitch.min()) + 1):
        place = number * pitch_then / NYQUIST * (envelope.shape[1] - 1)
        inside = place < envelope.shape[1] - 1
        below = np.where(inside, place, 0).astype(int)
        part = place - below
        gain = envelope[rows, below] * (1 - part) + envelope[rows, below + 1] * part
        gain = np.where(inside, gain, 0)
        if gain.any():
            out += np.interp(np.arange(len(pitch)), slow, gain) * np.sin(number * phase)
    return out


def sound(wave: Wave) -> Sound:
    """As it is played: its peak at full scale."""
    return np.asarray(wave / max(float(np.abs(wave).max()), 1e-9), np.float32)

"""Simulated ways from a loudspeaker to a microphone: room, delay, clocks that drift apart."""

from dataclasses import dataclass

import numpy as np

from bench.mixing import Sound
from bench.noises.shaping import NYQUIST, Wave, decay
from intents.clock import FRAME_RATE, frames

_LOUDSPEAKER = (150.0, 6_500.0)
"""Hz between which a small loudspeaker sounds."""
_REFLECTED = frames(0.004)
"""The first reflections come so much later than the direct sound."""
_HALF = 16
"""Half the length of the interpolation between frames."""


@dataclass(frozen=True, slots=True)
class EchoPath:
    """One way. `wet`: the energy of what the room reflects, the direct sound having 1."""

    delay: float
    """Seconds, all devices included."""
    drift: float = 0.0
    """By how much faster the microphone's clock runs, in parts per million."""
    reverberation: float = 0.35
    """Seconds until the room's sound has fallen by 60 dB."""
    wet: float = 1.0
    overdriven: float = 0.0
    """How far the loudspeaker is driven beyond what it can do: 0 for not at all."""
    seed: int = 1

    def through(self, played: Sound) -> Sound:
        """What reaches the microphone of it, shape (n,) as it."""
        driven = played.astype(np.float64)
        if self.overdriven:
            driven = np.tanh(self.overdriven * driven / max(float(np.abs(driven).max()), 1e-9))
        response = self._response()
        size = len(driven) + len(response)
        heard = np.fft.irfft(np.fft.rfft(driven, size) * np.fft.rfft(response, size), size)
        return _later(heard[: len(played)], self.delay * FRAME_RATE, self.drift * 1e-6)

    def _response(self) -> Wave:
        """Direct sound and noise that dies away (Polack 1988), through the loudspeaker."""
        count = round(self.reverberation * FRAME_RATE)
        tail = np.random.default_rng(self.seed).normal(size=count) * decay(
            count, self.reverberation
        )
        tail *= np.sqrt(self.wet / float(tail @ tail))
        response = np.concatenate([[1.0], np.zeros(_REFLECTED - 1), tail])
        pitch = np.linspace(0, NYQUIST, len(response) // 2 + 1)
        low, high = _LOUDSPEAKER
        gain = 1 / np.sqrt((1 + (low / np.maximum(pitch, 1)) ** 4) * (1 + (pitch / high) ** 8))
        return np.asarray(np.fft.irfft(np.fft.rfft(response) * gain, len(response)))


def _later(sound: Wave, delay: float, drift: float) -> Sound:
    """Delayed by so many frames, as a clock that runs faster by this part counts them."""
    places = np.arange(len(sound)) / (1 + drift) - delay
    whole = np.floor(places).astype(int)
    padded = np.pad(sound, _HALF)
    made = np.zeros(len(sound))
    for tap in range(1 - _HALF, _HALF + 1):
        at = whole + tap
        inside = (at >= -_HALF) & (at < len(sound) + _HALF)
        distance = places - at
        window = np.cos(np.pi * distance / (2 * _HALF + 2)) ** 2
        made[inside] += padded[at[inside] + _HALF] * (np.sinc(distance) * window)[inside]
    return made.astype(np.float32)

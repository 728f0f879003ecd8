"""Several channels become one in which whatever any of them hears is heard."""

import numpy as np
from numpy.typing import NDArray

from intents.clock import FRAME_RATE, frames
from models.ears import Frames

_BLOCK = frames(0.02)
_WORDS = slice(300 * _BLOCK // FRAME_RATE, 3_400 * _BLOCK // FRAME_RATE)
"""The part of the spectrum that the telephone carries. Below it, hum and a constant offset would
hide that voices cancel."""
_CANCELS = 0.25
"""A channel is turned over when that makes the sum four times as strong in this band. What is not
alike in the channels never is: the sum is as strong either way."""
_TURNS = frames(0.005)
"""Frames in which a channel turns over, so that nothing clicks."""


class Mixer:
    """Adds channels up, block by block, each turned over while it would cancel the others.

    A balanced microphone in a stereo socket gives every voice twice, once upside down, and their
    mean is silence. To choose one channel instead could choose the one that only hums; in the sum
    each is still there. The same blocks always give the same sound.
    """

    def __init__(self, channels: int) -> None:
        self._signs = np.ones(channels, np.float32)
        self._window = np.hanning(_BLOCK).astype(np.float32)

    def mix(self, block: NDArray[np.float32]) -> Frames:
        """One block of 20 ms at 16 kHz, shape (n, channels), as shape (n,), no louder than they."""
        if block.shape[1] == 1:
            return block[:, 0]
        before = self._signs
        self._signs = self._turned(np.fft.rfft(block * self._window[:, np.newaxis], axis=0))
        gains = np.repeat(self._signs[np.newaxis], len(block), axis=0)
        gains[:_TURNS] = np.linspace(before, self._signs, _TURNS, dtype=np.float32)
        mixed: Frames = (block * gains).mean(axis=1, dtype=np.float32)
        return mixed

    def _turned(self, spectra: NDArray[np.complex128]) -> NDArray[np.float32]:
        signs = self._signs.copy()
        mixed = signs[0] * spectra[_WORDS, 0]
        for channel in range(1, len(signs)):
            one = signs[channel] * spectra[_WORDS, channel]
            if _power(mixed + one) < _CANCELS * _power(mixed - one):
                signs[channel] *= -1
                one = -one
            mixed = mixed + one
        return signs


def _power(spectrum: NDArray[np.complex128]) -> float:
    return float(np.vdot(spectrum, spectrum).real)

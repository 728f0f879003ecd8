"""Sound of any rate and any number of channels becomes the blocks of a session."""

import numpy as np
import soxr
from numpy.typing import NDArray

from intents.clock import FRAME_RATE, frames
from models.ears import Frames
from models.speech import Sound
from voice.audio.mixing import Mixer

BLOCK = frames(0.02)
"""Frames in a block: 20 ms."""

Raw = NDArray[np.float32]
"""Sound as a device or a file gives it, shape (n, channels), at its own rate."""


class Converter:
    """Takes raw sound piece by piece and gives mono blocks of 20 ms at 16 kHz.

    The channels are added up so that they cannot cancel, the values held between -1 and 1, and
    what is not a number becomes zero. The same pieces always give the same blocks.
    """

    def __init__(self, rate: int, channels: int) -> None:
        self._channels = channels
        self._resampler = (
            None
            if rate == FRAME_RATE
            else soxr.ResampleStream(rate, FRAME_RATE, channels, np.float32)
        )
        self._mixer = Mixer(channels)
        self._rest: Raw = np.zeros((0, channels), np.float32)

    @property
    def pending(self) -> int:
        """Frames that do not fill a block yet."""
        return len(self._rest)

    def feed(self, raw: Raw) -> list[Frames]:
        """The blocks that are complete with this piece, oldest first."""
        return self._cut(self._resampled(raw, last=False))

    def finish(self) -> list[Frames]:
        """What is left, its last block filled up with zeros. Nothing may be fed afterwards."""
        blocks = self._cut(self._resampled(self._zeros(0), last=True))
        if self.pending:
            blocks += self._cut(self._zeros(BLOCK - self.pending))
        return blocks

    def _resampled(self, raw: Raw, *, last: bool) -> Raw:
        # Bounded before as well: two values that are far too large become no number in between.
        sound = np.clip(np.nan_to_num(raw), -1.0, 1.0)
        if self._resampler is not None:
            sound = self._resampler.resample_chunk(sound, last=last)
        bounded: Raw = np.clip(sound, -1.0, 1.0)
        return bounded

    def _cut(self, more: Raw) -> list[Frames]:
        whole = np.concatenate([self._rest, more])
        count = len(whole) // BLOCK
        self._rest = whole[count * BLOCK :]
        blocks = whole[: count * BLOCK].reshape(count, BLOCK, self._channels)
        return [self._mixer.mix(block) for block in blocks]

    def _zeros(self, count: int) -> Raw:
        return np.zeros((count, self._channels), np.float32)


def as_heard(sound: Sound) -> Frames:
    """A spoken sound as ears get it, shape (n,), 16 kHz."""
    converter = Converter(sound.rate, 1)
    return np.concatenate(converter.feed(sound.frames[:, np.newaxis]) + converter.finish())

"""The echo canceller: from a block of both signals to a block without the echo."""

import numpy as np

from intents.clock import frames
from models.ears import Frames
from voice.audio.convert import BLOCK
from voice.echo.alignment import Alignment
from voice.echo.delay import LONGEST, WINDOW
from voice.echo.speex import TAIL, SpeexEcho

SILENT = 1e-4
"""Amplitude, 80 dB below full scale: a reference that stays under it leaves no echo."""
_OVER = LONGEST + max(WINDOW, TAIL)
"""Frames after which nothing of a reference is in the microphone or in what is compared."""
_FORGETS = BLOCK / frames(0.2)
"""By so much of itself each block changes the powers that are compared."""
_HELPS = 0.9
"""The filter is used where it leaves no more than this of the microphone's power, and until it
leaves as much as came in: then it takes nothing out, or puts something in."""
_DIVERGED = 2.0
"""A filter that makes the sound so much stronger has learned something else than an echo."""
_FADE = np.arange(1, BLOCK + 1, dtype=np.float32) / np.float32(BLOCK)


class EchoCanceller:
    """Gives the microphone without what it has of the reference, block by block, none later.

    Where it does not help, it gives the microphone as it is: while the reference is silent, as
    long as no echo is found in the microphone, and where the filter leaves as much as there was.
    The same blocks always give the same.
    """

    def __init__(self) -> None:
        """Raises OSError without libspeexdsp."""
        self._filter = SpeexEcho()
        self._alignment = Alignment()
        self._quiet = _OVER
        self._before = self._after = 0.0
        self._used = 0.0

    @property
    def helps(self) -> bool:
        """Whether the last block was given without its echo."""
        return self._used > 0

    def clean(self, microphone: Frames, reference: Frames) -> Frames:
        """The next block of each, shape (BLOCK,), both of the same moment."""
        silent = float(np.abs(reference).max()) < SILENT
        self._quiet = self._quiet + BLOCK if silent else 0
        if self._quiet >= _OVER:
            self._alignment.skip(BLOCK)
            self._before = self._after = self._used = 0.0
            return microphone
        aligned, jumped = self._alignment.feed(microphone, reference)
        if jumped:
            self._filter.reset()
        if not self._alignment.found:
            return microphone
        cancelled = self._filter.cancel(microphone, aligned)
        return self._mixed(microphone, cancelled, self._wanted(microphone, cancelled))

    def _wanted(self, microphone: Frames, cancelled: Frames) -> float:
        """How much of the filter's sound is to be used from the end of this block on: 0 or 1."""
        before, after = (float(np.dot(each, each)) for each in (microphone, cancelled))
        self._before += _FORGETS * (before - self._before)
        self._after += _FORGETS * (after - self._after)
        if self._after > _DIVERGED * self._before:
            self._filter.reset()
            self._after = self._before
            return 0.0
        most = 1.0 if self._used else _HELPS
        # Where an echo ends at once, as when headphones are put in, one block tells it.
        return float(self._after < most * self._before and after < _DIVERGED * before)

    def _mixed(self, microphone: Frames, cancelled: Frames, wanted: float) -> Frames:
        used, self._used = self._used, wanted
        if used == wanted:
            return cancelled if wanted else microphone
        share = np.float32(used) + _FADE * np.float32(wanted - used)
        return microphone + share * (cancelled - microphone)

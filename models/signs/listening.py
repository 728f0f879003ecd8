"""One signal: its levels of late in each band, and the looks for its rhythm in them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from intents.clock import frames
from models.ears import Frames
from models.signs.bursts import Burst
from models.signs.evidence import BEFORE, Taken
from models.signs.kinds import Kind
from models.signs.rhythm import STEP, whole

EVERY = 3
"""Steps from one look to the next: what is looked for lasts longer."""
_FLOOR = 1e-7


@dataclass(frozen=True, slots=True)
class Found:
    """What may be the signal, and how many new frames came after that look at it."""

    taken: Taken
    later: int


class Rhythm:
    """The levels of one signal, step by step."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        frequency = np.fft.rfftfreq(kind.window, 1 / frames(1))
        self._bands = np.array(
            [(frequency >= low) & (frequency < high) for low, high in kind.bands]
        )
        self._shape = np.hanning(kind.window)
        self._even = np.ones(kind.smooth) / kind.smooth
        self._power = np.full((len(kind.bands), kind.pattern.window + kind.smooth), _FLOOR)
        self._now = 0
        self.keeps = self._power.shape[1] * STEP + kind.window + BEFORE
        """So many frames of sound are needed at each look."""

    def found(self, sound: Frames, steps: int) -> Iterator[Found]:
        """What has the rhythm in sound, shape (keeps,), whose last `steps` steps are new."""
        for left in range(steps - 1, -1, -1):
            heard = sound[: len(sound) - left * STEP]
            self._add(heard[-self.kind.window :])
            if self._now % EVERY == 0:
                yield from (Found(taken, left * STEP) for taken in self._look(heard))

    def _add(self, window: Frames) -> None:
        spectrum = np.abs(np.fft.rfft(window * self._shape)) ** 2
        self._power[:, :-1] = self._power[:, 1:]
        self._power[:, -1] = self._bands @ spectrum + _FLOOR
        self._now += 1

    def _look(self, sound: Frames) -> Iterator[Taken]:
        for power in self._power:
            levels = 10 * np.log10(np.convolve(power, self._even, "valid"))
            for three in whole(levels, self.kind.pattern):
                yield Taken(sound, [self._place(burst, len(levels), sound) for burst in three])

    def _place(self, burst: Burst, now: int, sound: Frames) -> tuple[int, int]:
        """Where it begins and ends in the sound: at the middle of the windows."""
        lag = (self.kind.window + (self.kind.smooth - 2) * STEP) // 2
        end = len(sound) - lag
        return end - (now - burst.began) * STEP, end - (now - burst.ended) * STEP

"""One signal: its levels of late in each band, and the looks for its rhythm in them."""

from collections.abc import Iterator, Sequence

import numpy as np

from intents.clock import frames
from models.ears import Frames
from models.signs.bursts import Burst
from models.signs.kinds import Kind, Taken
from models.signs.rhythm import STEP, whole

BACKGROUND = frames(0.45), frames(0.08)
"""How long before the first burst the background that is compared begins and ends."""
AROUND = frames(0.1), frames(0.25)
"""What is taken with each burst, before and after it."""
EVERY = 2
"""Steps from one look to the next: what is looked for lasts longer."""
_FLOOR = 1e-7


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
        self.keeps = self._power.shape[1] * STEP + kind.window + BACKGROUND[0]
        """So many frames of sound are needed at each look."""

    def found(self, sound: Frames, steps: int) -> Iterator[tuple[int, int]]:
        """The signals in sound, shape (keeps,), whose last `steps` steps are new.

        How long before its end, in frames, each began and ended.
        """
        for left in range(steps - 1, -1, -1):
            heard = sound[: len(sound) - left * STEP]
            self._add(heard[-self.kind.window :])
            if self._now % EVERY == 0:
                for began, ended in self._look(heard):
                    yield began + left * STEP, ended + left * STEP

    def _add(self, window: Frames) -> None:
        spectrum = np.abs(np.fft.rfft(window * self._shape)) ** 2
        self._power[:, :-1] = self._power[:, 1:]
        self._power[:, -1] = self._bands @ spectrum + _FLOOR
        self._now += 1

    def _look(self, sound: Frames) -> Iterator[tuple[int, int]]:
        for power in self._power:
            levels = 10 * np.log10(np.convolve(power, self._even, "valid"))
            for three in whole(levels, self.kind.pattern):
                places = [self._place(burst, len(levels)) for burst in three]
                if self.kind.sounds_right(_taken(sound, places)):
                    yield places[0][0], places[-1][1]

    def _place(self, burst: Burst, now: int) -> tuple[int, int]:
        """How long before the end it began and ended, in frames: at the middle of the windows."""
        lag = (self.kind.window + (self.kind.smooth - 2) * STEP) // 2
        return (now - burst.began) * STEP + lag, (now - burst.ended) * STEP + lag


def _taken(sound: Frames, places: Sequence[tuple[int, int]]) -> Taken:
    end = len(sound)
    first = end - places[0][0]
    return Taken(
        [sound[end - began : end - ended] for began, ended in places],
        [
            sound[max(end - began - AROUND[0], 0) : end - ended + AROUND[1]]
            for began, ended in places
        ],
        sound[max(first - BACKGROUND[0], 0) : first - BACKGROUND[1]],
    )

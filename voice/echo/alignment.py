"""Gives the reference so late, and so fast, that it keeps time with its echo."""

from collections import deque

import numpy as np

from intents.clock import frames
from models.ears import Frames
from voice.audio.convert import BLOCK
from voice.echo.delay import LONGEST, WINDOW, Comparison
from voice.echo.recent import Recent

AHEAD = frames(0.01)
"""The aligned reference is so much earlier than its echo: a loudspeaker's sound also comes
directly, before what reflects it most strongly."""

_SURE = 10.0
"""How far a delay must stand out."""
_NEAR = 24.0
"""Frames that a delay may differ from where it is expected, and be the same way."""
_FIRST, _ANOTHER = 2, 4
"""So many comparisons in a row must agree on a way: the first one, and one in place of another."""
_KEPT = 40
"""Comparisons that drift is worked out from: at least 20 s."""
_ENOUGH = 8
"""With fewer, both clocks are taken to be the same."""
_MOST = 300e-6
"""No two working clocks are further apart."""
_SLEW = 0.1
"""Frames by which the delay may move in a block of 20 ms."""
_HALF = 8
"""Half the length of the interpolation between frames."""
_RAMP = np.arange(1, BLOCK + 1, dtype=np.float32) / np.float32(BLOCK)


class Alignment:
    """Follows the delay of the echo, which drifts where both devices have clocks of their own.

    The same frames always give the same.
    """

    def __init__(self) -> None:
        self._comparison = Comparison()
        self._reference = Recent(LONGEST + BLOCK + 2 * _HALF)
        self._now = 0
        self._known: deque[tuple[int, float]] = deque(maxlen=_KEPT)
        self._others: list[tuple[int, float]] = []
        self._level = 0.0
        self._drift = 0.0
        self._delay = 0.0

    @property
    def found(self) -> bool:
        """Whether there is an echo that was found."""
        return bool(self._known)

    @property
    def delay(self) -> float:
        """Frames by which the reference is given later than it came."""
        return self._delay

    @property
    def drift(self) -> float:
        """Frames by which the delay grows with each frame."""
        return self._drift

    def skip(self, count: int) -> None:
        """So many frames of both had nothing in them that could be compared."""
        self._now += count

    def feed(self, microphone: Frames, reference: Frames) -> tuple[Frames, bool]:
        """Take the next block of both, each of shape (BLOCK,).

        The reference that belongs to this block of the microphone, and whether it jumped: then
        what was learned of the echo is worth nothing any more.
        """
        self._reference.add(reference)
        self._now += BLOCK
        found = self._comparison.feed(microphone, reference)
        jumped = found is not None and found.sure >= _SURE and self._learn(found.frames)
        if jumped:
            self._delay = float(round(self._wanted()))
        before = self._delay
        if self._known:
            self._delay += float(np.clip(self._wanted() - before, -_SLEW, _SLEW))
        return self._read(before, self._delay), jumped

    def _wanted(self) -> float:
        delay = self._level + self._drift * self._now - AHEAD
        return min(max(delay, float(_HALF)), float(LONGEST))

    def _learn(self, delay: float) -> bool:
        """Take a delay into account; whether it is another way than the one before."""
        # What is compared lies half its length back.
        here = (self._now - WINDOW // 2, delay)
        if self._known and abs(delay - self._level - self._drift * here[0]) <= _NEAR:
            self._others.clear()
            self._known.append(here)
            self._fit()
            return False
        if self._others and abs(self._others[-1][1] - delay) > _NEAR:
            self._others.clear()
        self._others.append(here)
        if len(self._others) < (_ANOTHER if self._known else _FIRST):
            return False
        self._known.clear()
        self._known.extend(self._others)
        self._others.clear()
        self._fit()
        return True

    def _fit(self) -> None:
        """The line through what is known: by medians, so that single delays may err."""
        at = np.array([moment for moment, _ in self._known], float)
        delays = np.array([delay for _, delay in self._known])
        half = len(at) // 2
        self._drift = 0.0
        if len(at) >= _ENOUGH:
            slopes = (delays[-half:] - delays[:half]) / (at[-half:] - at[:half])
            self._drift = float(np.clip(np.median(slopes), -_MOST, _MOST))
        self._level = float(np.median(delays - self._drift * at))

    def _read(self, first: float, last: float) -> Frames:
        """The latest block, from `first` frames late to `last`."""
        if first == last == round(first):
            end = LONGEST + BLOCK + 2 * _HALF - round(first)
            return self._reference.frames[end - BLOCK : end]
        one, other = self._late(first), self._late(last)
        return one + _RAMP * (other - one)

    def _late(self, delay: float) -> Frames:
        """The latest block, so late, by a windowed sinc."""
        whole = int(delay)
        taps = np.arange(-_HALF, _HALF) + (delay - whole)
        kernel = np.sinc(taps) * np.cos(np.pi * taps / (2 * _HALF + 2)) ** 2
        start = LONGEST + _HALF - whole
        sound = self._reference.frames[start : start + BLOCK + 2 * _HALF - 1]
        return np.correlate(sound, kernel.astype(np.float32), "valid")

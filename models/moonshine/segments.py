"""Where in a stream of sound to look: utterances by energy, adaptive, erring towards looking.

Only steady sound (silence, a fan) is left alone. All else opens an utterance, whatever its level:
the threshold stands a few decibels over the quietest tenth of the last seconds, so that it falls
to meet a whisper as fast as it rises over music.
"""

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intents.clock import frames
from intents.heard import Look
from models.ears import Frames

STEP = frames(0.02)
"""Frames of which one level is measured; whatever comes in is cut into these."""

_EDGES = np.array([6, 12, 20, 34, 56, 90, 160])
"""Bins of 50 Hz between which the bands lie: 300, 600, 1000, 1700, 2800, 4500 and 8000 Hz."""
_WINDOWED = np.hanning(STEP).astype(np.float32)
_SMOOTH = 3
"""Steps over which a band is averaged: a narrow band of noise flickers."""
_BAND_EXTRA = 4.0
"""Decibels more that one band must have than the whole sound, for the same reason."""
_MEMORY = 150
"""Steps (3 s) over which the floor is found."""
_BACKGROUND = 500
"""Steps (10 s) over which the background is found that a look is told to stand over: longer, since
somebody who talks on has few pauses in three seconds."""
_TENTH = 0.1
_OVER = 5.0
"""Decibels over the floor at which something is more than the floor."""
_LOWEST = -85.0
"""Decibels (full scale) under which sound is digital silence or one flickering bit."""
_UNHEARD = 5
"""Steps of digital silence that are taken to have gone before: whatever a session begins with,
speech or noise, is looked at until the floor is known (about a second). What turns out to have
been steady noise gets no final look: the network makes up words for it."""
_ONSET = (3, 5)
"""Loud steps out of the last steps that open an utterance: 60 ms of any word."""
_QUIET = 18
"""Steps (0.36 s) of quiet that close it. Longer than the closure of any consonant."""
_DROP = 12.0
"""Decibels under its loudest moments to which an utterance falls when only music is left."""
_REST = 4
"""Steps (80 ms) of less than speech after which what was said before may have been all that
somebody said: a word into another one's sentence, which does not wait for a pause that closes an
utterance."""
_LESS = 10.0
"""Decibels under the loudest moments lately at which there is no speech, or its quietest sounds."""
_STRETCHES = 2
"""So many stretches between rests are looked at together at most: there are rests inside of words,
as before the "t" of "computer"."""
_SAID = (10, 84)
"""Steps that such a look has: no word is shorter, and what is longer is a sentence."""
_BEFORE = frames(0.4)
"""Sound kept from before the onset: the onset is found late and the network needs quiet."""
_EVERY = 10
"""Steps (0.2 s) between early looks."""
_FIRST = 15
"""Steps (0.3 s) of sound before the first early look: no safe word is shorter."""
_WINDOW = frames(1.5)
"""The most that an early look goes back."""
_PIECE = frames(8.0)
"""The longest utterance; running speech is cut at its quietest moment near the end of this."""
_SEAM = frames(2.5)
"""How far back from there that moment is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A stretch of sound to look at; `frames` has shape (ended - began,) and is a copy."""

    look: Look
    began: int
    ended: int
    frames: Frames
    over: float
    """Decibels by which its loud moments stand over the background of the last ten seconds."""


class Segmenter:
    """Cuts the sound of one session into segments. Positions are frames since its start."""

    def __init__(self) -> None:
        """Start a session."""
        self._rest: Frames = np.zeros(0, np.float32)
        self._sound: Frames = np.zeros(0, np.float32)
        self._start = 0
        self._levels = deque([_LOWEST] * _UNHEARD, maxlen=_MEMORY)
        self._background: deque[float] = deque(maxlen=_BACKGROUND)
        self._last = 0.0
        self._bands: deque[NDArray[np.float64]] = deque(maxlen=_MEMORY)
        self._loud: deque[bool] = deque(maxlen=_ONSET[1])
        self._began: int | None = None
        self._open: list[float] = []
        self._rest_of = 0
        """For how many steps there has been a rest."""
        self._stretches: deque[int] = deque(maxlen=_STRETCHES)
        """Where the last ones began, each with the rest before it."""

    def take(self, block: Frames) -> Iterator[Segment]:
        """Take the next frames, shape (n,); what there is to look at, oldest first."""
        sound = np.concatenate([self._rest, block])
        whole = len(sound) // STEP * STEP
        self._rest = sound[whole:]
        for at in range(0, whole, STEP):
            yield from self._step(sound[at : at + STEP])

    def finish(self) -> Segment | None:
        """The utterance that is still open, if there is one."""
        return None if self._began is None else self._close(self._began, self._end)

    @property
    def _end(self) -> int:
        return self._start + len(self._sound)

    def _step(self, step: Frames) -> Iterator[Segment]:
        level = self._level(step)
        self._levels.append(level)
        self._sound = np.concatenate([self._sound, step])
        threshold = _quantile(self._levels, _TENTH) + _OVER
        if self._began is not None:
            yield from self._go_on(self._began, level, threshold)
            return
        self._loud.append(level > threshold)
        before = max(self._start, self._end - STEP * _ONSET[1] - _BEFORE)
        self._forget(before)
        if sum(self._loud) >= _ONSET[0]:
            self._began = before
            self._open = list(self._levels)[-_ONSET[1] :]
            self._loud.clear()
            self._rest_of = 0
            self._stretches.clear()
            self._stretches.append(before)

    def _go_on(self, began: int, level: float, threshold: float) -> Iterator[Segment]:
        self._open.append(level)
        loudest = _quantile(self._open[-_MEMORY:], 1 - _TENTH)
        if self._rests(level, max(threshold, loudest - _LESS)):
            yield from self._between_rests(began)
        quiet = max(threshold, loudest - _DROP)
        if len(self._open) >= _QUIET and max(self._open[-_QUIET:]) <= quiet:
            only_noise = began == 0 and max(self._open) <= threshold
            segment = self._close(began, self._end)
            if not only_noise:
                yield segment
        elif self._end - began >= _PIECE:
            yield self._close(began, self._seam())
        elif self._due():
            yield self._cut(Look.EARLY, max(began, self._end - _WINDOW), self._end)

    def _rests(self, level: float, quiet: float) -> bool:
        """Whether with this step a rest has become one: all of it is no louder than `quiet`."""
        if level <= quiet:
            self._rest_of += 1
            return self._rest_of == _REST
        if self._rest_of >= _REST:
            self._stretches.append(self._end - STEP * (_REST + 1))
        self._rest_of = 0
        return False

    def _between_rests(self, began: int) -> Iterator[Segment]:
        """What was said since the last rest, and since the one before: the shortest first."""
        for start in sorted({max(start, began) for start in self._stretches}, reverse=True):
            if _SAID[0] <= (self._end - start) // STEP <= _SAID[1]:
                yield self._cut(Look.BETWEEN, start, self._end)

    def _due(self) -> bool:
        """Whether it is time for an early look."""
        steps = len(self._open)
        return steps >= _FIRST and (steps - _FIRST) % _EVERY == 0

    def _level(self, step: Frames) -> float:
        """Decibels after a first difference, which takes hum and rumble out.

        A voice may be under the noise as a whole and stand out in one band: what it has there over
        that band's own floor then counts as if it had it in all.
        """
        change = np.diff(step, prepend=np.float32(self._last))
        self._last = float(step[-1])
        level = max(_LOWEST, 10 * math.log10(float(np.dot(change, change)) / STEP + 1e-12))
        if level > _LOWEST:
            self._background.append(level)
        power = np.abs(np.fft.rfft(change * _WINDOWED)) ** 2
        self._bands.append(np.add.reduceat(power, _EDGES)[:-1])
        lately = np.mean(list(self._bands)[-_SMOOTH:], axis=0)
        floors = np.quantile(self._bands, _TENTH, axis=0)
        over = float(10 * np.log10((lately + 1e-9) / (floors + 1e-9)).max())
        return max(level, _quantile(self._levels, _TENTH) + min(over, 30.0) - _BAND_EXTRA)

    def _seam(self) -> int:
        """The end of the quietest step shortly before now."""
        tail = self._open[-(_SEAM // STEP) :]
        return self._end - STEP * (len(tail) - 1 - tail.index(min(tail)))

    def _close(self, began: int, ended: int) -> Segment:
        segment = self._cut(Look.FINAL, began, ended)
        left = (self._end - ended) // STEP
        self._began = ended if left else None
        self._open = self._open[-left:] if left else []
        self._forget(ended if left else ended - _BEFORE)
        return segment

    def _cut(self, look: Look, began: int, ended: int) -> Segment:
        sound = self._sound[began - self._start : ended - self._start].copy()
        return Segment(look, began, ended, sound, self._over(sound))

    def _over(self, sound: Frames) -> float:
        """How far the loudest tenth of its steps stands over the quietest tenth lately."""
        steps = np.diff(sound, prepend=0)[: len(sound) // STEP * STEP].reshape(-1, STEP)
        if not self._background or not len(steps):
            return 0.0
        power = (steps.astype(np.float64) ** 2).mean(axis=1)
        loud = 10 * math.log10(float(np.quantile(power, 1 - _TENTH)) + 1e-12)
        return loud - _quantile(self._background, _TENTH)

    def _forget(self, before: int) -> None:
        if before > self._start:
            self._sound = self._sound[before - self._start :]
            self._start = before


def _quantile(levels: Sequence[float], share: float) -> float:
    """The level that this share of the levels lies under (nearest rank: numpy's is slow)."""
    return sorted(levels)[int(share * (len(levels) - 1))]

"""The ear for signals without words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from intents.clock import frames
from intents.heard import Heard, Look
from intents.signs import PHRASES, SIGN_EAR, Sign
from models.ears import Frames
from models.signs.kinds import KINDS
from models.signs.listening import Rhythm
from models.signs.rhythm import STEP

SCORE = 0.9
"""Of a sign that was found: what is doubtful about it was decided before."""
PIECE = frames(0.1)
"""A longer block is taken in pieces: only so much of the past is kept."""
LAST = frames(1.0)
"""After a recording so much silence is listened to, so that a pause at its end is one."""


class SignEar:
    """Listens to one session for these signs."""

    name = SIGN_EAR

    def __init__(self, signs: Sequence[Sign]) -> None:
        """`signs`: those that are listened for, at least one."""
        self._rhythms = [Rhythm(KINDS[sign]) for sign in signs]
        self._keeps = max(rhythm.keeps for rhythm in self._rhythms)
        self._sound = np.zeros(self._keeps, np.float32)
        self._now = 0
        self._waits = 0
        self._told: dict[Sign, int] = {}

    def hear(self, block: Frames, expected: Sequence[str] = (), /) -> Sequence[Heard]:
        """As `models.ears.Ear.hear`; what is expected is never a sign."""
        del expected
        pieces = np.split(block, range(PIECE, len(block), PIECE))
        return [report for piece in pieces for report in self._hear(piece)]

    def finish(self) -> Sequence[Heard]:
        """As `models.ears.Ear.finish`."""
        ended = self._now
        reports = self.hear(np.zeros(LAST, np.float32))
        return [replace(report, ended=min(report.ended, ended)) for report in reports]

    def _hear(self, piece: Frames) -> Iterator[Heard]:
        self._sound = np.concatenate([self._sound, piece])[-self._keeps :]
        self._now += len(piece)
        steps, self._waits = divmod(self._waits + len(piece), STEP)
        return self._reports(steps)

    def _reports(self, steps: int) -> Iterator[Heard]:
        sound = self._sound[: len(self._sound) - self._waits]
        for rhythm in self._rhythms:
            for began, ended in rhythm.found(sound, steps):
                sign = rhythm.kind.sign
                begins = self._now - self._waits - began
                if begins >= self._told.get(sign, 0):  # what several bands found is told once
                    ends = self._told[sign] = self._now - self._waits - ended
                    yield Heard(
                        SIGN_EAR, PHRASES[sign], SCORE, Look.FINAL,
                        asked=True, began=begins, ended=ends, sign=sign,
                    )  # fmt: skip

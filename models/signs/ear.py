"""The ear for signals without words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from intents.agreement import Squeaker
from intents.clock import frames
from intents.heard import Heard, Look
from intents.signs import PHRASES, SIGN_EAR, Sign
from models.ears import Frames
from models.signs.evidence import Taken, features
from models.signs.judge import learned
from models.signs.kinds import KINDS, Kind
from models.signs.listening import Found, Rhythm
from models.signs.rhythm import STEP
from models.signs.taught import Taught

NOTHING = Squeaker()
LEAST = 0.1
"""A score under this means nothing to anybody."""
PIECE = frames(0.1)
"""A longer block is taken in pieces: only so much of the past is kept."""
LAST = frames(1.0)
"""After a recording so much silence is listened to, so that a pause at its end is one."""


class SignEar:
    """Listens to one session for these signs."""

    name = SIGN_EAR

    def __init__(self, signs: Sequence[Sign], squeaker: Squeaker = NOTHING) -> None:
        """`signs`: those that are listened for, at least one. `squeaker`: what was taught of the
        one that has to be.
        """
        judged = [_judged(sign, squeaker) for sign in signs]
        self._rhythms = [(Rhythm(kind), score) for kind, score in judged]
        self._keeps = max(rhythm.keeps for rhythm, _ in self._rhythms)
        self._sound = np.zeros(self._keeps, np.float32)
        self._now = 0
        self._waits = 0
        self._told: dict[Sign, Heard] = {}

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        """As `models.ears.Ear.hear`; what is expected is never a sign, and it is always quick."""
        del expected, hurry
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
        for rhythm, score in self._rhythms:
            sign = rhythm.kind.sign
            for found in rhythm.found(sound, steps):
                heard = self._heard(sign, found, score(found.taken))
                if heard.score >= LEAST and self._is_news(heard, self._told.get(sign)):
                    self._told[sign] = heard
                    yield heard

    @staticmethod
    def _is_news(heard: Heard, told: Heard | None) -> bool:
        """What several looks found is told once, and again where one is surer of it."""
        return told is None or heard.began >= told.ended or heard.score > told.score

    def _heard(self, sign: Sign, found: Found, score: float) -> Heard:
        taken = found.taken
        before = self._now - self._waits - found.later - len(taken.sound)
        began, ended = before + taken.places[0][0], before + taken.places[-1][1]
        return Heard(
            SIGN_EAR, PHRASES[sign], score, Look.FINAL,
            asked=True, began=max(began, 0), ended=ended, sign=sign,
        )  # fmt: skip


def _judged(sign: Sign, squeaker: Squeaker) -> tuple[Kind, Callable[[Taken], float]]:
    """Where the rhythm is looked for, and how sure it is that what has it is the signal."""
    if sign is Sign.SQUEAKS:
        taught = Taught(squeaker)
        return taught.kind, taught.score
    judge = learned(sign)
    return KINDS[sign], lambda taken: judge.score(features(taken))

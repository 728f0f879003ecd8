"""The signal that people taught: where its rhythm is looked for, and how sure it is of it."""

import math
from itertools import pairwise

import numpy as np

from intents.agreement import Squeaker
from intents.clock import FRAME_RATE, frames
from intents.signs import Sign
from models.signs.evidence import Taken
from models.signs.kinds import Kind
from models.signs.likeness import (
    CENTRES,
    EACH,
    Bands,
    apart,
    clear_of,
    common,
    levels,
    power_of,
    powers,
)
from models.signs.rhythm import Pattern

_LOUD = 6.0
"""dB under the loudest band of what is looked at for the rhythm."""
_EDGE = frames(0.03)
"""What is so near to a sounding is neither it nor a pause."""
_FURTHEST, _CLEAREST = 12.0, 20.0
"""dB at which one of the three is as unlike as can be, and all are as clear as need be."""
_SURE, _FAR, _WORST, _CLEAR, _ODD, _LONGER = 2.15, -0.6, -0.29, 0.3, -0.032, -1.28
"""Log-odds, and what is added for each dB or unit of what is measured. One of the three that is
unlike counts more where they are clear (`_ODD`), for then no noise can have made it so."""
PATTERN = Pattern(
    shortest=1, longest=130, join=12, apart=(25, 100), uneven=1.5, before=110, after=34,
    falls=(5, 9, 14), alike=7, gap=2, moment=5, quiet=0.5,
)  # fmt: skip


class Taught:
    """What was taught, made ready to be listened for."""

    def __init__(self, squeaker: Squeaker) -> None:
        """`squeaker` has examples."""
        self.levels: Bands = levels(common([power_of(each.bands) for each in squeaker.examples]))
        """What the examples have in common."""
        self._seconds = float(np.mean([each.seconds for each in squeaker.examples]))
        self.kind = _kind(self.levels)

    def score(self, taken: Taken) -> float:
        """How sure it is that three bursts are it, from 0 to 1."""
        noise = powers(_still(taken))
        three = [clear_of(powers(burst), noise) for burst in taken.bursts]
        usual = float(np.median([each.sum() for each in three]))
        far = apart(self.levels, common(three), noise / usual)
        worst = max(apart(self.levels, each, noise) for each in three)
        wanted = power_of(self.levels)
        clear = 10 * math.log10(np.median([wanted @ each for each in three]) / (wanted @ noise))
        length = float(np.mean([len(burst) for burst in taken.bursts])) / FRAME_RATE
        odds = (
            _SURE
            + _FAR * far
            + _WORST * min(worst, _FURTHEST)
            + _CLEAR * min(clear, _CLEAREST)
            + _ODD * min(worst, _FURTHEST) * min(max(clear, 0.0), _CLEAREST)
            + _LONGER * abs(math.log(length / self._seconds))
        )
        return 1 / (1 + math.exp(-odds))


def _still(taken: Taken) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """What was heard before and between the three."""
    gaps = [
        taken.sound[a[1] + _EDGE : b[0] - _EDGE]
        for a, b in pairwise(taken.places)
        if b[0] - a[1] > 4 * _EDGE
    ]
    return np.concatenate([taken.background, *gaps])


def _kind(taught: Bands) -> Kind:
    """Its rhythm is looked for where it is loud."""
    loud = CENTRES[taught <= _LOUD]
    return Kind(
        Sign.SQUEAKS,
        bands=((loud[0] / EACH, loud[-1] * EACH),),
        window=512,
        smooth=1,
        pattern=PATTERN,
    )

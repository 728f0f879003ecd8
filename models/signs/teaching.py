"""What people teach: one sounding found in what the microphone hears, described, and compared.

What is kept of a sound is by how much each narrow band is under the loudest one, and how long it
was. It cannot be played from that.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np

from intents.agreement import Sounding, Squeaker
from intents.clock import frames
from intents.errors import Problem
from intents.signs import DEPTH, EXAMPLES, LONGEST_SOUNDING
from models.ears import Frames
from models.signs.bursts import Burst, Levels, bursts
from models.signs.likeness import apart, clear_of, levels, power_of, powers
from models.signs.rhythm import EDGE, STEP
from models.signs.taught import PATTERN

ORDINARY = Path(__file__).parent / "ordinary.json"
WAITS = 12.0
"""Seconds in which it is to sound."""
_SETTLES, _STILL = 30, 60
"""Steps before, and of a pause after, one sounding."""
_FALL = 13.0
"""dB under its loudest moment at which it ends."""
STANDS_OUT = 15.0
"""dB by which its loudest moment is above the room."""
_LONGEST = frames(LONGEST_SOUNDING) // STEP
_FULL = 0.99
_FLOOR = 1e-10
ALIKE = 7.0
"""The most that two examples may be apart, in dB."""
UNLIKE = 4.3
"""The least that the examples must be apart from what is heard all the time, in dB in the mean."""
AS_LONG = 3.0
"""What is so many times as long, or as short, is told from it by that."""


class NotTaught(Problem):
    """A sound that cannot be taught; the message says what to do (EX_DATAERR)."""

    exit_code = 65


class Example:
    """Listens until something sounded once, or was waited for in vain."""

    def __init__(self) -> None:
        self._sound = np.zeros(0, np.float32)
        self._cut_off = False

    def hear(self, block: Frames, *, cut_off: bool = False) -> bool:
        """Whether it is over now. `block` has shape (n,), 16 kHz."""
        self._sound = np.concatenate([self._sound, block])
        self._cut_off = self._cut_off or cut_off or bool((np.abs(block) >= _FULL).any())
        now = _levels(self._sound)
        if len(now) >= frames(WAITS) // STEP:
            return True
        found = _found(now)
        return bool(found) and (
            len(now) - found[-1].ended >= _STILL or found[-1].ended - found[0].began > _LONGEST
        )

    def described(self) -> Sounding:
        """What it sounded like. Raises `NotTaught`."""
        now = _levels(self._sound)
        found = _found(now)
        if not found:
            raise NotTaught(
                "Nothing was heard that is clearly louder than the room: hold it nearer to the "
                "microphone, or sound it harder."
            )
        if self._cut_off:
            raise NotTaught(
                "That was too loud for the microphone: hold it further away, or turn the "
                "microphone down."
            )
        if len(found) > 1:
            raise NotTaught("That sounded more than once: sound it once, and then be still.")
        if found[0].length > _LONGEST:
            raise NotTaught(
                f"That lasted longer than {LONGEST_SOUNDING} seconds: sound it once, briefly. A "
                "bell that rings on is damped with a finger."
            )
        burst = found[0]
        before = self._sound[: max(burst.began - EDGE, 1) * STEP]
        sounding = self._sound[burst.began * STEP : burst.ended * STEP]
        heard = clear_of(powers(sounding), powers(before))
        return Sounding(
            bands=tuple(round(float(level)) for level in levels(heard)),
            seconds=burst.length * STEP / frames(1),
        )


def taught_by(examples: Sequence[Sounding]) -> Squeaker:
    """What three examples teach. Raises `NotTaught` where that is not one sound of its own."""
    kept = [np.array(each.bands, float) for each in examples]
    far = {
        (one, other): apart(kept[one], power_of(kept[other]))
        for one, other in combinations(range(len(kept)), 2)
    }
    if max(far.values()) > ALIKE:
        odd = max(range(len(kept)), key=lambda one: sum(far[pair] for pair in far if one in pair))
        raise NotTaught(
            f"The three are not alike: number {odd + 1} is the odd one. Sound the same thing in "
            "the same way each time; if that does not help take another thing."
        )
    near = [_nearest(each) for each in examples]
    if sum(far for far, _ in near) < EXAMPLES * UNLIKE:
        raise NotTaught(
            f"That sounds too much like {min(near)[1]}, which would be taken for it: take "
            "something with a sound of its own, such as a squeaky toy, a bell or a whistle."
        )
    return Squeaker(version=1, examples=tuple(examples))


def _nearest(sounding: Sounding) -> tuple[float, str]:
    """What is heard all the time that is about as long, and how far from it in dB."""
    near = [
        (apart(np.array(sounding.bands, float), power_of(other.bands)), name)
        for name, these in _ordinary().items()
        for other in these
        if 1 / AS_LONG <= other.seconds / sounding.seconds <= AS_LONG
    ]
    return min(near, default=(float(DEPTH), ""))


@cache
def _ordinary() -> Mapping[str, Sequence[Sounding]]:
    read = json.loads(ORDINARY.read_text(encoding="utf-8"))
    return {name: [Sounding.model_validate(each) for each in read[name]] for name in read}


def _levels(sound: Frames) -> Levels:
    """Of each step, in dB: of the way from frame to frame, so that rumble counts for little."""
    steps = np.diff(sound, prepend=np.float32(0))[: len(sound) // STEP * STEP].reshape(-1, STEP)
    return np.asarray(10 * np.log10((steps.astype(np.float64) ** 2).mean(axis=1) + _FLOOR))


def _found(now: Levels) -> list[Burst]:
    """What stands out of the room, from its first to its last loud moment."""
    if len(now) < _SETTLES + _STILL:
        return []
    top, room = float(now.max()), float(np.quantile(now, 0.25))
    if top < room + STANDS_OUT:
        return []
    return bursts(now, top - _FALL, PATTERN.join, PATTERN.shortest)

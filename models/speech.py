"""The one shape that every synthetic voice has to the rest of the program."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelProblem


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono sound, shape (n,), float32 from -1 to 1, at `rate` frames a second."""

    frames: NDArray[np.float32]
    rate: int

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.frames) / self.rate


def trimmed(sound: Sound, edge: float, quiet: float = 0.0) -> Sound:
    """Without what is silent at both ends, but for so many seconds of it.

    Silent is what is no louder than `quiet` times the loudest moment. Raises `ModelProblem` where
    nothing is left.
    """
    loud = np.abs(sound.frames)
    sounding = np.flatnonzero(loud > quiet * loud.max(initial=0.0))
    if not len(sounding):
        raise ModelProblem("The voice made no sound for a text: it may hold no word to speak.")
    keep = int(edge * sound.rate)
    return Sound(sound.frames[max(0, sounding[0] - keep) : sounding[-1] + 1 + keep], sound.rate)


class Voice(Protocol):
    """Text in, sound out."""

    def render(self, text: str, slower: int = 0) -> Sound:
        """The spoken text, so many steps slower than usual. Blocks; called from any thread.

        Raises `models.errors.ModelProblem` where the machine has no such voice.
        """

    def close(self) -> None:
        """End what is being rendered, at once; `render` raises from then on."""

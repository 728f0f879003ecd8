"""The one shape that every synthetic voice has to the rest of the program."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono sound, shape (n,), float32 from -1 to 1, at `rate` frames a second."""

    frames: NDArray[np.float32]
    rate: int

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.frames) / self.rate


class Voice(Protocol):
    """Text in, sound out."""

    def render(self, text: str, slower: int = 0) -> Sound:
        """The spoken text, so many steps slower than usual. Blocks; called from any thread.

        Raises `models.errors.ModelProblem` where the machine has no such voice.
        """

    def close(self) -> None:
        """End what is being rendered, at once; `render` raises from then on."""

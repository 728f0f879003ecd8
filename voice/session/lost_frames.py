"""How much sound was lost, told at once and then now and then: a busy computer loses it block by
block, and a line for each would hide everything else."""

from intents.clock import frames

EVERY = frames(10)
"""Between two times that it is told, at least."""


class LostFrames:
    """What was lost and not told yet. Nothing is lost from the sum of what is told."""

    def __init__(self) -> None:
        self._untold = 0
        self._next = 0

    def add(self, lost: int, now: int) -> int:
        """So many more are lost at this frame of the session; how many are to be told now, or 0.

        Called with each block, so that what is left is told when no more are lost.
        """
        self._untold += lost
        if not self._untold or now < self._next:
            return 0
        self._next = now + EVERY
        return self.rest()

    def rest(self) -> int:
        """What is left to be told, which counts as told from then on."""
        untold, self._untold = self._untold, 0
        return untold

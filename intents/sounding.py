"""What is known of how a phrase sounds. It is worked out elsewhere, from dictionaries and ears."""

from dataclasses import dataclass
from enum import StrEnum

ALIKE = 0.25
"""Two phrases that differ in no more than this part of their sounds are taken for each other.

Our choice: one sound of four, as in "yellow" and "mellow" or "red" and "thread", or two that are
half alike.
"""


class Among(StrEnum):
    """Where a phrase comes from that another one may be taken for."""

    MEANING = "listened for"
    """It is listened for, and means something else."""
    CANDIDATE = "one of these"
    """It is judged together with it."""
    PROMPT = "in a prompt"
    TALK = "in talk"


@dataclass(frozen=True, slots=True)
class Near:
    """A phrase that sounds somewhat like another one."""

    phrase: str
    share: float
    """The part of the sounds that differs, weighed by how unlike they are; 0 for the same."""
    among: Among

    @property
    def alike(self) -> bool:
        """Whether one is taken for the other."""
        return self.share <= ALIKE


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one phrase."""

    sounds: int
    """The sounds of its shortest pronunciation."""
    near: tuple[Near, ...] = ()
    """The nearest ones, nearest first."""
    unknown_to: tuple[str, ...] = ()
    """The ears that can never hear it."""
    known_to: tuple[str, ...] = ()
    """The ears that can. Both are empty where no ear was asked."""
    everyday: bool = False
    """Whether it is among the words that are said most."""

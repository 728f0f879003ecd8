"""What a screen may show of one moment of a session. Made by the loop, and never changed."""

from collections.abc import Callable
from dataclasses import dataclass

from intents.state import State


@dataclass(frozen=True, slots=True)
class View:
    """One moment."""

    state: State
    level: float
    """How loud the room is, in dB of full scale."""
    background: float
    """How loud it is without what stands out, in dB of full scale."""
    backlog: int
    """Frames that were captured and wait for the ears."""
    lost: int
    """Frames that were lost since the session began."""
    heard: str
    """The phrase or topic that was recognised last: to be shown only where people asked for it."""
    says: str = ""
    """What is being said now, as far as it may be shown."""
    ended: bool = False
    """Nobody listens any more: only what was begun is still said."""


Watch = Callable[[View], None]
"""Called from the loop's thread only; must return at once."""

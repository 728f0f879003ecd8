"""What a session tells: what happens, and how it is. Never the words that were heard."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from intents.clock import seconds
from intents.state import State


class Kind(StrEnum):
    """The four kinds of line that other programs rely on."""

    HEARD = "heard"
    EFFECT = "effect"
    STATE = "state"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the story: `at` in frames of session time, `more` as in docs/json.md."""

    at: int
    kind: Kind
    name: str
    more: dict[str, object] = field(default_factory=dict)

    def as_object(self, source: str) -> dict[str, object]:
        """The object that `--json` prints."""
        at = round(seconds(self.at), 3)
        return {"input": source, "at": at, "kind": self.kind, "name": self.name, **self.more}


Tell = Callable[[Happening], None]
"""Called from the loop's thread only."""


@dataclass(frozen=True, slots=True)
class View:
    """What a screen may show of one moment. Made by the loop, and never changed."""

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

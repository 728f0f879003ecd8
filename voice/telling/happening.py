"""What a session tells of itself. Never the words that were heard."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from intents.clock import seconds


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

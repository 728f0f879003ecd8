"""What workers hand back to the loop."""

from dataclasses import dataclass, field

from intents.messages import Event
from voice.telling.happening import Kind


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell that decides nothing; the loop adds the time."""

    kind: Kind
    name: str
    more: dict[str, object] = field(default_factory=dict)


Result = Event | Note

"""What another program asks of the session, and how it learns what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

from intents.names import Name
from intents.state import State


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. It is decided like something that was said, if it is not refused."""

    name: Name
    answered: Callable[[str | None, State], None]
    """Called by the loop, once: why it was refused, or None, and the state that follows. It must
    return at once."""

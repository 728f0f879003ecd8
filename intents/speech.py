"""Our own voice: what is being said, how, and since when nothing is."""

from dataclasses import dataclass, replace

from intents.clock import Frames
from intents.limits import Line


@dataclass(frozen=True, slots=True)
class Speech:
    """The voice: what it is saying, and how it speaks."""

    last: int | None = None
    """The number of the last utterance that was queued; None when all was said."""
    over_by: Frames | None = None
    """The latest moment at which all was said, whether that is reported or not. Set with `last`."""
    silent_since: Frames = 0
    """When the voice last fell silent."""
    kept: int | None = None
    """The number of the last utterance that only a stop may cut: an alarm, the answer to a stop."""
    kept_until: Frames | None = None
    """Until when nothing but a stop may cut what sounds; sooner if that utterance was said."""
    utterances: int = 0
    """How many were queued so far; numbers the next one."""
    queued: tuple[Line, ...] = ()
    """Prompts and texts of what is being said and queued, as far as its end was not told."""
    lines: tuple[Line, ...] = ()
    """Prompts and texts of the last thing said, for "repeat"."""
    louder: int = 0
    """Steps louder than usual."""
    slower: int = 0
    """Steps slower than usual."""
    quiet: bool = False
    """Somebody asked for quiet: only what matters is said."""

    @property
    def sounds(self) -> bool:
        """Whether something is being said or queued."""
        return self.last is not None

    def may_be(self, began: Frames) -> bool:
        """Whether what began then may be our own voice."""
        return self.sounds or began < self.silent_since

    def cut(self, now: Frames) -> "Speech":
        """With nothing being said or queued any more."""
        return replace(self.ended(now), kept=None, kept_until=None)

    def ended(self, now: Frames) -> "Speech":
        """With all of it said."""
        return replace(self, last=None, over_by=None, silent_since=now, queued=())

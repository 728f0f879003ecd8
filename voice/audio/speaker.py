"""Where sound goes: the loudspeaker and the rendered room have the same shape."""

from collections.abc import Callable
from typing import Protocol

from intents.faults import Fault
from models.speech import Sound


class Speaker(Protocol):
    """Plays one sound after another, never two at once."""

    @property
    def live(self) -> bool:
        """Whether sound takes its time on the wall's clock; else time is what `advance` says."""

    def play(self, sound: Sound, done: Callable[[], None]) -> None:
        """Queue a sound. `done` is called, from any thread, when it was played to its end.

        It is not called for a sound that was cut.
        """

    def cut(self) -> None:
        """Be silent within a block and forget everything queued."""

    def advance(self, frames: int) -> None:
        """So many frames of session time (16 kHz) have passed."""

    def faults(self) -> frozenset[Fault]:
        """Why people cannot hear it right now. From any thread."""

    def close(self) -> None:
        """Cut, and give the device back. Safe to call twice."""

"""What a microphone listens to: a stream that is opened again when it fell silent."""

from collections.abc import Hashable
from typing import Protocol

from voice.audio.capture_buffer import CaptureBuffer


class Stream(Protocol):
    """One opening of it."""

    rate: int
    channels: int
    buffer: CaptureBuffer
    """Where its sound waits. It ends with the stream."""


class KeptStream(Protocol):
    """The present opening, and how there is another one."""

    @property
    def stream(self) -> Stream:
        """The stream to take sound from now: another one after each `reopen` that worked."""

    @property
    def way(self) -> Hashable:
        """Where its sound comes from: another value after each change and each opening."""

    @property
    def pause(self) -> float:
        """Seconds without sound after which nothing comes from it any more."""

    @property
    def moved(self) -> bool:
        """It is connected to another source than the chosen one."""

    @property
    def turned_down(self) -> bool:
        """Its volume leaves too little of a voice."""

    def reopen(self) -> None:
        """Open the stream again, unless that was tried a moment ago. Returns at once."""

    def close(self) -> None:
        """Give the device back. Safe to call twice."""

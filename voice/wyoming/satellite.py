"""A satellite's microphone, kept open as one of this computer's is."""

import threading
import time
from collections.abc import Hashable
from contextlib import suppress

from voice.audio.reopening_stream import AGAIN, WARM
from voice.wyoming.address import Address
from voice.wyoming.stream import SatelliteStream

PAUSE = 0.4
"""Seconds without sound that a working one may have: sound comes in pieces, and wireless networks
stand still for a moment. Longer, and the guardian would take the listener for held up."""


class Satellite:
    """A `voice.audio.kept_stream.KeptStream`."""

    pause = PAUSE
    moved = False
    turned_down = False
    """Nobody here knows its volume. What is too faint to be a room is found in the sound."""

    def __init__(self, address: Address) -> None:
        """Returns with its first sound. Raises `voice.errors.DeviceProblem` where none comes."""
        self._address = address
        self._closed = threading.Event()
        self._retry: threading.Thread | None = None
        self._next_try = 0.0
        self._openings = 1
        self._stream = SatelliteStream(address)

    @property
    def stream(self) -> SatelliteStream:
        """See `KeptStream`."""
        return self._stream

    @property
    def way(self) -> Hashable:
        """See `KeptStream`."""
        return self._address, self._openings

    def reopen(self) -> None:
        """See `KeptStream`."""
        waits = time.monotonic() < self._next_try or self._closed.is_set()
        if waits or (self._retry is not None and self._retry.is_alive()):
            return
        retry = threading.Thread(target=self._open_again, name="reopen", daemon=True)
        with suppress(RuntimeError):  # no thread can be started now
            retry.start()
            self._retry = retry

    def close(self) -> None:
        """See `KeptStream`."""
        self._closed.set()
        self._stream.close()

    def _open_again(self) -> None:
        # A satellite takes one connection only: the one before must be gone.
        self._stream.close()
        try:
            stream = SatelliteStream(self._address)
        except Exception:  # whatever it was, the next try is a new one
            self._next_try = time.monotonic() + AGAIN
            return
        self._next_try = time.monotonic() + WARM
        self._openings += 1
        self._stream = stream
        if self._closed.is_set():
            stream.close()

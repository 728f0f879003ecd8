"""Keeps one stream of a microphone open, and opens it again when it fell silent."""

import threading
import time
from collections.abc import Hashable
from contextlib import suppress

from voice.audio.detectors import GapDetector
from voice.audio.devices import ANSWER, HUNG, Device, find_microphone
from voice.audio.input_stream import InputStream
from voice.audio.portaudio import in_time, leave_behind, list_again
from voice.audio.stream_watch import RECORDING, StreamWatch
from voice.errors import DeviceProblem

FIRST = 2.0
"""Seconds to wait for the first sound of a microphone that was just opened."""

_SETTLE = 1.0
"""Seconds to wait until the sound server has connected us to the chosen source."""

AGAIN = 1.0
"""Seconds between two tries to open the microphone."""

WARM = 3.0
"""Seconds that a microphone which could be opened again has for its first sound."""

_STALE = 5
"""Failed tries after which PortAudio's list of devices is taken to be out of date."""

_ENOUGH = 10 ** (-55 / 20)
"""What volumes must leave of the amplitude. At -50 dB a voice in the room was still heard, at -60
not. Counted from the volume at which the microphone itself adds nothing, which is low for one that
can amplify much."""

_HOPELESS = 15.0
"""Seconds after which an opening is given up: PortAudio can wait for ever for a stream that died
while it was started. Each time that happens the next one is given twice as long."""

_CLOSE = 0.4
"""Seconds that a device has for closing, before it is left behind."""


class ReopeningStream:
    """A `voice.audio.kept_stream.KeptStream` of this computer's sound system."""

    pause = GapDetector.LIMIT

    def __init__(self, device: Device) -> None:
        """Open it. Returns when sound comes, or after some seconds without any.

        Raises `voice.errors.DeviceProblem` when it cannot be opened.
        """
        self._device = device
        self._watch = None if device.at_server is None else StreamWatch(RECORDING, device.at_server)
        self._closed = threading.Event()
        self._retry: threading.Thread | None = None
        self._next_try = 0.0
        self._failures = 0
        self._tries = 0
        self._given_up = 0
        self._hopeless_at = 0.0
        self._openings = 1
        try:
            self._stream = in_time(lambda: InputStream(device), ANSWER)
        except BaseException as error:
            if self._watch is not None:
                self._watch.close()
            if not isinstance(error, TimeoutError):
                raise
            leave_behind()
            raise DeviceProblem(HUNG) from None
        self._settle()
        self._stream.buffer.wait(FIRST)

    @property
    def stream(self) -> InputStream:
        """The stream to take sound from now."""
        return self._stream

    @property
    def way(self) -> Hashable:
        """Where its sound comes from: another value after each change and each opening."""
        return self._openings, None if self._watch is None else self._watch.seen.where

    @property
    def moved(self) -> bool:
        """The sound server has connected the stream to another source than the chosen one."""
        return self._watch is not None and self._watch.seen.moved

    @property
    def turned_down(self) -> bool:
        """The sound server's volume leaves too little of a voice."""
        return self._watch is not None and self._watch.seen.gain < _ENOUGH

    def reopen(self) -> None:
        """Open the stream again, unless that was tried a moment ago. Returns at once."""
        now = time.monotonic()
        if now < self._next_try or self._closed.is_set():
            return
        if self._retry and self._retry.is_alive():
            if now < self._hopeless_at:
                return
            self._given_up += 1
            leave_behind()
        self._next_try = now + AGAIN
        self._hopeless_at = now + _HOPELESS * 2**self._given_up
        tries = self._tries = self._tries + 1
        retry = threading.Thread(target=self._open_again, args=(tries,), name="reopen", daemon=True)
        with suppress(RuntimeError):  # no thread can be started now
            retry.start()
            self._retry = retry

    def close(self) -> None:
        """Give the device back, or leave it behind if that hangs. Safe to call twice."""
        self._closed.set()
        if self._watch is not None:
            self._watch.close()
        stream = self._stream
        stream.buffer.end()
        try:
            in_time(stream.close, _CLOSE)
        except TimeoutError:
            leave_behind()

    def _settle(self) -> None:
        if self._watch is not None:
            self._watch.settle(_SETTLE)

    @property
    def _wanted(self) -> str:
        """The name by which the microphone is found again."""
        at_server = None if self._watch is None else self._watch.chosen
        return at_server or self._device.at_server or self._device.name

    def _open_again(self, tries: int) -> None:
        # Closing hangs while the server hangs. PortAudio cannot be started again while another call
        # is inside it: `list_again` sees to that where an opening was given up.
        if self._watch is not None:
            self._watch.forget()
        with suppress(Exception):
            self._stream.close()
        try:
            if self._failures >= _STALE and list_again():
                self._device = find_microphone(self._wanted)
            stream = InputStream(self._device)
        except Exception:
            self._failures += 1
            self._next_try = time.monotonic() + AGAIN
            return
        if tries != self._tries:  # it was given up
            stream.close()
            return
        self._settle()
        self._failures = self._given_up = 0
        self._next_try = time.monotonic() + WARM
        self._openings += 1
        self._stream = stream
        if self._closed.is_set():
            stream.close()

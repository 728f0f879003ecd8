"""One connection to a satellite, from its opening to its end."""

import fcntl
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress

import numpy as np

from voice.audio.capture_buffer import CaptureBuffer, Chunk
from voice.audio.convert import Raw
from voice.audio.input_stream import BACKLOG
from voice.errors import DeviceProblem
from voice.wyoming.address import Address
from voice.wyoming.wire import HEADER, LARGEST

OPENS_WITHIN = 10.0
"""Seconds for all of it: also where a name server does not answer, or the relay hangs."""
_ENDS_WITHIN = 0.3
"""Seconds that a relay has for taking its leave."""
_RELAY = "voice.wyoming.relay"
_PIPE = 1 << 20
"""Bytes that the pipe holds while this process is kept from reading: half a minute of sound."""
_HUNG = "it does not answer"


class SatelliteStream:
    """Its sound waits in `buffer`, which ends when no more comes or the format changes."""

    def __init__(self, address: Address) -> None:
        """Returns with the first sound. Raises `DeviceProblem` where none comes."""
        self._relay = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-P", "-m", _RELAY, address.host, str(address.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            # Control-C is for the session, which may still have something to hear.
            process_group=0,
        )
        assert self._relay.stdout is not None  # noqa: S101  for mypy
        self._pipe = self._relay.stdout
        with suppress(OSError):  # a limit of this system's is lower
            fcntl.fcntl(self._pipe, fcntl.F_SETPIPE_SZ, _PIPE)
        try:
            self._format, raw = self._next(time.monotonic() + OPENS_WITHIN)
        except _Ended as ended:
            self._end_relay()
            self._pipe.close()
            raise DeviceProblem(f'The satellite "{address}" is not heard: {ended}.') from None
        self.rate, _, self.channels = self._format
        self.buffer = CaptureBuffer(round(BACKLOG * self.rate))
        self.buffer.put(Chunk(raw, time.monotonic()))
        threading.Thread(target=self._read, name="satellite", daemon=True).start()

    def close(self) -> None:
        """End the connection. Takes a second at most. Safe to call twice."""
        self.buffer.end()
        self._end_relay()

    def _end_relay(self) -> None:
        with suppress(OSError):
            if self._relay.stdin is not None:
                self._relay.stdin.close()
        try:
            self._relay.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._relay.kill()
            with suppress(subprocess.TimeoutExpired):
                self._relay.wait(_ENDS_WITHIN)

    def _read(self) -> None:
        with self._pipe, suppress(_Ended):
            while not self.buffer.ended:
                form, raw = self._next(None)
                if form != self._format:
                    break
                self.buffer.put(Chunk(raw, time.monotonic()))
        self.buffer.end()

    def _next(self, until: float | None) -> tuple[tuple[int, int, int], Raw]:
        """The next sound: rate, bytes of a sample, channels; and the frames. Raises `_Ended`."""
        rate, width, channels, count = HEADER.unpack(self._bytes(HEADER.size, until))
        if count > LARGEST:
            raise _Ended(_HUNG)
        data = self._bytes(count, until)
        if not rate:
            raise _Ended(data.decode())
        return (rate, width, channels), _raw(data, width, channels)

    def _bytes(self, count: int, until: float | None) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            if until is not None and not self._comes(until):
                raise _Ended(_HUNG)
            part = self._pipe.read(count - len(parts))
            if not part:
                raise _Ended(_HUNG)
            parts += part
        return bytes(parts)

    def _comes(self, until: float) -> bool:
        """Whether there is something to read, or the end, in time."""
        poll = select.poll()
        poll.register(self._pipe, select.POLLIN)
        return bool(poll.poll(max(0.0, until - time.monotonic()) * 1000))


class _Ended(Exception):
    """No more sound comes, and why."""


def _raw(data: bytes, width: int, channels: int) -> Raw:
    """Signed samples of that many bytes as numbers between -1 and 1, shape (n, channels)."""
    if width == 3:
        # As the upper bytes of wider ones.
        wide = np.zeros((len(data) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        samples, width = wide.view("<i4")[:, 0], 4
    else:
        samples = np.frombuffer(data, f"<i{width}")
    raw: Raw = (samples / 2.0 ** (8 * width - 1)).astype(np.float32)
    return raw.reshape(-1, channels)

"""One open stream of one microphone."""

import threading
import time
from types import ModuleType
from typing import Any

import numpy as np

from voice.audio.capture_buffer import CaptureBuffer, Chunk
from voice.audio.devices import Device
from voice.audio.portaudio import hold, let_go, portaudio
from voice.errors import DeviceProblem

BACKLOG = 10.0
"""Seconds of sound that are kept while nobody takes them, so that first words survive loading."""

_BLOCK = 0.02
_BUFFER = 0.1
"""Seconds of sound that the device keeps while the program is too busy to look."""


class InputStream:
    """Records from the moment it is made; its sound waits in `buffer`.

    The buffer ends when the sound system ends the stream.
    """

    def __init__(self, device: Device) -> None:
        """Open the device at its native rate. May hang with the sound system.

        Raises `voice.errors.DeviceProblem` when it cannot be opened.
        """
        self.rate = device.rate
        self.channels = device.channels
        self.buffer = CaptureBuffer(round(BACKLOG * self.rate))
        self._closing = threading.Lock()
        self._closed = False
        sounddevice = portaudio()
        hold(self)
        try:
            self._stream = self._open(sounddevice, device)
        except sounddevice.PortAudioError as error:
            let_go(self)
            raise DeviceProblem(
                f'The microphone "{device.name}" cannot be opened: {error}. '
                "Check that no other program has it, or choose another one."
            ) from None
        except BaseException:
            let_go(self)
            raise

    def close(self) -> None:
        """Give the device back. May hang with the sound system. Safe to call twice."""
        with self._closing:
            if self._closed:
                return
            self._stream.abort()
            self._stream.close()
            self._closed = True
            let_go(self)

    def _open(self, sounddevice: ModuleType, device: Device) -> Any:
        stream = sounddevice.RawInputStream(
            device=device.index,
            samplerate=device.rate,
            channels=device.channels,
            dtype="float32",
            blocksize=round(_BLOCK * device.rate),
            latency=_BUFFER,
            callback=self._came,
            finished_callback=self.buffer.end,
        )
        try:
            stream.start()
        except BaseException:
            stream.close()
            raise
        return stream

    def _came(self, data: Any, count: int, _time: Any, status: Any) -> None:
        # The device uses its buffer again as soon as this returns.
        raw = np.frombuffer(bytes(data), np.float32).reshape(count, self.channels)
        # PortAudio tells that frames were lost but not how many: a block is the least.
        self.buffer.put(Chunk(raw, time.monotonic(), count if status.input_overflow else 0))

"""One open stream to a loudspeaker."""

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.ears import Frames
from voice.audio.devices import Device
from voice.audio.portaudio import hold, in_time, leave_behind, let_go, portaudio
from voice.errors import DeviceProblem

STALL = 2.0
"""Seconds without a call from the sound system after which a stream is dead.

Waking a loudspeaker that slept, a Bluetooth one most of all, takes up to a second.
"""

_LATENCY = 0.06
"""Seconds of sound handed over ahead.

PortAudio's "low" (9 ms on PulseAudio) tears speech apart when Python is busy: with two threads
that compute, 70% of a tone was lost; at 60 ms nothing was in four runs of five. It is also how
long a sound goes on after a cut.
"""

_CLOSE = 0.5
"""Seconds a stream may take to close before it is left behind."""


class OutputStream:
    """Asks for frames for as long as it is open. Once dead it never comes back."""

    def __init__(
        self,
        device: Device,
        rate: int,
        pull: Callable[[int], Frames],
        ended: Callable[[], None],
    ) -> None:
        """Open a device at this rate. Can block while others hang.

        `pull` is called from the sound system's thread and gives the next frames, shape (n,);
        `ended` is called from it when the sound system closed the stream. Raises
        `voice.errors.DeviceProblem`.
        """
        sounddevice = portaudio()
        self._abort = sounddevice.CallbackAbort
        self._pull = pull
        self._ended = ended
        self._dead = False
        hold(self)
        try:
            self._stream = self._open(sounddevice, device, rate)
        except BaseException:
            let_go(self)
            raise
        self.rate = round(self._stream.samplerate)
        self.latency = round(self._stream.latency * self.rate)
        """Frames between a frame's being pulled and its being heard."""

    @property
    def alive(self) -> bool:
        """Whether the sound system still asks for frames."""
        return not self._dead and time.monotonic() - self._asked < STALL

    def close(self) -> None:
        """Silence it and give the device back, within half a second whatever hangs."""
        self._dead = True
        try:
            in_time(self._close, _CLOSE)
        except TimeoutError:
            leave_behind()
        let_go(self)

    def _open(self, sounddevice: ModuleType, device: Device, rate: int) -> Any:
        try:
            stream = sounddevice.OutputStream(
                samplerate=rate,
                device=device.index,
                channels=min(2, device.channels),
                dtype="float32",
                latency=_LATENCY,
                callback=self._callback,
                finished_callback=self._finished,
            )
            self._asked = time.monotonic()
            try:
                stream.start()
            except BaseException:
                stream.close()
                raise
        except sounddevice.PortAudioError as error:
            raise DeviceProblem(
                f"The loudspeaker cannot be opened ({error.args[0]}). "
                "Check that it is plugged in and that no other program keeps it to itself."
            ) from error
        return stream

    def _close(self) -> None:
        self._stream.abort(ignore_errors=True)
        self._stream.close(ignore_errors=True)

    def _callback(self, out: NDArray[np.float32], count: int, _time: Any, _status: Any) -> None:
        if self._dead:
            # A hung sound system woke up after this stream was given up.
            raise self._abort
        self._asked = time.monotonic()
        out[:] = self._pull(count)[:, np.newaxis]

    def _finished(self) -> None:
        self._dead = True
        self._ended()

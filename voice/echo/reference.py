"""What this computer's loudspeaker plays, as the sound server hands it out."""

import ctypes
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np

from intents.clock import FRAME_RATE, frames
from models.ears import Frames
from voice.audio.sound_server import REFERENCE, connect
from voice.players.streams import conversations

_PIECE = frames(0.02)
_KEEPS = frames(12) // _PIECE
"""So much is kept for who takes it late: longer than a microphone keeps its own."""
_AGAIN = 1.0
"""Seconds between two tries."""
_LOOK = 0.25
"""Seconds between two looks at whether to end."""
_PAUSE = 0.5
_LOST = 2.0
"""Seconds without sound after which it is not known what is played, and after which the recording
is begun anew."""
_FLAGS = 0x0200 | 0x2000
"""DONT_MOVE and ADJUST_LATENCY. A stream that the server moved could record the microphone, and
whatever is in the reference is taken out of what is heard."""


class Reference:
    """Records the default loudspeaker's monitor, in a thread, and follows when another is chosen.

    Nothing ends the thread but `close`: what goes wrong in it is tried again.
    """

    def __init__(self) -> None:
        self._pieces: deque[Frames] = deque(maxlen=_KEEPS)
        self._last = -_LOST
        self._spoken = False
        self._renewed = 0
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reference", daemon=True)
        self._thread.start()

    @property
    def usable(self) -> bool:
        """Whether what is played may be taken out: nobody may be speaking through it.

        Who is far away and says a safe word must be heard too.
        """
        return self.there and not self._spoken

    @property
    def there(self) -> bool:
        """Whether it is known what is played."""
        return time.monotonic() - self._last < _PAUSE

    @property
    def renewed(self) -> int:
        """How often it began anew: what comes then does not follow on what came before."""
        return self._renewed

    def take(self) -> list[Frames]:
        """What came since the last time, oldest first."""
        return [self._pieces.popleft() for _ in range(len(self._pieces))]

    def close(self) -> None:
        """End it. A thread that hangs with its server is left behind."""
        self._closed.set()
        self._thread.join(2 * _LOOK)

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                pulse = connect()
                if pulse is not None:
                    with pulse:
                        self._record(pulse)
            except Exception:  # noqa: S110  whatever it was, it is tried again
                pass
            self._closed.wait(_AGAIN)

    def _record(self, pulse: Any) -> None:
        """Until there is another default loudspeaker, or the server is gone."""
        # It is there when `connect` gave a server.
        from voice.audio.pulse_library import pulsectl  # noqa: PLC0415

        looked = False

        def changed(_event: Any) -> None:
            nonlocal looked
            looked = False
            raise pulsectl.PulseLoopStop

        pulse.event_mask_set("server", "sink", "sink_input", "source_output")
        pulse.event_callback_set(changed)
        sink = _default(pulse)
        if sink is None:
            return
        recording = _Recording(pulse, sink.monitor_source_name, self._came)
        began = time.monotonic()
        self._renewed += 1
        try:
            while not self._closed.is_set():
                if not looked:
                    looked = True
                    now = _default(pulse)
                    if now is None or now.index != sink.index:
                        return
                    self._spoken = conversations(pulse)
                if looked:
                    pulse.event_listen(timeout=_LOOK)
                if time.monotonic() - max(began, self._last) > _LOST:
                    return
        finally:
            recording.close()

    def _came(self, piece: Frames) -> None:
        self._pieces.append(piece)
        self._last = time.monotonic()


def _default(pulse: Any) -> Any:
    name = pulse.server_info().default_sink_name
    return next((sink for sink in pulse.sink_list() if sink.name == name), None)


class _Recording:
    """One stream from a source; its server makes it mono at 16 kHz.

    pulsectl records only peaks: this is how it does that itself.
    """

    def __init__(self, pulse: Any, source: str, came: Callable[[Frames], None]) -> None:
        from pulsectl.pulsectl import c  # noqa: PLC0415

        self._c = c
        form = c.PA_SAMPLE_SPEC(format=c.PA_SAMPLE_FLOAT32NE, rate=FRAME_RATE, channels=1)
        self._stream = c.pa.stream_new_with_proplist(
            pulse._ctx, REFERENCE, ctypes.byref(form), None, None
        )

        @c.PA_STREAM_REQUEST_CB_T  # type: ignore[untyped-decorator]
        def ready(_stream: Any, _size: Any, _data: Any) -> None:
            where, size = ctypes.c_void_p(), ctypes.c_int(0)
            c.pa.stream_peek(self._stream, where, ctypes.byref(size))
            while size.value:
                # Without a place it is a hole: as much silence.
                piece = ctypes.string_at(where, size.value) if where else bytes(size.value)
                c.pa.stream_drop(self._stream)
                came(np.frombuffer(piece, np.float32))
                c.pa.stream_peek(self._stream, where, ctypes.byref(size))

        self._ready = ready  # the library keeps only a pointer to it
        c.pa.stream_set_read_callback(self._stream, ready, None)
        wanted = c.PA_BUFFER_ATTR(fragsize=4 * _PIECE, maxlength=2**32 - 1)
        c.pa.stream_connect_record(self._stream, source, wanted, _FLAGS)

    def close(self) -> None:
        """End it; also where the server has ended it already."""
        with suppress(self._c.pa.CallError):
            self._c.pa.stream_disconnect(self._stream)
        self._c.pa.stream_unref(self._stream)

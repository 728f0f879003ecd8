"""Watches whether the sound server has connected us to another source than the chosen one."""

import os
import threading
import time
from typing import Any

from voice.audio.sound_server import connect

_AGAIN = 1.0
"""Seconds between two tries to move the stream back: two programs may pull at it."""

_LOOK = 0.25
"""Seconds between two looks at whether to end, and between two tries to reach the server."""


class PulseWatch:
    """Follows our stream on a PulseAudio server, or PipeWire in its place, in a thread.

    A server that loses a microphone silently connects its listeners to another source, even to
    what the loudspeaker plays: frames go on and nobody is heard. The stream is moved back when
    the chosen source is there. Microphones that do not come through such a server cannot be moved
    and are not watched.
    """

    def __init__(self, source: str) -> None:
        """Watch that the stream of this process stays on the source of this name."""
        self._source = source
        self._moved = False
        self._looked = False
        self._tried = 0.0
        self._closed = threading.Event()
        self._settled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse watch", daemon=True)
        self._thread.start()

    @property
    def moved(self) -> bool:
        """The stream was last seen on another source."""
        return self._moved

    def forget(self) -> None:
        """The stream is about to be opened again: wait for the new one in `settle`."""
        self._settled.clear()

    def settle(self, seconds: float) -> bool:
        """Wait until the stream was seen on the chosen source, for no more than so long."""
        return self._settled.wait(seconds)

    def close(self) -> None:
        """Stop watching. A thread that hangs with its server is left behind."""
        self._closed.set()
        self._thread.join(timeout=2 * _LOOK)

    def _run(self) -> None:
        while not self._closed.is_set():
            pulse = connect()
            if pulse is not None:
                with pulse:
                    self._watch(pulse)
            self._closed.wait(_LOOK)

    def _watch(self, pulse: Any) -> None:
        import pulsectl  # noqa: PLC0415  it is there when `connect` gave a server

        def changed(_event: Any) -> None:
            self._looked = False
            raise pulsectl.PulseLoopStop

        try:
            pulse.event_mask_set("source", "source_output")
            pulse.event_callback_set(changed)
            self._looked = False
            while not self._closed.is_set():
                if not self._looked or self._moved:
                    self._looked = True
                    self._look(pulse)
                # An event may have come in while looking; then `_looked` is False already.
                if self._looked:
                    pulse.event_listen(timeout=_LOOK)
        except (pulsectl.PulseError, pulsectl.PulseDisconnected):
            return

    def _look(self, pulse: Any) -> None:
        process = str(os.getpid())
        ours = [
            output
            for output in pulse.source_output_list()
            if output.proplist.get("application.process.id") == process
        ]
        if not ours:
            return
        stream = max(ours, key=lambda output: output.index)
        names = {source.index: source.name for source in pulse.source_list()}
        self._moved = names.get(stream.source) != self._source
        if not self._moved:
            self._settled.set()
            return
        chosen = next((index for index, name in names.items() if name == self._source), None)
        if chosen is not None and time.monotonic() - self._tried >= _AGAIN:
            self._tried = time.monotonic()
            pulse.source_output_move(stream.index, chosen)

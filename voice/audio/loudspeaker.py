"""The real loudspeaker: a stream that stays open, so that a sound starts and stops at once."""

import queue
import threading
import time
from collections import deque
from collections.abc import Hashable
from contextlib import suppress

import numpy as np
import soxr

from intents.faults import Fault
from models.ears import Frames
from models.speech import Sound
from voice.audio.devices import Device, find_loudspeaker
from voice.audio.output_stream import STALL, OutputStream
from voice.audio.playlist import Done, Playlist
from voice.audio.portaudio import in_time, leave_behind, list_again
from voice.audio.stream_watch import PLAYING, StreamWatch
from voice.errors import DeviceProblem

ANSWER = 10.0
"""Seconds in which the sound system opens the loudspeaker at the start, or is taken to hang."""

_FADE = 0.005
"""Seconds in which a sound that is cut fades out."""

_WATCH = 0.25
"""Seconds between two looks at whether the stream is still alive."""

_AGAIN = 1.0
"""Seconds between two tries to open it."""

_HOPELESS = 10.0
"""Seconds after which an opening is given up: PortAudio can wait for ever for a stream that died
while it was started. Each time that happens the next one is given twice as long."""

_STALE = 5
"""Failed tries after which PortAudio's list of devices is taken to be out of date."""

_INAUDIBLE = 10 ** (-60 / 20)
"""What volumes leave of an amplitude where nobody can hear it: an alarm that is as loud as talk
at full volume is then fainter than a quiet room. Counted from the volume at which the device itself
adds nothing."""


class Loudspeaker:
    """A `voice.audio.interfaces.Speaker` on a sound device.

    When the device dies, whatever waits is given up and its `done` called, so that nobody waits
    for ever; it is opened again as soon as that works. Where it is muted or turned down is known
    where it plays through PulseAudio, or PipeWire in its place.
    """

    live = True

    def __init__(self, device: str | int | None = None) -> None:
        """Open the loudspeaker of this name, of this place in `devices.loudspeakers()`, or the
        default: then sound comes out where the sound server lets it.

        Raises `voice.errors.DeviceProblem`.
        """
        self._wanted = device
        self._lock = threading.RLock()
        self._playlist = Playlist()
        # Sounds that were handed over and are still on their way to the air.
        self._leaving: deque[tuple[int, Done]] = deque()
        self._pulled = 0
        self._closed = False
        self._opening: float | None = time.monotonic()
        self._output: OutputStream | None = None
        self._next_try = 0.0
        self._failures = 0
        self._given_up = 0
        self._openings = 0
        self._calls: queue.SimpleQueue[Done] = queue.SimpleQueue()
        try:
            opened = in_time(self._first, ANSWER)
        except TimeoutError:
            self._closed = True
            leave_behind()
            raise DeviceProblem(
                "The sound system does not answer. "
                "Restart it (PipeWire or PulseAudio) and try again."
            ) from None
        self._device = opened
        self._rate = self._opened().rate
        self._at_server = StreamWatch(PLAYING, None if device is None else opened.at_server)
        self._watcher = threading.Thread(target=self._watch, name="loudspeaker", daemon=True)
        self._watcher.start()

    @property
    def lost(self) -> bool:
        """Whether nothing can be heard at present, because the device died or hangs."""
        with self._lock:
            return self._opening is not None or self._output is None or not self._output.alive

    @property
    def way(self) -> Hashable:
        """Where its sound goes: another value after each change and each opening."""
        return self._openings, self._at_server.seen.where

    def play(self, sound: Sound, done: Done) -> None:
        """Queue a sound. `done` is called from a thread of the loudspeaker's own.

        It is also called for a sound that can never be heard because the device died. Does
        nothing after `close`.
        """
        try:
            frames = np.nan_to_num(soxr.resample(sound.frames, sound.rate, self._rate))
        except Exception:
            self._calls.put(done)
            return
        with self._lock:
            if self._closed:
                return
            self._playlist.add(frames, done)
            self._next_try = 0.0
        self._calls.put(_nothing)

    def cut(self) -> None:
        """Be silent within a block and forget everything queued."""
        with self._lock:
            self._playlist.cut(round(_FADE * self._rate))
            self._leaving.clear()

    def advance(self, frames: int) -> None:
        """Nothing: a real loudspeaker has its own clock."""

    def faults(self) -> frozenset[Fault]:
        """`UNHEARD` while nobody can hear it: it is lost, muted, turned down or elsewhere."""
        seen = self._at_server.seen
        unheard = self.lost or seen.moved or seen.gain < _INAUDIBLE
        return frozenset({Fault.UNHEARD} if unheard else ())

    def settle(self, seconds: float) -> bool:
        """Wait until the sound server was seen to play our stream, for no more than so long."""
        return self._at_server.settle(seconds)

    def close(self) -> None:
        """Cut, and give the device back, within a second even when the sound system hangs."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._give_up()
            output, self._output = self._output, None
        self._calls.put(_nothing)
        self._at_server.close()
        if output is not None:
            output.close()
        if self._opening is not None:
            leave_behind()
        if threading.current_thread() is not self._watcher:
            self._watcher.join(_WATCH)

    def _opened(self) -> OutputStream:
        with self._lock:
            if self._output is None:
                raise DeviceProblem("The loudspeaker was lost while it was opened. Try again.")
            return self._output

    def _first(self) -> Device:
        device = find_loudspeaker(self._wanted)
        self._open(device, device.rate, self._opening)
        return device

    def _open(self, device: Device, rate: int, began: float | None) -> None:
        try:
            output = OutputStream(device, rate, self._pull, lambda: self._calls.put(_nothing))
        except BaseException:
            self._opened_or_not(began)
            raise
        with self._lock:
            wanted = self._opening == began and not self._closed
            self._opened_or_not(began)
            if wanted:
                self._output = output
                self._openings += 1
                return
        output.close()

    def _opened_or_not(self, began: float | None) -> None:
        """The opening that began then is over; one that was given up is nobody's any more."""
        with self._lock:
            if self._opening == began:
                self._opening = None

    def _reopen(self, began: float) -> None:
        # Whatever fails is tried again. `lost` tells it, and what waits is given up.
        self._failures += 1
        with suppress(Exception):
            # PortAudio never lists again while the microphone has a stream.
            if self._failures > _STALE and list_again():
                self._device = find_loudspeaker(self._at_server.chosen or self._wanted)
            self._open(self._device, self._rate, began)
            self._failures = self._given_up = 0
        self._opened_or_not(began)
        self._calls.put(_nothing)

    def _pull(self, count: int) -> Frames:
        with self._lock:
            frames, ended = self._playlist.take(count)
            self._pulled += count
            latency = self._output.latency if self._output is not None else 0
            self._leaving.extend((self._pulled + latency, done) for done in ended)
            while self._leaving and self._leaving[0][0] <= self._pulled:
                self._calls.put(self._leaving.popleft()[1])
        return frames

    def _watch(self) -> None:
        """Call what is done, away from the sound system's thread; notice a dead device."""
        while not self._closed:
            with suppress(queue.Empty):
                _call(self._calls.get(timeout=_WATCH))
            with suppress(Exception):  # the next look comes in any case
                self._check()

    def _check(self) -> None:
        self._abandon()
        with self._lock:
            if self._closed:
                return
            if self._opening is not None:
                gone = time.monotonic() - self._opening > STALL
            else:
                gone = self._output is None or not self._output.alive
            if not gone:
                return
            dead = None
            reopen = self._opening is None and time.monotonic() >= self._next_try
            # What waits is still heard where the device comes back at once.
            waiting = [] if reopen else self._give_up()
            if self._opening is None:
                dead, self._output = self._output, None
            if reopen:
                began = self._opening = time.monotonic()
                self._next_try = began + _AGAIN
        for done in waiting:
            _call(done)
        if dead is not None:
            dead.close()
        if reopen:
            threading.Thread(
                target=self._reopen, args=(began,), name="loudspeaker opens", daemon=True
            ).start()

    def _abandon(self) -> None:
        """Leave an opening behind that takes too long, so that the next one can come."""
        with self._lock:
            began = self._opening
            if began is None or time.monotonic() - began <= _HOPELESS * 2**self._given_up:
                return
            self._opening = None
            self._given_up += 1
        leave_behind()

    def _give_up(self) -> list[Done]:
        waiting = [done for _, done in self._leaving] + self._playlist.clear()
        self._leaving.clear()
        return waiting


def _call(done: Done) -> None:
    """Whoever is told must not end the watcher: it tells the others, and looks after the device."""
    with suppress(Exception):
        done()


def _nothing() -> None:
    """Wakes the watcher."""

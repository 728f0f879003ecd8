"""The microphone as a source of frames that never pretends to hear."""

import threading
import time
from collections.abc import Iterator

import numpy as np

from intents.clock import FRAME_RATE, seconds
from intents.faults import Fault
from voice.audio.convert import BLOCK, Converter
from voice.audio.detectors import FaintDetector, GapDetector, ZeroDetector, is_cut_off
from voice.audio.devices import find_microphone
from voice.audio.interfaces import Block
from voice.audio.kept_stream import KeptStream, Stream
from voice.audio.reopening_stream import ReopeningStream
from voice.wyoming.address import address_of, is_satellite
from voice.wyoming.satellite import Satellite

_REOPEN = 1.0
"""Seconds without sound after which the microphone is opened again: a shorter pause may pass."""

_GRACE = 0.05
"""Seconds for the device's thread to run first, where it was this program that stood still."""


def name_of(device: str | int | None) -> str:
    """The name that this microphone has for people. A satellite is not asked whether it is there.

    Raises `voice.errors.DeviceProblem` where it cannot be one.
    """
    if isinstance(device, str) and is_satellite(device):
        return str(address_of(device))
    return find_microphone(device).name


class Microphone:
    """Listens from the moment it is made, and says in each block in which way it is deaf.

    Sound that nobody takes yet is kept for some seconds; then the oldest is dropped and counted.
    When nothing comes, zeros stand for the time that passes, and about each second the microphone
    is opened again. After a pause the sound system may give old sound in one burst: it is given
    on, as `backlog`. That the sound server moved the stream is only known where it speaks the
    protocol of PulseAudio, as PipeWire does too.
    """

    def __init__(self, device: str | int | None) -> None:
        """Open the one of this name, of this place in `devices.microphones()`, or the default.

        `wyoming://host:port` is that of a satellite, for which a connection is opened.

        Returns when sound comes, or after some seconds without any. Raises
        `voice.errors.DeviceProblem` when there is no such microphone or it cannot be opened.
        """
        self._name: str
        self.at_server: str | None = None
        """Its name at the sound server, or None where it is reached without one."""
        self.without_echo = False
        """Whether the sound server takes out what this computer plays."""
        self._microphone: KeptStream
        if isinstance(device, str) and is_satellite(device):
            address = address_of(device)
            self._name = str(address)
            self._microphone = Satellite(address)
        else:
            chosen = find_microphone(device)
            self._name = chosen.name
            self.at_server = chosen.at_server
            self.without_echo = chosen.without_echo
            self._microphone = ReopeningStream(chosen)
        self._closed = threading.Event()
        self._zeros = ZeroDetector()
        self._faint = FaintDetector()

    @property
    def name(self) -> str:
        """The microphone's name for people."""
        return self._name

    def blocks(self) -> Iterator[Block]:
        """Its blocks, 20 ms each, until `close` is called. For one caller only."""
        gap = GapDetector(time.monotonic(), self._microphone.pause)
        while not self._closed.is_set():
            yield from self._from(self._microphone.stream, gap)

    def close(self) -> None:
        """End it at once, from any thread. Safe to call twice."""
        self._closed.set()
        self._microphone.close()

    def _from(self, stream: Stream, gap: GapDetector) -> Iterator[Block]:
        """The blocks of one stream, until there is another one or `close` is called."""
        buffer, rate = stream.buffer, stream.rate
        converter = Converter(rate, stream.channels)
        dropped, cut_off = 0, False
        while not self._closed.is_set():
            chunk = buffer.take(seconds(BLOCK))
            if chunk is not None:
                gap.arrived(chunk.at)
                dropped += round(chunk.lost * FRAME_RATE / rate)
                cut_off = cut_off or is_cut_off(chunk.raw)
                blocks = converter.feed(chunk.raw)
                way = None if self.without_echo else self._microphone.way
                waiting = round(buffer.frames * FRAME_RATE / rate) + converter.pending
                for left, block in zip(reversed(range(len(blocks))), blocks, strict=True):
                    self._zeros.feed(block)
                    self._faint.feed(block)
                    backlog = waiting + left * BLOCK
                    faults = self._faults(stream)
                    yield Block(block, faults, dropped, backlog, cut_off, device=way)
                    dropped, cut_off = 0, False
            elif stream is not self._microphone.stream:
                return
            elif buffer.ended or (gap.open(time.monotonic()) and not buffer.wait(_GRACE)):
                if buffer.ended or gap.length(time.monotonic()) >= _REOPEN:
                    self._microphone.reopen()
                yield from self._time_passing(stream, gap)

    def _time_passing(self, stream: Stream, gap: GapDetector) -> Iterator[Block]:
        """Zeros for the time that nothing covers, as long as no sound comes."""
        # The buffer of a stream that ended does not wait.
        self._closed.wait(seconds(BLOCK) if stream.buffer.ended else 0.0)
        while gap.owed(time.monotonic()) >= BLOCK and not stream.buffer.frames:
            if self._closed.is_set():  # that it has ended now is no fault
                return
            gap.cover(BLOCK)
            missing = Fault.STREAM_ENDED if stream.buffer.ended else Fault.NO_FRAMES
            yield Block(np.zeros(BLOCK, np.float32), self._faults(stream) | {missing})

    def _is_faint(self) -> bool:
        return self._faint.faint and not self._zeros.silent

    def _faults(self, stream: Stream) -> frozenset[Fault]:
        known = {
            Fault.STREAM_ENDED: stream.buffer.ended,
            Fault.DIGITAL_SILENCE: self._zeros.silent,
            Fault.SOURCE_MOVED: self._microphone.moved,
            Fault.TURNED_DOWN: self._microphone.turned_down or self._is_faint(),
        }
        return frozenset(fault for fault, present in known.items() if present)

"""Watches which device the sound server has connected our stream to, and how loud it is there."""

import atexit
import os
import threading
import time
import weakref
from dataclasses import dataclass
from typing import Any

from voice.audio.sound_server import REFERENCE, connect

_AGAIN = 1.0
"""Seconds between two tries to move the stream back: two programs may pull at it."""

_LOOK = 0.25
"""Seconds between two looks at whether to end, and between two tries to reach the server."""

_LEAVE = 1.0
"""Seconds that a watch has to end before the program does: libpulse must not call a Python that is
being taken down. One that hangs with its server calls nobody."""

_DUMMY = "auto_null"
"""The device that a server makes up where it has none: nobody hears what goes there."""


@dataclass(frozen=True, slots=True)
class Direction:
    """Recording or playing: what the sound server calls its devices and streams."""

    device: str
    stream: str
    flat: int
    """The flag of a device whose volume is already in that of its streams."""

    def devices(self, pulse: Any) -> list[Any]:
        """All devices of this direction."""
        return list(getattr(pulse, f"{self.device}_list")())

    def streams(self, pulse: Any) -> list[Any]:
        """All streams of this direction, also those by which one device is made of another."""
        return list(getattr(pulse, f"{self.stream}_list")())

    def device_of(self, stream: Any) -> int:
        """The index of the device that the stream is connected to."""
        return int(getattr(stream, self.device))

    def move(self, pulse: Any, stream: int, device: int) -> None:
        """Connect the stream to that device."""
        getattr(pulse, f"{self.stream}_move")(stream, device)


RECORDING = Direction("source", "source_output", 0x0080)
PLAYING = Direction("sink", "sink_input", 0x0040)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at the server told of our stream.

    `gain` is what volumes make of its amplitude: 1 at full volume, 0 where it is muted. `where` are
    the devices that it is connected to, those behind filters too, each with its socket.
    """

    moved: bool = False
    gain: float = 1.0
    where: frozenset[str] = frozenset()


class StreamWatch:
    """Follows our stream on a PulseAudio server, or PipeWire in its place, in a thread.

    A server that loses a microphone silently connects its listeners to another source, even to
    what the loudspeaker plays: frames go on and nobody is heard. The stream is moved back when
    the chosen device is there, also where it came back under another name. Devices that do not
    come through such a server are not watched: it knows no stream of ours.

    Nothing ends the thread but `close`: what goes wrong in it is tried again.
    """

    def __init__(self, direction: Direction, chosen: str | None) -> None:
        """Watch that the stream of this process stays on the device of this name, or anywhere."""
        self._direction = direction
        self._chosen = chosen
        self._description = ""
        # Others with the same description, seen beside the chosen one: these are not it.
        self._twins: set[str] = set()
        self._seen = Seen()
        self._looked = False
        self._tried = 0.0
        self._closed = threading.Event()
        self._settled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="stream watch", daemon=True)
        _watches.add(self)
        self._thread.start()

    @property
    def seen(self) -> Seen:
        """What the last look told."""
        return self._seen

    @property
    def chosen(self) -> str | None:
        """The name that the chosen device has now."""
        return self._chosen

    def forget(self) -> None:
        """The stream is about to be opened again: wait for the new one in `settle`."""
        self._settled.clear()

    def settle(self, seconds: float) -> bool:
        """Wait until the stream was seen on the chosen device, for no more than so long."""
        return self._settled.wait(seconds)

    def close(self) -> None:
        """Stop watching. A thread that hangs with its server is left behind."""
        self.end()
        self.wait(2 * _LOOK)

    def end(self) -> None:
        """Stop watching soon."""
        self._closed.set()

    def wait(self, seconds: float) -> None:
        """Wait until it has stopped, for no more than so long."""
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                pulse = connect()
                if pulse is not None:
                    with pulse:
                        self._watch(pulse)
            except Exception:  # noqa: S110  whatever it was, the next look is a new one
                pass
            self._closed.wait(_LOOK)

    def _watch(self, pulse: Any) -> None:
        import pulsectl  # noqa: PLC0415  it is there when `connect` gave a server

        def changed(_event: Any) -> None:
            self._looked = False
            raise pulsectl.PulseLoopStop

        pulse.event_mask_set(self._direction.device, self._direction.stream)
        pulse.event_callback_set(changed)
        self._looked = False
        while not self._closed.is_set():
            if not self._looked or self._seen.moved:
                self._looked = True
                self._look(pulse)
            # An event may have come in while looking; then `_looked` is False already.
            if self._looked:
                pulse.event_listen(timeout=_LOOK)

    def _look(self, pulse: Any) -> None:
        process = str(os.getpid())
        streams = self._direction.streams(pulse)
        ours = [
            stream
            for stream in streams
            if stream.proplist.get("application.process.id") == process and stream.name != REFERENCE
        ]
        if not ours:
            return
        stream = max(ours, key=lambda stream: stream.index)
        devices = {device.index: device for device in self._direction.devices(pulse)}
        device = devices.get(self._direction.device_of(stream))
        wanted = self._find(list(devices.values()))
        moved = self._chosen is not None and (device is None or device.name != self._chosen)
        if device is None:
            self._seen = Seen(moved, 0.0)
        else:
            gain = self._gain(stream, device, streams, devices)
            self._seen = Seen(moved, gain, self._where(device, streams, devices))
        if not moved:
            self._settled.set()
        elif wanted is not None and time.monotonic() - self._tried >= _AGAIN:
            self._tried = time.monotonic()
            self._direction.move(pulse, stream.index, wanted.index)

    def _find(self, devices: list[Any]) -> Any:
        """The chosen device, or None while it is away."""
        chosen = next((device for device in devices if device.name == self._chosen), None)
        if chosen is not None:
            self._description = chosen.description
            alike = {device.name for device in devices if device.description == chosen.description}
            self._twins |= alike - {chosen.name}
            return chosen
        again = [
            device
            for device in devices
            if device.description == self._description and device.name not in self._twins
        ]
        if self._chosen is None or not self._description or len(again) != 1:
            return None
        self._chosen = again[0].name
        return again[0]

    def _gain(self, stream: Any, device: Any, streams: list[Any], devices: dict[int, Any]) -> float:
        """What volumes make of our stream.

        Of filters the lowest counts, not the product: some only repeat the volume of their device.
        """
        own = 1.0 if device.flags & self._direction.flat else _gain(device)
        return min(_gain(stream) * own, self._behind(device, streams, devices, len(devices)))

    def _behind(
        self, device: Any, streams: list[Any], devices: dict[int, Any], depth: int
    ) -> float:
        """What is left behind a device that only goes on to others: the loudest of them counts."""
        if device.name == _DUMMY:
            return 0.0
        others = self._next(device, streams, devices)
        if not others or depth == 0:
            return 1.0
        return max(
            min(_gain(each), self._behind(each, streams, devices, depth - 1)) for each in others
        )

    def _next(self, device: Any, streams: list[Any], devices: dict[int, Any]) -> list[Any]:
        """The devices that one goes on to; none where it is no filter."""
        return [
            devices[index]
            for each in streams
            if _is_of(each.owner_module, device.owner_module)
            and (index := self._direction.device_of(each)) in devices
            and index != device.index
        ]

    def _where(self, device: Any, streams: list[Any], devices: dict[int, Any]) -> frozenset[str]:
        found, left = set(), [device]
        while left:
            each = left.pop()
            if each.index not in found:
                found.add(each.index)
                left += self._next(each, streams, devices)
        return frozenset(_name(devices[index]) for index in found)


def _is_of(module: int, owner: int) -> bool:
    """Whether both belong to the same module of the server, and to any at all."""
    return module == owner and module != 0xFFFFFFFF


def _name(device: Any) -> str:
    """Its own, and that of the socket in use: headphones may be another one of the same device."""
    port = getattr(device, "port_active", None)
    return str(device.name) if port is None else f"{device.name} {port.name}"


def _gain(of: Any) -> float:
    """What a device's or stream's volume makes of an amplitude; its scale is cubic.

    A device's base volume is the one at which its own hardware adds nothing.
    """
    if of.mute:
        return 0.0
    base = getattr(of, "base_volume", 1.0) or 1.0
    return float((max(of.volume.values, default=1.0) / base) ** 3)


_watches: "weakref.WeakSet[StreamWatch]" = weakref.WeakSet()


@atexit.register
def _end_all() -> None:
    left = list(_watches)
    for watch in left:
        watch.end()
    for watch in left:
        watch.wait(_LEAVE)

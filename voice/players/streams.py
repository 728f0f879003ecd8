"""What programs play at the sound server, PulseAudio or PipeWire in its place.

Two threads with a connection each: one follows what plays, one changes it. Both are left behind
where the server hangs; nobody waits for them longer than CALL_SECONDS.
"""

import asyncio
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from voice.audio.sound_server import connect, is_ours
from voice.players.bus import CALL_SECONDS, Unanswered

T = TypeVar("T")

_AGAIN_SECONDS = 1.0
"""Between two tries to reach the server."""
_LOOK_SECONDS = 0.25
"""Between two looks at whether to end."""
_DIGITS = 10
"""More the number of a process never has."""

_MOST_JOBS = 64
"""So many wait for the server only where it hangs."""

_NEVER_SILENCED = frozenset({"phone", "a11y", "communication", "event"})
"""Roles of streams that are no music: calls, what is read to blind people, short signals."""


Volumes = tuple[float, ...]
"""By channel, on the server's cubic scale: 1.0 is unchanged, and the sound is its third power."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One program's stream to a loudspeaker."""

    index: int
    process: int | None
    name: str
    """The program, as people know it."""
    names: tuple[str, ...]
    """All that it is called, to be compared with a player's names."""
    playing: bool
    conversation: bool
    """Somebody may be speaking through it: its program also listens, or says so by its role."""
    silent: bool = False
    """Muted, or turned down to nothing, at the sound server: by whomever."""
    memory: str = ""
    """Under which name the server remembers its volume for the program's next stream."""
    volumes: Volumes = ()
    """What it has, muted or not."""

    @property
    def key(self) -> tuple[int, int | None, str]:
        """What tells it from others: a server that is started anew gives numbers once more."""
        return self.index, self.process, self.name


class Gone(Unanswered):
    """The server answers, and lists no such stream any more."""


@dataclass(eq=False, slots=True)
class _Job:
    work: Callable[[Any], Any]
    answer: "asyncio.Future[Any]"
    outcome: object = field(default_factory=Unanswered)

    def done_at(self, pulse: Any) -> bool:
        """Whether it was done, and the connection can still be used."""
        try:
            self.outcome = self.work(pulse)
        except Gone as gone:
            self.outcome = gone
        except Exception:  # whatever it was, it did not work
            pulse.close()
            return False
        return True


_PIPEWIRE = "PipeWire"
"""In the name of a server that is PipeWire in PulseAudio's place."""
ROUNDED = 0.01
"""So much a server may round a volume."""


class SoundServer:
    """Follows the streams of other programs, and changes their volume."""

    def __init__(self, changed: Callable[[tuple[Stream, ...]], None]) -> None:
        """Made on a running event loop, on which `changed` is then called with what there is."""
        self.given: dict[str, tuple[Volumes, Volumes]] = {}
        """By memory, what programs had and what we gave them instead."""
        self._loop = asyncio.get_running_loop()
        self._changed = changed
        self._closed = threading.Event()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for work, name in ((self._follow, "streams"), (self._serve, "stream volumes"))
        ]
        for thread in self._threads:
            thread.start()

    def stop_following(self) -> None:
        """What plays is not followed any more; it can still be changed."""
        self._closed.set()

    def close(self) -> None:
        """Let both threads end. One that hangs with its server is left behind.

        A thread inside the sound server's library must not meet the end of the program.
        """
        self._closed.set()
        self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout=2 * _LOOK_SECONDS)

    async def set_volumes(self, stream: Stream, expected: Volumes, volumes: Volumes) -> bool:
        """Set a stream's volume, unless it is not as expected any more. Raises Unanswered."""
        tried = False

        def change(pulse: Any) -> bool:
            nonlocal tried
            info = _find(pulse, stream)
            now = tuple(info.volume.values)
            if not alike(now, expected):
                return tried and alike(now, volumes)
            tried = True
            _set_volume(pulse, info, volumes)
            return True

        return await self._do(change)

    async def forget(self, stream: Stream, ours: Volumes, before: Volumes) -> bool:
        """The stream is gone: the program's next one is not to get the volume that we gave it.

        Nor our muting, which is all where `ours` is empty. Raises Unanswered.
        """

        def change(pulse: Any) -> bool:
            if not stream.memory:
                return False
            if _PIPEWIRE in pulse.server_info().server_name:
                return _forget_unread(pulse, stream, before or stream.volumes)
            if pulse.stream_restore_test() is None:  # it remembers nothing
                return False
            for entry in pulse.stream_restore_list():
                if entry.name != stream.memory:
                    continue
                if not ours:
                    entry.mute = 0
                elif abs(entry.volume.value_flat - sum(ours) / len(ours)) <= ROUNDED:
                    entry.volume.value_flat = sum(before) / len(before)
                pulse.stream_restore_write(entry, mode="replace")
                return True
            return False

        return await self._do(change)

    async def volumes(self, stream: Stream) -> Volumes:
        """Its volume now. Raises Unanswered."""
        return await self._do(lambda pulse: tuple(_find(pulse, stream).volume.values))

    async def mute(self, stream: Stream) -> bool:
        """Silence it; whether it was not silent. Raises Unanswered."""
        tried = False

        def change(pulse: Any) -> bool:
            nonlocal tried
            info = _find(pulse, stream)
            if info.mute:
                return tried
            tried = True
            pulse.sink_input_mute(info.index, True)
            return True

        return await self._do(change)

    async def unmute(self, stream: Stream) -> None:
        """Undo that, or for a program's next stream where this one is gone.

        Raises Unanswered, and then it may still be silent.
        """

        def change(pulse: Any) -> bool:
            pulse.sink_input_mute(_find(pulse, stream).index, False)
            return True

        try:
            await self._do(change)
        except Gone:
            await self.forget(stream, (), ())

    async def _do(self, work: Callable[[Any], T]) -> T:
        answer: asyncio.Future[T] = self._loop.create_future()
        if self._jobs.qsize() >= _MOST_JOBS:
            raise Unanswered
        self._jobs.put(_Job(work, answer))
        try:
            async with asyncio.timeout(CALL_SECONDS):
                return await answer
        except TimeoutError as error:
            raise Unanswered from error

    def _post(self, call: Callable[..., None], *words: object) -> None:
        with suppress(RuntimeError):  # the loop has ended: nobody wants to know any more
            self._loop.call_soon_threadsafe(call, *words)

    def _serve(self) -> None:
        pulse = None
        while (job := self._jobs.get()) is not None:
            used = pulse is not None
            pulse = _served(job, pulse or connect())
            if pulse is None and used:  # perhaps the server was started anew
                pulse = _served(job, connect())
            self._post(_answer, job)
        if pulse is not None:
            pulse.close()

    def _follow(self) -> None:
        while not self._closed.is_set():
            pulse = connect()
            if pulse is not None:
                # Whatever a server or a program says of itself, what plays is followed on.
                with suppress(Exception), pulse:
                    self._watch(pulse)
            if not self._closed.is_set():  # at the end what plays may be needed still
                self._post(self._changed, ())
            self._closed.wait(_AGAIN_SECONDS)

    def _watch(self, pulse: Any) -> None:
        import pulsectl  # noqa: PLC0415  it is there when `connect` gave a server

        looked = False

        def changed(_event: Any) -> None:
            nonlocal looked
            looked = False
            raise pulsectl.PulseLoopStop

        known: tuple[Stream, ...] = ()
        pulse.event_mask_set("sink_input", "source_output", "client", "server")
        pulse.event_callback_set(changed)
        while not self._closed.is_set():
            if not looked:
                looked = True
                if (now := streams_at(pulse)) != known:
                    known = now
                    self._post(self._changed, known)
            # An event may have come in while looking; then `looked` is False already.
            if looked:
                pulse.event_listen(timeout=_LOOK_SECONDS)


def alike(a: Volumes, b: Volumes) -> bool:
    """Whether it is the same volume, within what a server rounds."""
    return len(a) == len(b) and all(abs(x - y) <= ROUNDED for x, y in zip(a, b, strict=True))


def _served(job: _Job, pulse: Any) -> Any:
    """The connection, if there is one that can still be used."""
    return pulse if pulse is not None and job.done_at(pulse) else None


def _answer(job: _Job) -> None:
    if job.answer.done():
        return
    if isinstance(job.outcome, Unanswered):
        job.answer.set_exception(job.outcome)
    else:
        job.answer.set_result(job.outcome)


def streams_at(pulse: Any) -> tuple[Stream, ...]:
    """What other programs play where people can hear it, at a connected `pulsectl.Pulse`."""
    listening = {_program(output) for output in pulse.source_output_list()}
    loudspeakers = _loudspeakers(pulse)
    found = []
    for info in pulse.sink_input_list():
        process = info.proplist.get("application.process.id", "")
        # Without a client it is the server's own: what it sends on from another stream.
        if is_ours(info.proplist) or not _is_of_a_program(info):
            continue
        if info.sink not in loudspeakers:
            continue
        names = [
            info.proplist.get(f"application.{key}", "") for key in ("name", "process.binary", "id")
        ]
        role = info.proplist.get("media.role", "")
        found.append(
            Stream(
                info.index,
                _number(process),
                next(filter(None, names), info.name),
                tuple(filter(None, names)),
                not info.corked,
                role in _NEVER_SILENCED or _program(info) in listening,
                bool(info.mute) or not any(info.volume.values),
                info.proplist.get("module-stream-restore.id", ""),
                tuple(info.volume.values),
            )
        )
    return tuple(found)


def conversations(pulse: Any) -> bool:
    """Whether somebody may be speaking through another program right now."""
    return any(stream.playing and stream.conversation for stream in streams_at(pulse))


def _loudspeakers(pulse: Any) -> set[int]:
    """Where people can hear something: a null sink may be a virtual microphone."""
    default = pulse.server_info().default_sink_name
    return {
        sink.index
        for sink in pulse.sink_list()
        if sink.name == default
        or not any(
            "null" in kind for kind in (str(sink.driver), sink.proplist.get("factory.name", ""))
        )
    }


def _program(info: Any) -> str:
    properties = info.proplist
    return str(
        properties.get("application.process.id") or properties.get("application.name") or info.name
    )


def _is_of_a_program(info: Any) -> bool:
    return any(key.startswith("application.") for key in info.proplist)


def _find(pulse: Any, stream: Stream) -> Any:
    """The stream by its number, if that does not denote another one by now. Raises Gone.

    All are listed: of a single one the library says that it is not there after any error.
    """
    for info in pulse.sink_input_list():
        process = info.proplist.get("application.process.id", "")
        if info.index == stream.index and stream.process in (None, _number(process)):
            return info
    raise Gone


def _number(process: str) -> int | None:
    """A number of a process; programs may say anything of themselves."""
    return int(process) if process.isdecimal() and len(process) <= _DIGITS else None


def _forget_unread(pulse: Any, stream: Stream, before: Volumes) -> bool:
    """PipeWire says nothing of what it remembers of programs, and takes what it is told."""
    if not before:
        return False
    # Told the same as the last time it does nothing, though it remembered something else since.
    for mute in (True, False):
        pulse.stream_restore_write(
            stream.memory, mode="replace", volume=sum(before) / len(before), mute=mute
        )
    return True


def _set_volume(pulse: Any, info: Any, volumes: Volumes) -> None:
    import pulsectl  # noqa: PLC0415  it is there when there is a server

    pulse.sink_input_volume_set(info.index, pulsectl.PulseVolumeInfo(list(volumes)))

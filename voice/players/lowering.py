"""Making one player lower or silent beside its own pause, and undoing that."""

import asyncio
import math
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from math import nan

from voice.players.bus import CALL_SECONDS, Unanswered
from voice.players.memory import Lowered, LoweredStream, LoweredVolume
from voice.players.player import Player
from voice.players.streams import Gone, SoundServer, Stream, alike

LOW_DB = -10.0
"""About half as loud: clearly lower, and music still."""

STREAM_SECONDS = 0.3
"""From a player's word that it plays to its stream at the sound server."""

_TO_THIRD_POWER = 10 ** (LOW_DB / 60)
_TO_FIRST_POWER = 10 ** (LOW_DB / 20)
"""Factors for a volume whose third power is the sound, and for one that is the sound itself."""

_CUBIC = frozenset({"mpd", "mpv", "vlc"})
"""Players whose own volume is such a third root; most others' is the sound itself."""

_POLL_SECONDS = 0.01
_TOLERANCE = 0.02
"""Players round the volume, at most to hundredths in what was tried."""


class Change(Enum):
    """What came of it."""

    DONE = auto()
    NOTHING = auto()
    """It was so already, or somebody else changed it meanwhile, and it is theirs."""
    FAILED = auto()


class Lowering:
    """The player's streams at the sound server are turned down where it has some.

    There the scale is known. Elsewhere the player's own volume is turned down, on a scale that
    protocols leave open.
    """

    def __init__(
        self,
        player: Player,
        server: SoundServer,
        streams: Callable[[], tuple[Stream, ...]],
    ) -> None:
        self._player = player
        self._server = server
        self._streams = streams
        self._volume: LoweredVolume | None = None
        self._lowered: dict[int, LoweredStream] = {}
        self._muted: dict[int, Stream] = {}
        """What we silenced, or may have, and nobody else had."""
        self._silent: set[int] = set()
        self._unmuting = False
        """That was to be undone, and the server did not answer."""
        self._parted = False

    @property
    def low(self) -> bool:
        """Whether it is turned down by us."""
        present = {stream.index for stream in self._streams()}
        return self._volume is not None or not present.isdisjoint(self._lowered)

    @property
    def owing(self) -> bool:
        """Whether something is to be turned up again some time."""
        return self._volume is not None or bool(self._lowered) or self._unmuting

    @property
    def muted(self) -> bool:
        """Whether all that it plays now is silenced at the sound server."""
        playing = {stream.index for stream in self._streams() if stream.playing}
        return bool(playing) and playing <= self._silent

    @property
    def lowered(self) -> Lowered:
        """What is to be undone some time."""
        return Lowered(self._volume, tuple(self._lowered.values()), tuple(self._muted.values()))

    def remember(self, lowered: Lowered) -> None:
        """Exactly this is to be undone some time."""
        self._volume = lowered.volume
        self._lowered = {each.stream.index: each for each in lowered.streams}
        self._muted = {stream.index: stream for stream in lowered.muted}
        self._silent = set(self._muted)

    async def find_streams(self) -> None:
        """A player that has just begun has its stream soon."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STREAM_SECONDS):
                while not self._streams():
                    await asyncio.sleep(_POLL_SECONDS)

    async def lower(self, *, again: bool) -> Change:
        """Turn it down. With `again`, also what its user turned up since. Never raises."""
        if self._volume is None and self._streams():
            change = await self._lower_streams(again=again)
            if change is not Change.FAILED:
                return change
        try:
            return await self._lower_volume(again=again)
        except Unanswered:
            return Change.FAILED

    async def undo(self) -> Change:
        """Turn it up again, except for what somebody turned meanwhile. Never raises."""
        changes = {await self._raise_streams()}
        try:
            changes.add(await self._raise_volume())
        except Unanswered:
            changes.add(Change.FAILED)
        return next(change for change in (Change.FAILED, Change.DONE, Change.NOTHING)
                    if change in changes)  # fmt: skip

    async def mute(self) -> None:
        """Silence its streams at the sound server, where it has some. Never raises."""
        self._unmuting = False
        for stream in self._streams():
            if stream.index not in self._silent and not stream.conversation:
                with suppress(Unanswered):
                    # Noted first: what is broken off, or not answered, may have happened.
                    self._muted.setdefault(stream.index, stream)
                    if not await self._server.mute(stream):
                        self._muted.pop(stream.index, None)
                    self._silent.add(stream.index)

    def adopt(self, stream: Stream) -> None:
        """A stream that was silenced before it was known to be this player's."""
        self._muted[stream.index] = stream
        self._silent.add(stream.index)

    def part(self) -> tuple[Stream, ...]:
        """The player is gone from the bus: what is silenced is somebody else's to undo."""
        self._parted = True
        streams, muted = self._streams(), tuple(self._muted.values())
        self._streams = lambda: streams
        self._muted.clear()
        return muted

    async def unmute(self) -> None:
        """Undo `mute`. Never raises; what the server did not answer is still to be undone."""
        self._silent.clear()
        self._unmuting = False
        for stream in tuple(self._muted.values()):
            try:
                await self._server.unmute(stream)
            except Gone:
                pass
            except Unanswered:
                self._unmuting = True
                continue
            self._muted.pop(stream.index, None)

    async def _lower_streams(self, *, again: bool) -> Change:
        change = Change.NOTHING
        for stream in self._streams():
            try:
                if await self._lower_stream(stream, again=again):
                    change = Change.DONE
            except Unanswered:
                return Change.FAILED
        return change

    async def _lower_stream(self, stream: Stream, *, again: bool) -> bool:
        known = self._lowered.get(stream.index)
        if known is not None and not again:
            return False
        volumes = await self._server.volumes(stream)
        if known is not None and alike(volumes, known.now):
            return False
        given = self._server.given.get(stream.memory) if stream.memory else None
        if given is not None and alike(volumes, given[1]):
            # The server gives a program's next stream the volume of the one before.
            self._lowered[stream.index] = LoweredStream(stream, *given)
            return False
        now = tuple(volume * _TO_THIRD_POWER for volume in volumes)
        self._lowered[stream.index] = LoweredStream(stream, volumes, now)
        self._server.given[stream.memory] = (volumes, now)
        return await self._server.set_volumes(stream, volumes, now)

    async def _raise_streams(self) -> Change:
        change = Change.NOTHING
        present = {stream.index for stream in self._streams()}
        for index, known in tuple(self._lowered.items()):
            try:
                if index in present and await self._raise_stream(known):
                    change = Change.DONE
                elif index not in present:
                    await self._server.forget(known.stream, known.now, known.before)
            except Unanswered:
                return Change.FAILED
            del self._lowered[index]
            self._server.given.pop(known.stream.memory, None)
        return change

    async def _raise_stream(self, known: LoweredStream) -> bool:
        try:
            raised = await self._server.set_volumes(known.stream, known.now, known.before)
        except Gone:  # just now
            await self._server.forget(known.stream, known.now, known.before)
            return False
        if raised and self._parted:  # what is done to one that is about to go may not be remembered
            await self._server.forget(known.stream, known.now, known.before)
        return raised

    async def _lower_volume(self, *, again: bool) -> Change:
        if self._volume is not None and not again:
            return Change.NOTHING
        volume = await self._player.volume()
        if self._volume is not None and _near(volume, self._volume.now):
            return Change.NOTHING
        # Players without a volume of their own tell zero, or what is no number, and are loud.
        if not volume > 0:
            return Change.FAILED
        lowered = self._volume = LoweredVolume(volume, volume * self._share())
        reached = await self._turn_to(lowered.now)
        if not reached < (lowered.before + lowered.now) / 2:
            if _near(reached, lowered.before):
                self._volume = None
            return Change.FAILED
        self._volume = LoweredVolume(lowered.before, reached)
        return Change.DONE

    async def _raise_volume(self) -> Change:
        lowered = self._volume
        if lowered is None:
            return Change.NOTHING
        if not _near(await self._player.volume(), lowered.now):
            self._volume = None
            return Change.NOTHING
        if not _near(await self._turn_to(lowered.before), lowered.before):
            return Change.FAILED
        self._volume = None
        return Change.DONE

    async def _turn_to(self, volume: float) -> float:
        """Set the volume, give the player time to get there, return where it got."""
        reached = nan
        with suppress(TimeoutError, Unanswered):
            async with asyncio.timeout(CALL_SECONDS):
                await self._player.set_volume(volume)
                while not _near(reached := await self._player.volume(), volume):
                    await asyncio.sleep(_POLL_SECONDS)
        return reached

    def _share(self) -> float:
        program = self._player.short_name.partition(".")[0]
        return _TO_THIRD_POWER if program in _CUBIC else _TO_FIRST_POWER


def _near(a: float, b: float) -> bool:
    return not math.isnan(a) and abs(a - b) <= _TOLERANCE

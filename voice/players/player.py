"""One player on the bus, and what we did to it that is to be undone.

The interface is MPRIS 2.2, https://specifications.freedesktop.org/mpris-spec/2.2/.
"""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from math import nan

from dbus_fast import Message, Variant
from dbus_fast.aio import MessageBus

from voice.players.bus import CALL_SECONDS, Unanswered, call, tell

MPRIS = "org.mpris.MediaPlayer2"
SOFT_SHARE = 0.3
"""Softened volume as a share of the volume before: -10 dB in players with a linear scale."""

_PATH = "/org/mpris/MediaPlayer2"
_PLAYER = f"{MPRIS}.Player"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_POLL_SECONDS = 0.01
_TOLERANCE = 0.02
"""Players round the volume, at most to hundredths in what was tried."""


class Outcome(Enum):
    """What came of an order to one player."""

    OBEYED = auto()
    REFUSED = auto()
    UNCONCERNED = auto()


class _Status(StrEnum):
    PLAYING = "Playing"
    PAUSED = "Paused"
    STOPPED = "Stopped"


@dataclass(frozen=True, slots=True)
class _Softened:
    before: float
    now: float


class Player:
    """Orders can be broken off (cancelled) at any await; what was done by then is remembered."""

    def __init__(self, bus: MessageBus, owner: str, bus_name: str) -> None:
        """`owner` is the unique name of its connection, which is never given to another."""
        self.name = bus_name.removeprefix(f"{MPRIS}.")
        self._bus = bus
        self._owner = owner
        self._identified = False
        self._paused = False
        self._softly_paused = False
        self._softened: _Softened | None = None
        self._starting = False

    async def identify(self) -> None:
        """Learn the name that people know it by. Never raises."""
        if self._identified:
            return
        with suppress(Unanswered):
            identity = await self._get(MPRIS, "Identity")
            self._identified = True
            if isinstance(identity, str):
                self.name = "".join(filter(str.isprintable, identity)).strip() or self.name

    async def pause(self) -> Outcome:
        """Pause it if it plays, make sure, remember that; then give it its volume back.

        What `soften` paused counts from now on as paused by this.
        """
        taken_over, self._softly_paused = self._softly_paused, False
        try:
            status = await self._status()
        except Unanswered:
            # It may well be playing. Pause does nothing to a player that is paused already.
            await self._tell("Pause")
            raise
        if status is _Status.PLAYING:
            self._paused = await self._halt()
            outcome = Outcome.OBEYED if self._paused else Outcome.REFUSED
        elif self._starting:
            outcome = await self._hold_back()
        else:
            self._paused |= taken_over
            outcome = Outcome.UNCONCERNED
        if outcome is not Outcome.REFUSED:
            with suppress(Unanswered):
                await self.give_volume_back()
        return outcome

    async def resume(self) -> Outcome:
        """Let it play if `pause` paused it and it is paused still."""
        if not self._paused:
            return Outcome.UNCONCERNED
        outcome = await self._play_again()
        self._paused = False
        return outcome

    async def soften(self) -> Outcome:
        """Lower it if it plays, or pause it if it cannot be lowered."""
        if await self._status() is not _Status.PLAYING:
            return Outcome.UNCONCERNED
        self._paused = False
        with suppress(Unanswered):
            lowered = await self._lower()
            if lowered is not Outcome.REFUSED:
                return lowered
        self._softly_paused = True
        self._softly_paused = await self._halt()
        return Outcome.OBEYED if self._softly_paused else Outcome.REFUSED

    async def restore(self) -> Outcome:
        """Undo `soften`, except for what was changed by somebody else meanwhile."""
        outcomes = set()
        try:
            outcomes.add(await self.give_volume_back())
        except Unanswered:
            outcomes.add(Outcome.REFUSED)
        if self._softly_paused:
            outcomes.add(await self._play_again())
            self._softly_paused = False
        for outcome in (Outcome.REFUSED, Outcome.OBEYED):
            if outcome in outcomes:
                return outcome
        return Outcome.UNCONCERNED

    async def give_volume_back(self) -> Outcome:
        """Undo the lowering, unless somebody turned the volume meanwhile. Raises Unanswered."""
        softened = self._softened
        if softened is None:
            return Outcome.UNCONCERNED
        if not _near(await self._volume(), softened.now):
            self._softened = None
            return Outcome.UNCONCERNED
        if not _near(await self._turn_to(softened.before), softened.before):
            return Outcome.REFUSED
        self._softened = None
        return Outcome.OBEYED

    async def _lower(self) -> Outcome:
        volume = await self._volume()
        if self._softened is not None and _near(volume, self._softened.now):
            return Outcome.UNCONCERNED
        # Players without a volume of their own tell zero, or what is no number, and are loud.
        if not volume > 0:
            return Outcome.REFUSED
        softened = self._softened = _Softened(volume, volume * SOFT_SHARE)
        reached = await self._turn_to(softened.now)
        if not reached < (softened.before + softened.now) / 2:
            return Outcome.REFUSED
        self._softened = _Softened(softened.before, reached)
        return Outcome.OBEYED

    async def _halt(self) -> bool:
        halted = (_Status.PAUSED, _Status.STOPPED)
        if await self._reach("Pause", halted) or await self._reach("Pause", halted):
            self._starting = False
            return True
        return False

    async def _hold_back(self) -> Outcome:
        """Pause a player that was told to play and does not play yet."""
        halted = await self._halt()
        if await self._comes_to((_Status.PLAYING,)):
            halted = await self._halt()
        return Outcome.OBEYED if halted else Outcome.REFUSED

    async def _play_again(self) -> Outcome:
        try:
            if await self._status() is not _Status.PAUSED:
                return Outcome.UNCONCERNED
        except Unanswered:
            return Outcome.REFUSED
        # Until it is seen playing it may start at any moment, whatever its status says.
        self._starting = True
        playing = await self._reach("Play", (_Status.PLAYING,))
        return Outcome.OBEYED if playing else Outcome.REFUSED

    async def _reach(self, order: str, wanted: Collection[_Status]) -> bool:
        """Give the order and watch the status; an answer to the order itself proves nothing."""
        with suppress(Unanswered):
            await self._tell(order)
            return await self._comes_to(wanted)
        return False

    async def _comes_to(self, wanted: Collection[_Status]) -> bool:
        with suppress(TimeoutError, Unanswered):
            async with asyncio.timeout(CALL_SECONDS):
                while await self._status() not in wanted:
                    await asyncio.sleep(_POLL_SECONDS)
                return True
        return False

    async def _turn_to(self, volume: float) -> float:
        """Set the volume, give the player time to get there, return where it got."""
        reached = nan
        with suppress(TimeoutError):
            async with asyncio.timeout(CALL_SECONDS):
                value = Variant("d", volume)
                await self._call(_PROPERTIES, "Set", "ssv", [_PLAYER, "Volume", value])
                while not _near(reached := await self._volume(), volume):
                    await asyncio.sleep(_POLL_SECONDS)
        return reached

    async def _status(self) -> _Status:
        try:
            status = _Status(str(await self._get(_PLAYER, "PlaybackStatus")))
        except ValueError as error:
            raise Unanswered from error
        if status is _Status.PLAYING:
            self._starting = False
        return status

    async def _volume(self) -> float:
        volume = await self._get(_PLAYER, "Volume")
        if not isinstance(volume, int | float):
            raise Unanswered
        return float(volume)

    async def _get(self, interface: str, name: str) -> object:
        match await self._call(_PROPERTIES, "Get", "ss", [interface, name]):
            case [Variant(value=value)]:
                return value
        raise Unanswered

    async def _call(
        self, interface: str, member: str, signature: str, body: list[object]
    ) -> list[object]:
        return await call(self._bus, self._message(interface, member, signature, body))

    async def _tell(self, member: str) -> None:
        await tell(self._bus, self._message(_PLAYER, member, "", []))

    def _message(self, interface: str, member: str, signature: str, body: list[object]) -> Message:
        return Message(
            destination=self._owner,
            path=_PATH,
            interface=interface,
            member=member,
            signature=signature,
            body=body,
        )


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= _TOLERANCE

"""Who is on the bus: kept up to date by the bus, so that nobody has to be looked for."""

import asyncio
from collections.abc import Collection
from contextlib import suppress

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from voice.players.bus import CALL_SECONDS, NoBus, Unanswered, call, connect
from voice.players.player import MPRIS, Player

_DAEMON = "org.freedesktop.DBus"
_PROXY = f"{MPRIS}.playerctld"
"""It repeats another player under its own name."""

_OWNERS = (
    f"type='signal',sender='{_DAEMON}',interface='{_DAEMON}',"
    f"member='NameOwnerChanged',arg0namespace='{MPRIS}'"
)


class Roster:
    """The players on one connection. When that is lost the players stay, and do not answer."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self._owners: dict[str, str] = {}
        self._players: dict[str, Player] = {}

    @classmethod
    async def open(cls) -> "Roster":
        """Get on the bus and find who is there. Raises NoBus."""
        bus = await connect()
        roster = cls(bus)
        bus.add_message_handler(roster._hear)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await roster._look_around()
        except (TimeoutError, Unanswered) as error:
            await roster.close()
            raise NoBus(
                "The D-Bus session bus does not answer: Safeword cannot pause music players; "
                "log in anew, or start it under dbus-run-session."
            ) from error
        except asyncio.CancelledError:
            bus.disconnect()
            raise
        return roster

    @property
    def connected(self) -> bool:
        """Whether the connection still stands."""
        return bool(self._bus.connected)

    @property
    def players(self) -> Collection[Player]:
        """One for each connection with players' names, in the order in which they came."""
        return tuple(self._players.values())

    async def close(self) -> None:
        """Leave the bus. Never raises."""
        if self._bus.connected:
            self._bus.disconnect()
            with suppress(OSError, EOFError):
                await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

    async def _look_around(self) -> None:
        await self._ask("AddMatch", _OWNERS)
        (names,) = await self._ask("ListNames")
        present = [name for name in names if _is_player(name)]
        owners = await asyncio.gather(*map(self._owner, present))
        for name, owner in zip(present, owners, strict=True):
            # What was heard since the question was put is newer than the answer.
            self._update(name, self._owners.get(name, owner))

    async def _owner(self, name: str) -> str:
        try:
            (owner,) = await self._ask("GetNameOwner", name)
        except Unanswered:
            return ""
        return str(owner)

    async def _ask(self, member: str, *words: str) -> list[list[str]]:
        return await call(
            self._bus,
            Message(
                destination=_DAEMON,
                path="/org/freedesktop/DBus",
                interface=_DAEMON,
                member=member,
                signature="s" * len(words),
                body=list(words),
            ),
        )

    def _hear(self, message: Message) -> None:
        if (
            message.message_type is MessageType.SIGNAL
            and message.sender == _DAEMON
            and message.member == "NameOwnerChanged"
        ):
            name, _, owner = message.body
            if _is_player(name):
                self._update(name, owner)

    def _update(self, name: str, owner: str) -> None:
        # One connection may own several names, as VLC does, and is one player all the same.
        self._owners[name] = owner
        if owner and owner not in self._players:
            self._players[owner] = Player(self._bus, owner, name)
        for gone in self._players.keys() - self._owners.values():
            del self._players[gone]


def _is_player(name: str) -> bool:
    return name.startswith(f"{MPRIS}.") and name != _PROXY

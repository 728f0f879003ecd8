"""Which MPRIS players are on the bus, and when one of them changes: the bus tells it."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from voice.players.bus import CALL_SECONDS, NoBus, Unanswered, connect
from voice.players.daemon import DAEMON, ask, process_of
from voice.players.mpris_player import MPRIS, PATH, PROPERTIES

PING_SECONDS = 1.0
"""Between two questions whether the bus still answers."""
PINGS = 2
"""So many unanswered in a row mean that the bus is lost; one may be a busy moment."""

_PROXY = f"{MPRIS}.playerctld"
"""It repeats another player under its own name."""

_OWNERS = (
    f"type='signal',sender='{DAEMON}',interface='{DAEMON}',"
    f"member='NameOwnerChanged',arg0namespace='{MPRIS}'"
)
_INSTANCE = ".instance"
"""After it follows which of several instances of a program it is."""
_CHANGES = f"type='signal',interface='{PROPERTIES}',member='PropertiesChanged',path='{PATH}'"


@dataclass(frozen=True, slots=True)
class Found:
    """A player's first bus name, and its process where the bus knows that."""

    name: str
    process: int | None


class Discovery:
    """The players on one connection to one bus."""

    def __init__(self, bus: MessageBus, moved: Callable[[], None]) -> None:
        self.bus = bus
        self.bus_id = ""
        """Which bus it is: a bus that was started anew gives the same names to others."""
        self._moved = moved
        self._changed: Callable[[str], None] = lambda _: None
        self._owners: dict[str, str] = {}
        self._processes: dict[str, int | None] = {}
        """By owner, once that was asked."""
        self._asking: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, moved: Callable[[], None], changed: Callable[[str], None]) -> "Discovery":
        """Get on the bus and find who is there. Raises NoBus.

        From then on `moved` is called when a player comes or goes, and `changed` with the owner of
        one that says that something about it is different.
        """
        bus = await connect()
        discovery = cls(bus, moved)
        bus.add_message_handler(discovery._hear)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await discovery._look_around()
        except (TimeoutError, Unanswered) as error:
            await discovery.close()
            raise NoBus(
                "The D-Bus session bus does not answer: Safeword cannot pause music players; "
                "log in anew, or start it under dbus-run-session."
            ) from error
        except asyncio.CancelledError:
            bus.disconnect()
            raise
        discovery._changed = changed
        return discovery

    @property
    def players(self) -> Mapping[str, Found]:
        """By owner, in the order in which they came.

        One connection may own several names, and is one player all the same. So are two of one
        process, as VLC has where its control by D-Bus is switched on though it always is: one of
        them is NAME, the other NAME.instanceN.
        """
        first: dict[str, str] = {}
        for name, owner in self._owners.items():
            if owner in self._processes:
                first.setdefault(owner, name)
        found = {owner: Found(name, self._processes[owner]) for owner, name in first.items()}
        return {owner: each for owner, each in found.items() if not self._is_again(owner, each)}

    def _is_again(self, owner: str, found: Found) -> bool:
        other = self._owners.get(found.name.partition(_INSTANCE)[0]) or owner
        same = found.process is not None and found.process == self._processes.get(other)
        return other != owner and same

    async def lost(self) -> None:
        """Return when the bus is gone, or does not answer any more."""
        gone = asyncio.ensure_future(self._gone())
        unanswered = 0
        try:
            while unanswered < PINGS:
                if (await asyncio.wait({gone}, timeout=PING_SECONDS))[0]:
                    return
                try:
                    await ask(self.bus, "GetId")
                    unanswered = 0
                except Unanswered:
                    unanswered += 1
        finally:
            gone.cancel()

    async def _gone(self) -> None:
        with suppress(OSError, EOFError):
            # dbus-fast has one future for all who wait, which must not be cancelled with one.
            await asyncio.shield(self.bus.wait_for_disconnect())  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Leave the bus. Never raises."""
        for task in self._asking:
            task.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)
        if self.bus.connected:
            self.bus.disconnect()
            await asyncio.wait({asyncio.ensure_future(self._gone())}, timeout=CALL_SECONDS)

    async def _look_around(self) -> None:
        for rule in (_OWNERS, _CHANGES):
            await ask(self.bus, "AddMatch", rule)
        self.bus_id = str(await ask(self.bus, "GetId"))
        present = [name for name in await ask(self.bus, "ListNames") if _is_player(name)]
        owners = await asyncio.gather(*map(self._owner, present))
        for name, owner in zip(present, owners, strict=True):
            # What was heard since the question was put is newer than the answer.
            self._owners.setdefault(name, owner)
        new = {owner for owner in self._owners.values() if owner and owner not in self._processes}
        await asyncio.gather(*map(self._learn, new))

    async def _owner(self, name: str) -> str:
        try:
            return str(await ask(self.bus, "GetNameOwner", name))
        except Unanswered:
            return ""

    def _hear(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL:
            return
        if message.member == "PropertiesChanged" and message.path == PATH:
            self._changed(str(message.sender))
        elif message.member == "NameOwnerChanged" and message.sender == DAEMON:
            name, _, owner = message.body
            if _is_player(name):
                self._owners[name] = owner
                for gone in self._processes.keys() - self._owners.values():
                    del self._processes[gone]
                if owner and owner not in self._processes:
                    task = asyncio.ensure_future(self._meet(owner))
                    self._asking.add(task)
                    task.add_done_callback(self._asking.discard)
                else:
                    self._moved()

    async def _meet(self, owner: str) -> None:
        await self._learn(owner)
        self._moved()

    async def _learn(self, owner: str) -> None:
        process = None
        with suppress(Unanswered):  # the bus answers, so whoever hangs is met in time
            process = await process_of(self.bus, owner)
        self._processes[owner] = process


def _is_player(name: str) -> bool:
    return name.startswith(f"{MPRIS}.") and name != _PROXY

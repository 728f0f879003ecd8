"""One player on the bus, as a `Player`.

The interface is MPRIS 2.2, https://specifications.freedesktop.org/mpris-spec/2.2/.
"""

from contextlib import suppress

from dbus_fast import Message, Variant
from dbus_fast.aio import MessageBus

from voice.players.bus import Unanswered, call, tell
from voice.players.daemon import process_of
from voice.players.player import Order, Status

MPRIS = "org.mpris.MediaPlayer2"
PATH = "/org/mpris/MediaPlayer2"
PROPERTIES = "org.freedesktop.DBus.Properties"
PLAYER = f"{MPRIS}.Player"


class MprisPlayer:
    """Every call ends within CALL_SECONDS, and raises Unanswered if there was no answer."""

    def __init__(
        self, bus: MessageBus, owner: str, bus_name: str, process: int | None = None
    ) -> None:
        """`owner` is the unique name of its connection, which a bus never gives to another."""
        self.owner = owner
        self.short_name = bus_name.removeprefix(f"{MPRIS}.")
        self.name = self.short_name
        """The name that people know it by, once it is identified."""
        self.process = process
        self.identified = False
        """Whether it said what it is called."""
        self._bus = bus

    @property
    def connected(self) -> bool:
        """Whether the bus is still there."""
        return bool(self._bus.connected)

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, self.short_name.partition(".")[0])

    def reconnect(self, bus: MessageBus) -> None:
        """Reach the same player over a new connection of ours."""
        self._bus = bus

    async def identify(self) -> None:
        """Learn its process and the name that people know it by. Never raises."""
        with suppress(Unanswered):
            if self.process is None:
                self.process = await process_of(self._bus, self.owner)
        if self.identified:
            return
        with suppress(Unanswered):
            identity = await self._get(MPRIS, "Identity")
            self.identified = True
            if isinstance(identity, str):
                self.name = "".join(filter(str.isprintable, identity)).strip() or self.name

    async def status(self) -> Status:
        """What it does now."""
        try:
            return Status(str(await self._get(PLAYER, "PlaybackStatus")))
        except ValueError as error:
            raise Unanswered from error

    async def can_pause(self) -> bool:
        """Whether it says that it can be paused; live radio often cannot."""
        with suppress(Unanswered):
            return await self._get(PLAYER, "CanPause") is not False
        return True

    async def volume(self) -> float:
        """The volume on the player's own scale, which MPRIS leaves open."""
        volume = await self._get(PLAYER, "Volume")
        if not isinstance(volume, int | float):
            raise Unanswered
        return float(volume)

    async def set_volume(self, volume: float) -> None:
        """Ask for a volume; an answer does not mean that it is there already."""
        await self._call(PROPERTIES, "Set", "ssv", [PLAYER, "Volume", Variant("d", volume)])

    async def tell(self, order: Order) -> None:
        """Give an order. Its effect is seen in `status` only."""
        await tell(self._bus, self._message(PLAYER, order.value, "", []))

    async def _get(self, interface: str, name: str) -> object:
        match await self._call(PROPERTIES, "Get", "ss", [interface, name]):
            case [Variant(value=value)]:
                return value
        raise Unanswered

    async def _call(
        self, interface: str, member: str, signature: str, body: list[object]
    ) -> list[object]:
        return await call(self._bus, self._message(interface, member, signature, body))

    def _message(self, interface: str, member: str, signature: str, body: list[object]) -> Message:
        return Message(
            destination=self.owner,
            path=PATH,
            interface=interface,
            member=member,
            signature=signature,
            body=body,
        )

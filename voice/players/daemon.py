"""Questions to the bus itself."""

from typing import Any

from dbus_fast import Message
from dbus_fast.aio import MessageBus

from voice.players.bus import Unanswered, call

DAEMON = "org.freedesktop.DBus"


async def ask(bus: MessageBus, member: str, *words: str) -> Any:
    """The one thing that the bus answers. Raises Unanswered."""
    body = await call(
        bus,
        Message(
            destination=DAEMON,
            path="/org/freedesktop/DBus",
            interface=DAEMON,
            member=member,
            signature="s" * len(words),
            body=list(words),
        ),
    )
    return body[0] if body else None


async def process_of(bus: MessageBus, owner: str) -> int:
    """The process behind a connection. Raises Unanswered."""
    process = await ask(bus, "GetConnectionUnixProcessID", owner)
    if not isinstance(process, int):
        raise Unanswered
    return process

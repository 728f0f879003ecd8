"""The D-Bus session bus: getting on it, and calls that end whatever the other side does."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbus_fast import DBusFastError, Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus

from intents.errors import Problem
from models.errors import NetworkRefused

CALL_SECONDS = 0.25
"""A healthy player answers within some milliseconds; a hung one never does."""

_LOST = (OSError, EOFError, DBusFastError)


class NoBus(Problem):
    """There is no session bus to find players on (EX_UNAVAILABLE). The program works without."""

    exit_code = 69


class Unanswered(Exception):
    """No answer in time, an error, an answer that is not MPRIS, or the bus is gone."""


async def connect() -> MessageBus:
    """Get on the session bus that the environment names, or that is at its usual place.

    Raises NoBus.
    """
    try:
        async with asyncio.timeout(CALL_SECONDS):
            return await MessageBus(_address()).connect()
    except NetworkRefused as error:
        raise NoBus(
            "The D-Bus session bus is reached over a network, which Safeword does not use: "
            "it cannot pause music players."
        ) from error
    except (KeyError, *_LOST) as error:
        raise NoBus(
            "No D-Bus session bus: Safeword cannot pause music players; "
            "start it in your desktop session or under dbus-run-session."
        ) from error


def session_bus(env: Mapping[str, str]) -> str:
    """Which session a program with this environment belongs to: the address of its bus, whether
    there is one or not.
    """
    folder = env.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    address = env.get("DBUS_SESSION_BUS_ADDRESS") or f"unix:path={folder}/bus"
    return address.partition(",guid=")[0]


def _address() -> str | None:
    """Where the bus is, or None to leave the search to dbus-fast."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    # A service, a cron job or a shell after `su` has no address in its environment; systemd keeps
    # the bus of each user here.
    folder = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    socket = Path(folder) / "bus"
    return f"unix:path={socket}" if socket.is_socket() else None


async def call(bus: MessageBus, message: Message) -> list[Any]:
    """Send a method call and return what was answered.

    Raises Unanswered, after CALL_SECONDS at the latest.
    """
    if not bus.connected:
        raise Unanswered
    try:
        async with asyncio.timeout(CALL_SECONDS):
            reply = await bus.call(message)
    except _LOST as error:
        raise Unanswered from error
    if reply is None or reply.message_type is not MessageType.METHOD_RETURN:
        raise Unanswered
    return reply.body


async def tell(bus: MessageBus, message: Message) -> None:
    """Send a method call whose answer nobody waits for.

    Messages from one connection to another keep their order, so a later `call` sees its effect.
    Raises Unanswered when it cannot be sent.
    """
    if not bus.connected:
        raise Unanswered
    message.flags = MessageFlag.NO_REPLY_EXPECTED
    try:
        async with asyncio.timeout(CALL_SECONDS):
            await bus.send(message)
    except _LOST as error:
        raise Unanswered from error

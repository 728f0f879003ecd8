"""Between the control socket and a broker. Neither may be there; the other one is kept."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from functools import partial
from typing import Any

from aiomqtt import Client, MqttError, Will

from intents.errors import Problem
from voice.control import place
from voice.control.caller import BEATS_WITHIN, Caller
from voice.control.following import AGAIN, seen_after
from voice.control.protocol import Look, request_line, told_in
from voice.mqtt.connection import Complain, Connection
from voice.mqtt.home_assistant import COMMANDS, discovery, told_of, topics
from voice.mqtt.settings import Settings


class Bridge:
    """Tells the broker how the session is, and asks the session what comes from there.

    A command waits for no other one, and for its own kind only while that is being asked: so many
    as came meanwhile are asked once more, and none is lost with the broker.
    """

    def __init__(self, settings: Settings, complain: Complain) -> None:
        """Raises `SettingsProblem` where nobody can vouch for the broker."""
        self._settings = settings
        self._topics = topics(settings)
        self._complain = complain
        self._connection = Connection(settings, complain)
        self._wanted = {name.encode(): asyncio.Event() for name in COMMANDS}
        self._born = asyncio.Event()
        """Home Assistant is there again."""

    async def run(self) -> None:
        """Until it is cancelled."""
        async with asyncio.TaskGroup() as all_:
            all_.create_task(self._connection.keep(self._with_broker))
            for name in COMMANDS:
                all_.create_task(_whenever(self._wanted[name.encode()], partial(self._ask, name)))

    async def _with_broker(self) -> None:
        broker = self._connection.client(
            Will(self._topics.status, "offline", qos=1, retain=True),
        )
        async with broker:
            try:
                await self._introduce(broker)
                await broker.subscribe([(self._topics.command, 1), (self._topics.birth, 1)])
                async with asyncio.TaskGroup() as all_:
                    all_.create_task(self._take(broker))
                    all_.create_task(_whenever(self._born, partial(self._introduce, broker)))
                    all_.create_task(self._tell(broker))
            finally:
                with suppress(MqttError):
                    await self._status(broker, "offline")

    async def _introduce(self, broker: Client) -> None:
        await broker.publish(
            self._topics.discovery, json.dumps(discovery(self._settings)), qos=1, retain=True
        )

    async def _status(self, broker: Client, status: str) -> None:
        await broker.publish(self._topics.status, status, qos=1, retain=True)

    # ---- From the broker to the session. -------------------------------------------------------

    async def _take(self, broker: Client) -> None:
        """Never waits for what comes of it: a stop may be the next."""
        async for message in broker.messages:
            if message.topic.matches(self._topics.birth):
                self._born.set()
            elif message.retain:  # nobody asks now for what was kept
                pass
            elif isinstance(message.payload, bytes) and message.payload in self._wanted:
                self._wanted[message.payload].set()
            else:
                self._complain(f"The broker may ask for {' and '.join(COMMANDS)} only.")

    async def _ask(self, name: str) -> None:
        try:
            await asyncio.to_thread(_ask, name)
        except Problem as problem:
            self._complain(str(problem))

    # ---- From the session to the broker. -------------------------------------------------------

    async def _tell(self, broker: Client) -> None:
        await self._status(broker, "offline")
        while True:
            with suppress(OSError, ValueError):  # nobody listens, or not any more
                await self._tell_of_one(broker)
            await asyncio.sleep(AGAIN)

    async def _tell_of_one(self, broker: Client) -> None:
        """Until it ends, or no sign of life comes any more; with the first one it is online."""
        online, before = False, None
        async with aclosing(_watch()) as lines:
            try:
                async for told in lines:
                    if told["kind"] == "beat" and not online:
                        online = True
                        await self._status(broker, "online")
                    now = seen_after(before, told)
                    if now and (now != before or told["kind"] == "beat"):
                        await broker.publish(self._topics.state, json.dumps(told_of(now)), qos=1)
                    before = now
            finally:
                if online:
                    await self._status(broker, "offline")


async def _whenever(wanted: asyncio.Event, do: Callable[[], Awaitable[None]]) -> None:
    """Do it each time that it is wanted; once more where that was while it was being done."""
    while True:
        await wanted.wait()
        wanted.clear()
        await do()


async def _watch() -> AsyncGenerator[dict[str, Any], None]:
    """What a session tells. Raises `OSError` where there is none, or nothing comes any more."""
    reader, writer = await asyncio.open_unix_connection(str(place.path()))
    try:
        writer.write(request_line(Look.WATCH))
        while True:
            async with asyncio.timeout(BEATS_WITHIN):
                line = await reader.readline()
            if not line:
                return
            yield told_in(line)
    finally:
        writer.close()


def _ask(name: str) -> None:
    with Caller() as caller:
        caller.ask(name)

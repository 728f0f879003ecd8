"""The connection to a broker: encrypted, kept, and opened again when it is lost."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable

from aiomqtt import Client, MqttError, Will

from voice.backoff import Backoff
from voice.errors import SettingsProblem
from voice.mqtt.settings import Settings

KEEPALIVE = 5
"""Seconds: a program that stands still is told as offline soon after."""

Complain = Callable[[str], None]


class Connection:
    """Where the broker is, and who vouches for it."""

    def __init__(self, settings: Settings, complain: Complain) -> None:
        """`complain` is told why the broker is not reached.

        Raises `SettingsProblem` where nobody can vouch for the broker.
        """
        self._settings = settings
        self._complain = complain
        try:
            self._tls = ssl.create_default_context(cafile=settings.ca)
        except OSError:
            raise SettingsProblem(f"There is no certificate in '{settings.ca}'.") from None

    def client(self, will: Will | None = None) -> Client:
        """One that is not connected yet."""
        return Client(
            self._settings.host,
            self._settings.port,
            username=self._settings.username,
            password=self._settings.password,
            tls_context=self._tls,
            keepalive=KEEPALIVE,
            will=will,
        )

    async def keep(self, use: Callable[[], Awaitable[None]], longest: float = 30.0) -> None:
        """Begin `use` anew each time that it loses the broker, until this is cancelled.

        `longest`: seconds that are waited at most between two tries.
        """
        loop = asyncio.get_running_loop()
        backoff = Backoff(first=1.0, longest=longest, trusted=60.0)
        while True:
            since = loop.time()
            try:
                await use()
            except* (MqttError, OSError) as group:
                why = str(group.exceptions[0]).rstrip(".")  # some have their own
                self._complain(f"The broker is not reached: {why}.")
            backoff.was_well(loop.time() - since)
            backoff.put_off(loop.time())
            await asyncio.sleep(backoff.due - loop.time())

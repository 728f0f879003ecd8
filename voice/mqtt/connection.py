"""The connection to a broker: encrypted, kept, and opened again when it is lost."""

import asyncio
import math
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Self

from aiomqtt import Client, MqttCodeError, MqttError, Will

from voice.backoff import Backoff
from voice.errors import SettingsProblem
from voice.mqtt.settings import Settings

KEEPALIVE = 5
"""Seconds: a program that stands still is told as offline soon after."""
ANSWERS_WITHIN = 10.0
"""Seconds that the broker may take to answer."""
CONNECTS_WITHIN = 20.0
"""Seconds until it is found and has let us in."""
NOT_LET_IN = (134, 135)
"""MQTT's reasons: a bad user name or password, and not authorized."""

Complain = Callable[[str], None]


@asynccontextmanager
async def _within(seconds: float) -> AsyncIterator[None]:
    """Raises `MqttError` when it takes longer."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise MqttError("it does not answer in time") from None


class PatientClient(Client):
    """A client that can be cancelled at any moment.

    Its own limits of time are `asyncio.wait_for`, which in Python 3.11 swallows a cancellation that
    comes in the same turn as the answer; whoever was to end then would go on. So it has none, and
    ours are around it.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, timeout=math.inf, **more)

    async def __aenter__(self) -> Self:
        """Raises `MqttError`."""
        async with _within(CONNECTS_WITHIN):
            return await super().__aenter__()

    async def __aexit__(self, *error: Any) -> None:
        """Raises `MqttError`."""
        async with _within(ANSWERS_WITHIN):
            await super().__aexit__(*error)

    async def publish(self, *args: Any, **more: Any) -> None:
        """Raises `MqttError`."""
        async with _within(ANSWERS_WITHIN):
            await super().publish(*args, **more)

    async def subscribe(self, *args: Any, **more: Any) -> Any:
        """Raises `MqttError`."""
        async with _within(ANSWERS_WITHIN):
            return await super().subscribe(*args, **more)


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
        return PatientClient(
            self._settings.host,
            self._settings.port,
            username=self._settings.username,
            password=self._settings.password,
            tls_context=self._tls,
            keepalive=KEEPALIVE,
            will=will,
        )

    async def keep(
        self, use: Callable[[], Coroutine[Any, Any, None]], longest: float = 30.0
    ) -> None:
        """Begin `use` anew each time that it loses the broker, until this is cancelled.

        It runs as a task of its own: in Python 3.11 one whose `TaskGroup` failed counts as
        cancelled from then on, and one that is cancelled while its group fails does not end.

        `longest`: seconds that are waited at most between two tries.
        """
        loop = asyncio.get_running_loop()
        backoff = Backoff(first=1.0, longest=longest, trusted=60.0)
        while True:
            since = loop.time()
            try:
                await asyncio.create_task(use())
            except* (MqttError, OSError) as group:
                self._complain(_not_reached(group.exceptions[0], self._settings))
            if (own := asyncio.current_task()) is not None and own.cancelling():
                raise asyncio.CancelledError
            backoff.was_well(loop.time() - since)
            backoff.put_off(loop.time())
            await asyncio.sleep(backoff.due - loop.time())


def _not_reached(error: Exception, settings: Settings) -> str:
    why = str(error).rstrip(".")  # some have their own
    if isinstance(error, MqttCodeError) and error.rc in NOT_LET_IN:
        check = "username and password"
    elif "CERTIFICATE" in why:
        check = "host and ca"
    else:
        check = "that it runs, and host and port"
    return (
        f"The broker is not reached at {settings.host}, port {settings.port}: {why}. "
        f"Check {check} in {settings.file}."
    )

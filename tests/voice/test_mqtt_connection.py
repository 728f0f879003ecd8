"""A connection to a broker ends when it is to end, whatever happens at that moment."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from aiomqtt import Client, MqttError

from tests.fixtures.broker import Broker
from voice.mqtt import settings
from voice.mqtt.connection import Connection


def connection(complaints: list[str]) -> Connection:
    """To a broker that nobody asks anything."""
    return Connection(settings.Settings(host="localhost"), complaints.append)


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.publish("room-signal/blue/status", "offline", qos=1),
        lambda client: client.subscribe("room-signal/#", 1),
    ],
)
def test_a_cancellation_at_the_moment_of_the_answer_is_kept(
    broker: Broker, ask: Callable[[Client], Coroutine[Any, Any, Any]]
) -> None:
    """The answer is there, and whoever waits for it is cancelled before it goes on."""

    async def asked() -> bool:
        async with Connection(settings.read(broker.settings()), print).client() as client:
            asking = asyncio.create_task(ask(client))

            def cancelling(answer: Callable[..., None]) -> Callable[..., None]:
                def answered(*args: Any) -> None:
                    answer(*args)
                    asking.cancel()

                return answered

            paho = client._client
            paho.on_publish = cancelling(paho.on_publish)  # type: ignore[arg-type]
            paho.on_subscribe = cancelling(paho.on_subscribe)  # type: ignore[arg-type]
            await asyncio.wait([asking])
            return asking.cancelled()

    assert asyncio.run(asked())


def test_a_cancellation_is_kept_though_the_broker_is_lost_meanwhile() -> None:
    complaints: list[str] = []

    async def lose_it() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            if not complaints:
                raise MqttError("gone")

    async def ended() -> bool:
        keeping = asyncio.create_task(connection(complaints).keep(lose_it))
        await asyncio.sleep(0.1)
        keeping.cancel()
        await asyncio.wait([keeping], timeout=2)
        return keeping.cancelled()

    assert asyncio.run(ended())


def test_tasks_that_lose_the_broker_are_begun_again() -> None:
    """In Python 3.11 their task is told as cancelled then, which nobody wanted."""
    complaints: list[str] = []
    begun = 0

    async def lose_it() -> None:
        await asyncio.sleep(0.01)
        raise MqttError("gone")

    async def both() -> None:
        nonlocal begun
        begun += 1
        async with asyncio.TaskGroup() as group:
            group.create_task(lose_it())
            group.create_task(asyncio.sleep(60))

    async def kept() -> None:
        async with asyncio.timeout(1.5):
            await connection(complaints).keep(both)

    with pytest.raises(TimeoutError):
        asyncio.run(kept())
    assert begun == 2
    assert len(complaints) == 2
    for complaint in complaints:
        assert complaint.startswith("The broker is not reached at localhost, port 8883: gone. ")


def test_a_broker_that_stands_still_is_told(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voice.mqtt.connection.ANSWERS_WITHIN", 0.5)

    async def asked() -> None:
        async with Connection(settings.read(broker.settings()), print).client() as client:
            broker.sigstop()
            try:
                await client.publish("room-signal/blue/status", "offline", qos=1)
            finally:
                broker.sigcont()

    with pytest.raises(MqttError, match="does not answer in time"):
        asyncio.run(asked())

"""`python -m bench.rooms`: many rooms, one broker, one `safeword monitor`; writes docs/rooms.md.

The broker is a real mosquitto with TLS on this computer. Each room is a client of its own that
tells each second how it is, as `safeword mqtt` does and by the same code keeps its connection. Now
and then one stops, for a minute. In the middle the broker is killed, stays away and is started
again. Timed from when a room says that it stopped until the monitor says it aloud.
"""

import argparse
import asyncio
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from aiomqtt import Client, Will

from intents.state import Mode
from tests.fixtures.broker import Broker
from voice.mqtt import settings
from voice.mqtt.connection import Connection
from voice.mqtt.home_assistant import topics
from voice.mqtt.settings import Settings

OUT = Path(__file__).parents[1] / "docs" / "rooms.md"
STOPS_FOR = 60.0
"""Seconds that a stop lasts."""
AWAY = 10.0
"""Seconds that the broker is away."""
LATE = 40.0
"""Seconds after the end in which a stop may still be told."""


@dataclass
class Stop:
    """One stop of one room: when it was said there, and when it was told here."""

    room: str
    began: float
    told: float | None = None
    beside_broker: bool = False
    """The broker was away, or the room not back yet, when it began."""


@dataclass
class Evening:
    """What all rooms and the monitor share."""

    stops: list[Stop] = field(default_factory=list)
    broker_there: bool = True

    def said(self, line: str) -> None:
        """The monitor said this."""
        now = time.monotonic()
        for room in re.findall(r"(room-\d+): stop", line):
            for stop in self.stops:
                if stop.room == room and stop.told is None:
                    stop.told = now


class SimulatedRoom:
    """A room whose session is only told of."""

    def __init__(self, at: Settings, evening: Evening, every: float, chance: random.Random) -> None:
        self._name = at.topic
        self._topics = topics(at)
        self._connection = Connection(at, lambda _: None)
        self._evening = evening
        self._every = every
        self._chance = chance
        self._stopped = False
        self._next = time.monotonic() + chance.uniform(10, every)
        self._changed = asyncio.Event()
        self.connected = False

    async def run(self) -> None:
        """Until it is cancelled."""
        await asyncio.gather(self._connection.keep(self._tell), self._live())

    async def _live(self) -> None:
        """Stop, and go on, whether the broker is there or not."""
        while True:
            await asyncio.sleep(max(0.0, self._next - time.monotonic()))
            away = not (self.connected and self._evening.broker_there)
            stop = Stop(self._name, time.monotonic(), beside_broker=away)
            self._evening.stops.append(stop)
            self._stopped = True
            self._changed.set()
            await asyncio.sleep(STOPS_FOR)
            self._stopped = False
            self._next = time.monotonic() + self._chance.expovariate(1 / self._every)
            self._changed.set()

    async def _tell(self) -> None:
        will = Will(self._topics.status, "offline", qos=1, retain=True)
        client = self._connection.client(will)
        async with client:
            try:
                await client.publish(self._topics.status, "online", qos=1, retain=True)
                self.connected = True
                await self._tell_on(client)
            finally:
                self.connected = False

    async def _tell_on(self, client: Client) -> None:
        while True:
            self._changed.clear()
            mode = Mode.STOPPED if self._stopped else Mode.PLAYING
            payload = json.dumps({"state": str(mode), "well": "ON"})
            await client.publish(self._topics.state, payload, qos=1)
            with suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await self._changed.wait()


@contextmanager
def _monitor(path: Path, said: Callable[[str], None]) -> Iterator[None]:
    """`safeword monitor`, each of whose alerts somebody answers at once."""
    command = [sys.executable, "-m", "voice.cli", "monitor", "--lines", "--dry-run"]
    with subprocess.Popen(
        [*command, "--settings", str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdin is not None
        lines, keys = process.stdout, process.stdin

        def read() -> None:
            for line in lines:
                said(line)
                keys.write("\n")
                keys.flush()

        reader = threading.Thread(target=read)
        reader.start()
        try:
            yield
        finally:
            process.terminate()
            reader.join()


async def _evening(rooms: int, minutes: float, broker: Broker) -> Evening:
    evening, chance = Evening(), random.Random(1)
    at = settings.read(broker.settings())
    every = 60.0
    simulated = [
        SimulatedRoom(at.model_copy(update={"topic": f"room-{n}"}), evening, every, chance)
        for n in range(rooms)
    ]
    with _monitor(broker.settings(), evening.said):
        tasks = [asyncio.create_task(room.run()) for room in simulated]
        half = minutes * 30
        await asyncio.sleep(half)
        evening.broker_there = False
        await asyncio.to_thread(broker.kill)
        await asyncio.sleep(AWAY)
        await asyncio.to_thread(broker.start)
        evening.broker_there = True
        await asyncio.sleep(half)
        count = len(evening.stops)
        await asyncio.sleep(LATE)
        del evening.stops[count:]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return evening


def _row(title: str, stops: Sequence[Stop]) -> str:
    took = [stop.told - stop.began for stop in stops if stop.told is not None]
    lost = len(stops) - len(took)
    shown = " / ".join(f"{each:.2f}" for each in np.percentile(took, [50, 95, 99])) if took else "-"
    return f"| {title} | {len(stops)} | {shown} | {lost} |"


def _page(rooms: int, minutes: float, stops: Sequence[Stop]) -> str:
    there = [stop for stop in stops if not stop.beside_broker]
    away = [stop for stop in stops if stop.beside_broker]
    return f"""# Many rooms on one broker

{rooms} simulated rooms and one `safeword monitor` on one mosquitto with TLS, all on one computer,
for {minutes:g} minutes. In the middle the broker was killed, and started again after {AWAY:g} s.
Each alert was answered at once. Written by
`python -m bench.rooms --rooms {rooms} --minutes {minutes:g} --write`.

From when a room says that it stopped until the monitor says so, in seconds; "lost" was not said
within {LATE:g} s after the end.

| the stop began | stops | 50% / 95% / 99% | lost |
|---|---|---|---|
{_row("with the broker there", there)}
{_row("while the broker was away, or the room not back yet", away)}

Rooms wait 1, 2, 4 and up to 30 seconds between two tries to reach a broker that is away. Within a
room a stop needs no broker.
"""


def main() -> None:
    """Play it, print it, and with `--write` keep it."""
    parser = argparse.ArgumentParser("python -m bench.rooms", description=__doc__)
    parser.add_argument("--rooms", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--write", action="store_true", help=f"write docs/{OUT.name}")
    args = parser.parse_args()
    with Broker() as broker:
        evening = asyncio.run(_evening(args.rooms, args.minutes, broker))
    page = _page(args.rooms, args.minutes, evening.stops)
    print(page)
    if args.write:
        OUT.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

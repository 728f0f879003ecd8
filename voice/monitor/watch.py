"""The work of `safeword monitor`: broker, screen, voice and keys, on one event loop."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from aiomqtt import Client

from intents.clock import frames
from intents.messages import Chime, ChimeKind, CutSpeech, Say
from voice.monitor import messages
from voice.monitor.display import Display
from voice.monitor.duty import Alert, Duty
from voice.mqtt.connection import Connection
from voice.mqtt.settings import Settings
from voice.session.performer import Performer

EVERY = 0.1
"""Seconds between two looks."""
TRIES_WITHIN = 5.0
"""Seconds between two tries to reach the broker, at most."""
TYPED = 4096
"""Bytes that are read at once of what is typed."""


class Watch:
    """Shows what rooms tell, and says what somebody should look after."""

    def __init__(self, settings: Settings, performer: Performer, display: Display) -> None:
        """Raises `SettingsProblem` as `Connection` does."""
        self._settings = settings
        self._performer = performer
        self._display = display
        self._connection = Connection(settings, display.complain)
        self._said = 0

    async def run(self) -> None:
        """Until it is cancelled."""
        loop = asyncio.get_running_loop()
        duty = Duty(loop.time())

        async def use() -> None:
            await self._with_broker(duty)

        _on_enter(lambda: loop.call_soon_threadsafe(self._answered, duty))
        async with asyncio.TaskGroup() as both:
            both.create_task(self._connection.keep(use, TRIES_WITHIN))
            both.create_task(self._look(duty))

    async def _with_broker(self, duty: Duty) -> None:
        loop = asyncio.get_running_loop()
        try:
            async with self._connection.client() as broker:
                await self._subscribe(broker)
                duty.broker_came(loop.time())
                async for message in broker.messages:
                    if isinstance(message.payload, bytes):
                        messages.take(duty, message.topic.value, message.payload, loop.time())
        finally:
            duty.broker_left(loop.time())

    async def _subscribe(self, broker: Client) -> None:
        names = messages.names(self._settings.discovery)
        await broker.subscribe([(each, 1) for each in (messages.STATUS, messages.STATE, names)])

    async def _look(self, duty: Duty) -> None:
        loop = asyncio.get_running_loop()
        while True:
            now = loop.time()
            alert = duty.ticked(now)
            if alert is not None:
                self._say(alert)
                self._display.tell(alert)
            self._performer.advance(frames(EVERY), paced=True)
            list(self._performer.results())
            self._display.show(duty, now, unheard=bool(self._performer.faults()))
            await asyncio.sleep(EVERY)

    def _say(self, alert: Alert) -> None:
        """What was being said is old."""
        self._said += 1
        self._performer.perform(CutSpeech())
        self._performer.perform(Chime(ChimeKind.ALARM))
        self._performer.perform(Say(self._said, "duty", alert.text, alert.louder))

    def _answered(self, duty: Duty) -> None:
        duty.answered()
        self._performer.perform(CutSpeech())


def _on_enter(answered: Callable[[], object]) -> None:
    """Each line that is typed answers, whatever is in it; the end of input is none."""

    def read() -> None:
        with suppress(OSError):  # a terminal that is gone
            keys = sys.stdin.fileno()
            while typed := os.read(keys, TYPED):
                if b"\n" in typed:
                    answered()

    threading.Thread(target=read, name="keys", daemon=True).start()

"""Puts requests to the session, so that no flood of them can keep its loop busy."""

import asyncio
import math

from intents.names import Name
from intents.state import State
from voice.session.asked import Asked
from voice.session.session import Beside

APART = 1.0
"""Seconds between two of the same name."""

Answer = tuple[str | None, State]
"""Why it was refused, if it was, and the state that followed."""


class Asking:
    """Each name waits at the session once at most. All of it is on one event loop.

    Whoever asks for what waits there already gets the same answer. So nothing is ever refused for
    being asked too often, and a stop is put to the session within a second at the latest.
    """

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._open: dict[Name, asyncio.Future[Answer]] = {}
        self._put_at: dict[Name, float] = {}

    async def ask(self, name: Name) -> Answer:
        """What came of it. Waits until the session takes it; who waits no longer may be cancelled,
        and what was asked is done all the same.
        """
        if name not in self._open:
            self._open[name] = asyncio.get_running_loop().create_future()
            self._put_later(name)
        return await asyncio.shield(self._open[name])

    def _put_later(self, name: Name) -> None:
        loop = asyncio.get_running_loop()
        due = self._put_at.get(name, -math.inf) + APART
        if due <= loop.time():
            self._put(name)
        else:
            loop.call_at(due, self._put, name)

    def _put(self, name: Name) -> None:
        loop = asyncio.get_running_loop()
        self._put_at[name] = loop.time()

        def answered(refused: str | None, state: State) -> None:
            loop.call_soon_threadsafe(self._answered, name, (refused, state))

        self._beside.put(Asked(name, answered))

    def _answered(self, name: Name, answer: Answer) -> None:
        self._open.pop(name).set_result(answer)

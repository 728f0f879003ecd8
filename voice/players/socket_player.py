"""What all players have in common that are reached at a local socket."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress

from voice.players.bus import CALL_SECONDS, Unanswered
from voice.players.local_socket import listener

AGAIN_SECONDS = 1.0
"""Between two tries to connect."""


class SocketPlayer(ABC):
    """It is connected to again and again, as long as it is there: one that hangs is."""

    def __init__(
        self,
        owner: str,
        path: str,
        process: int,
        changed: Callable[[str], None],
        gone: Callable[[str], None],
    ) -> None:
        """`changed` is called with the owner when it says that something is different, `gone` once
        at its end.

        Made on a running loop. `process` made the socket.
        """
        self.owner = owner
        self.listener = process
        """Who made the socket."""
        self.identified = False
        self.connected = True
        """Whether somebody is there, who may hang."""
        self.foreign = False
        """It is something else than it was taken for."""
        self._path = path
        self._changed = changed
        self._gone = gone
        self._ready = asyncio.Event()
        self._staying = asyncio.ensure_future(self._stay())

    async def close(self) -> None:
        """Leave it alone from now on. Nothing is called any more."""
        self._changed = self._gone = lambda _: None
        self._staying.cancel()
        await asyncio.wait({self._staying})

    @abstractmethod
    async def _use(self) -> None:
        """Connect, call `_started`, and return or raise when the connection is lost."""

    def _started(self) -> None:
        self._ready.set()
        self._changed(self.owner)

    async def _connection(self) -> None:
        """Return when it is connected to. Raises Unanswered."""
        if not self.connected:
            raise Unanswered
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._ready.wait()
        except TimeoutError as error:
            raise Unanswered from error

    async def _stay(self) -> None:
        try:
            while self._is_there():
                with suppress(Exception):  # whatever it was, it is tried again
                    await self._use()
                self._ready.clear()
                if self._is_there():
                    await asyncio.sleep(AGAIN_SECONDS)
        finally:
            self._ready.clear()
            self.connected = False
            self._gone(self.owner)

    def _is_there(self) -> bool:
        try:
            return not self.foreign and listener(self._path) == self.listener
        except BlockingIOError:
            return True

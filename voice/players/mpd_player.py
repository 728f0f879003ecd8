"""One MPD at a local socket, as a `Player`, by MPD's own protocol.

https://mpd.readthedocs.io/en/latest/protocol.html
"""

import asyncio
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from mpd import MPDError, ProtocolError
from mpd.asyncio import MPDClient

from voice.players.bus import CALL_SECONDS, Unanswered
from voice.players.local_socket import address
from voice.players.mpd_place import Place, plays_there
from voice.players.player import Order, Status
from voice.players.socket_player import SocketPlayer

_STATUS = {"play": Status.PLAYING, "pause": Status.PAUSED, "stop": Status.STOPPED}
_ORDERS: dict[Order, tuple[str, tuple[int, ...]]] = {
    Order.PAUSE: ("pause", (1,)),  # without the number it toggles
    Order.STOP: ("stop", ()),
    Order.PLAY: ("play", ()),  # without a number it goes on where it was paused
}


class MpdPlayer(SocketPlayer):
    """One that hangs is connected still; what it is told it may do later.

    A question to it is never taken back: the library could not go on after that. So one that is not
    answered yet is not put once more.
    """

    def __init__(
        self,
        place: Place,
        process: int,
        changed: Callable[[str], None],
        gone: Callable[[str], None],
    ) -> None:
        """See `SocketPlayer`."""
        super().__init__(f"mpd {process} {place.path}", place.path, process, changed, gone)
        self.short_name = "mpd"
        self.name = "MPD"
        self.process = process if plays_there(process) else None
        self.place = place
        self._may: frozenset[str] | None = None
        """What it lets us do; with a password it may be more."""
        self._client: MPDClient | None = None
        self._status: asyncio.Future[Any] | None = None
        asyncio.get_running_loop().set_exception_handler(_complain)

    @property
    def names(self) -> tuple[str, ...]:
        """Its process has that name, also where a stream says no more. A longer one would be that
        of any music player.
        """
        return (self.name,)

    async def identify(self) -> None:
        """See `Player.identify`."""
        with suppress(Unanswered):
            self._may = frozenset(await self._ask("commands"))
            self.identified = True

    async def status(self) -> Status:
        """See `Player.status`."""
        state = (await self._asked_once()).get("state")
        if state not in _STATUS:
            raise Unanswered
        return _STATUS[state]

    async def can_pause(self) -> bool:
        """Whether it lets us; one with a password may not."""
        return self._may is None or "pause" in self._may

    async def volume(self) -> float:
        """The volume, full at 1.0; negative where it has none."""
        try:
            return int((await self._asked_once()).get("volume", -1)) / 100
        except (TypeError, ValueError) as error:
            raise Unanswered from error

    async def set_volume(self, volume: float) -> None:
        """See `Player.set_volume`."""
        await self._ask("setvol", round(100 * volume))

    async def tell(self, order: Order) -> None:
        """See `Player.tell`."""
        await self._connection()
        command, words = _ORDERS[order]
        self._put(command, *words)

    # ---- Questions. --------------------------------------------------------------------------

    async def _asked_once(self) -> dict[str, str]:
        await self._connection()
        if self._status is None or self._status.done():
            self._status = self._put("status")
        answer = await self._answer(self._status)
        return answer if isinstance(answer, dict) else {}

    async def _ask(self, command: str, *words: object) -> Any:
        await self._connection()
        return await self._answer(self._put(command, *words))

    def _put(self, command: str, *words: object) -> "asyncio.Future[Any]":
        try:
            answer: asyncio.Future[Any] = getattr(self._client, command)(*words)
        except (MPDError, OSError, AttributeError, asyncio.QueueFull) as error:
            raise Unanswered from error
        answer.add_done_callback(_look_at)
        return answer

    async def _answer(self, answer: "asyncio.Future[Any]") -> Any:
        await asyncio.wait({answer}, timeout=CALL_SECONDS)
        if not answer.done() or answer.exception() is not None:
            raise Unanswered
        return answer.result()

    # ---- The connection. ---------------------------------------------------------------------

    async def _use(self) -> None:
        client = MPDClient()
        try:
            with address(self.place.path) as where:
                await client.connect(where)
            self._client, self._status = client, None
            if self.place.password:
                self._put("password", self.place.password)
            self._started()
            async for _ in client.idle(("player", "mixer")):
                self._changed(self.owner)
        except ProtocolError:
            self.foreign = True
        finally:
            self._client = None
            client.disconnect()


def _look_at(answer: "asyncio.Future[Any]") -> None:
    """An error that nobody waits for any more would be logged."""
    if not answer.cancelled():
        answer.exception()


def _complain(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """As without this, but for what the library has told us already.

    Where a connection is lost while it waits for news, it raises once more into the loop.
    """
    error = context.get("exception")
    frames = traceback.walk_tb(error.__traceback__) if error is not None else ()
    if not any(frame.f_globals.get("__name__") == MPDClient.__module__ for frame, _ in frames):
        loop.default_exception_handler(context)

"""One mpv at its own socket, as a `Player`, by mpv's JSON IPC.

https://mpv.io/manual/stable/#json-ipc
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from voice.players.bus import CALL_SECONDS, Unanswered
from voice.players.local_socket import connected, peer
from voice.players.mpv_socket import MpvSocket
from voice.players.player import Order, Status
from voice.players.socket_player import SocketPlayer

_OBSERVED = ("pause", "idle-active", "volume")


class MpvPlayer(SocketPlayer):
    """One that hangs is connected still; what it is told it may do later."""

    name = short_name = "mpv"

    def __init__(
        self,
        socket: MpvSocket,
        changed: Callable[[str], None],
        gone: Callable[[str], None],
    ) -> None:
        """See `SocketPlayer`."""
        owner = f"mpv {socket.process} {socket.path}"
        super().__init__(owner, socket.path, socket.process, changed, gone)
        self.process = socket.process
        self._writer: asyncio.StreamWriter | None = None
        self._last = 0
        self._asked: dict[int, asyncio.Future[dict[str, Any]]] = {}
        """What is not answered yet."""
        self._status: tuple[asyncio.Future[dict[str, Any]], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Of streams without a process."""
        return (self.name,)

    async def identify(self) -> None:
        """See `Player.identify`."""
        try:
            await self._ask("get_version")
        except Unanswered:
            return
        self.identified = True

    async def status(self) -> Status:
        """See `Player.status`. One that hangs is not asked once more before it has answered."""
        await self._connection()
        if all(each.done() for each in self._status):
            self._status = tuple(self._put("get_property", name) for name in _OBSERVED[:2])
        paused, idle = await self._answers(*self._status)
        if idle is True:
            return Status.STOPPED
        if not isinstance(paused, bool):
            raise Unanswered
        return Status.PAUSED if paused else Status.PLAYING

    async def can_pause(self) -> bool:
        """Also what is broadcast: it goes on where it was, or as near as there still is."""
        return True

    async def volume(self) -> float:
        """Full at 1.0; the sound is its third power."""
        volume = await self._ask("get_property", "volume")
        if isinstance(volume, bool) or not isinstance(volume, int | float):
            raise Unanswered
        return volume / 100

    async def set_volume(self, volume: float) -> None:
        """See `Player.set_volume`."""
        await self._ask("set_property", "volume", 100 * volume)

    async def tell(self, order: Order) -> None:
        """See `Player.tell`. It is never stopped, which would end most mpvs: to be told once more
        to pause is all that is left.
        """
        await self._connection()
        self._put("set_property", "pause", order is not Order.PLAY)

    # ---- Questions. --------------------------------------------------------------------------

    async def _ask(self, *words: object) -> object:
        await self._connection()
        (answer,) = await self._answers(self._put(*words))
        return answer

    def _put(self, *words: object) -> "asyncio.Future[dict[str, Any]]":
        if self._writer is None or self._writer.is_closing():
            raise Unanswered
        self._last += 1
        self._writer.write(
            json.dumps({"command": words, "request_id": self._last}).encode() + b"\n"
        )
        answer = self._asked[self._last] = asyncio.get_running_loop().create_future()
        return answer

    async def _answers(self, *asked: "asyncio.Future[dict[str, Any]]") -> tuple[object, ...]:
        await asyncio.wait(asked, timeout=CALL_SECONDS)
        if not all(each.done() and each.result().get("error") == "success" for each in asked):
            raise Unanswered
        return tuple(each.result().get("data") for each in asked)

    # ---- The connection. ---------------------------------------------------------------------

    async def _use(self) -> None:
        call = connected(self._path)
        if (who := peer(call)) != self.process:
            call.close()
            self.foreign = who != 0  # which says that nothing is known yet
            return
        reader, self._writer = await asyncio.open_unix_connection(sock=call)
        try:
            # Else it would tell also what it plays.
            self._put("disable_event", "all")
            self._put("enable_event", "property-change")
            for number, name in enumerate(_OBSERVED):
                self._put("observe_property", number, name)
            self._started()
            while line := await reader.readline():
                self._hear(json.loads(line))
        finally:
            self._writer.close()
            self._writer = None
            while self._asked:
                self._asked.popitem()[1].set_result({})

    def _hear(self, message: Any) -> None:
        match message:
            case {"request_id": int(number)}:
                if (asked := self._asked.pop(number, None)) is not None:
                    asked.set_result(message)
            case {"event": "property-change"}:
                self._changed(self.owner)

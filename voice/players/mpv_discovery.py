"""Which mpvs without a place on the bus are there, as players."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from voice.players.mpv_player import MpvPlayer
from voice.players.mpv_socket import MpvSocket, listening, of_mpvs

LOOK_SECONDS = 1.0
"""Between two looks for one that was started meanwhile."""


class MpvDiscovery:
    """Looks when it is told to, and every second as long as it is not closed."""

    def __init__(
        self,
        moved: Callable[[], None],
        changed: Callable[[str], None],
        steered: Callable[[int], bool],
    ) -> None:
        """`moved` is called when an mpv comes or goes, and `changed` with the owner of one that
        says that something about it is different.

        Which processes are steered in another way, `steered` says: they are no players here.
        """
        self.players: dict[str, MpvPlayer] = {}
        """By owner."""
        self._moved = moved
        self._changed = changed
        self._steered = steered
        self._seen: set[str] = set()
        self._sockets: dict[str, MpvSocket] = {}
        """By number, those at which an mpv may be met."""
        self._closing: set[asyncio.Task[None]] = set()
        self._looking = asyncio.ensure_future(self._keep_looking())

    def look(self) -> None:
        """Meet those that are new, and leave those that are steered in another way now."""
        before = set(self.players)
        with suppress(Exception):  # whatever it was, it is looked again
            self._look()
        if set(self.players) != before:
            self._moved()

    async def close(self) -> None:
        """Leave all of them alone. Nothing is called any more."""
        self._moved = lambda: None
        self._looking.cancel()
        await asyncio.wait({self._looking})
        await asyncio.gather(
            *(player.close() for player in tuple(self.players.values())), *self._closing
        )

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self.look()

    def _look(self) -> None:
        present = listening()
        new = {number: present[number] for number in present.keys() - self._seen}
        if new:  # seldom
            self._sockets |= of_mpvs(new)
        self._seen = set(present)
        self._sockets = {n: each for n, each in self._sockets.items() if n in present}
        for player in tuple(self.players.values()):
            if self._steered(player.process):
                self._leave(player)
        met = {player.process for player in self.players.values()}
        for socket in self._sockets.values():
            if socket.process not in met and not self._steered(socket.process):
                player = MpvPlayer(socket, self._changed, self._gone)
                self.players[player.owner] = player

    def _leave(self, player: MpvPlayer) -> None:
        del self.players[player.owner]
        task = asyncio.ensure_future(player.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def _gone(self, owner: str) -> None:
        process = self.players.pop(owner).process
        # Its path may be another's by now; what cannot be met once is not tried each second.
        self._sockets = {n: each for n, each in self._sockets.items() if each.process != process}
        self._moved()

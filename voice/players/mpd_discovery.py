"""Which MPDs are on this computer. Nothing is asked of who has none but whether a file is there."""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from voice.players.local_socket import listener
from voice.players.mpd_place import Place, places, runs

if TYPE_CHECKING:
    from voice.players.mpd_player import MpdPlayer

LOOK_SECONDS = 1.0
"""Between two looks for one that was started meanwhile."""


class MpdDiscovery:
    """Looks at once when it is made, on a running loop, and then as long as it is not closed."""

    def __init__(self, moved: Callable[[], None], changed: Callable[[str], None]) -> None:
        """`moved` is called when an MPD comes or goes, and `changed` with the owner of one that
        says that something about it is different.
        """
        self.players: dict[str, MpdPlayer] = {}
        """By owner."""
        self._places = places(os.environ)
        self._moved = moved
        self._changed = changed
        self._foreign: set[tuple[Place, int]] = set()
        """What is something else."""
        self._look_safely()
        self._looking = asyncio.ensure_future(self._keep_looking())

    async def close(self) -> None:
        """Leave all of them alone. Nothing is called any more."""
        self._moved = lambda: None
        self._looking.cancel()
        await asyncio.wait({self._looking})
        await asyncio.gather(*(player.close() for player in tuple(self.players.values())))

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            before = set(self.players)
            self._look_safely()
            if set(self.players) != before:
                self._moved()

    def _look_safely(self) -> None:
        with suppress(Exception):  # whatever it was, it is looked again
            self._look()

    def _look(self) -> None:
        """Meet those that are new."""
        taken = {player.place for player in self.players.values()}
        new = [place for place in self._places if place not in taken and place.exists()]
        if not new or not runs():
            return
        from voice.players.mpd_player import MpdPlayer  # noqa: PLC0415  most people have none

        for place in new:
            process = None
            with suppress(BlockingIOError):
                process = listener(place.path)
            # One MPD may have several sockets.
            known = {player.listener for player in self.players.values()} - {0}
            if process is None or process in known or (place, process) in self._foreign:
                continue
            player = MpdPlayer(place, process, self._changed, self._gone)
            self.players[player.owner] = player

    def _gone(self, owner: str) -> None:
        player = self.players.pop(owner)
        if player.foreign:
            self._foreign.add((player.place, player.listener))
        self._moved()

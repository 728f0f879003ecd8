"""The players that are reached at local sockets, beside those on the bus."""

import asyncio
from collections.abc import Callable, Mapping

from voice.players.mpd_discovery import MpdDiscovery
from voice.players.mpv_discovery import MpvDiscovery
from voice.players.player import Player


class LocalPlayers:
    """Looks by itself as long as it is not closed; made on a running loop."""

    def __init__(
        self,
        moved: Callable[[], None],
        changed: Callable[[str], None],
        on_the_bus: Callable[[int], bool],
    ) -> None:
        """`moved` is called when one comes or goes, and `changed` with the owner of one that says
        that something about it is different. A process that is `on_the_bus` is left to that.
        """
        self._mpds = MpdDiscovery(moved, changed)
        self._mpvs = MpvDiscovery(moved, changed, on_the_bus)

    @property
    def players(self) -> Mapping[str, Player]:
        """By owner."""
        return {**self._mpds.players, **self._mpvs.players}

    @property
    def has_mpd(self) -> bool:
        """Whether an MPD is among them."""
        return bool(self._mpds.players)

    def look(self) -> None:
        """Find out at once what else is on the bus, or is not on it."""
        self._mpvs.look()

    async def close(self) -> None:
        """Leave all of them alone. Nothing is called any more."""
        await asyncio.gather(self._mpds.close(), self._mpvs.close())

"""The players of the desktop session, which are found on its D-Bus bus."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from voice.players.ensemble import Ensemble
from voice.players.loop_thread import LoopClosed, LoopThread
from voice.players.players import Doing, PlayerState, Report
from voice.players.roster import Roster

T = TypeVar("T")


class MprisPlayers:
    """`Players` from any thread; `pause` breaks off an order that another thread waits for.

    An order given while `pause` is at work does nothing, and so does any after `close`.
    """

    def __init__(self, loop: LoopThread, ensemble: Ensemble) -> None:
        self._loop = loop
        self._ensemble = ensemble

    @classmethod
    def connect(cls) -> "MprisPlayers":
        """Get on the session bus that the environment names. Raises NoBus."""
        loop = LoopThread("players")
        try:
            return cls(loop, loop.call(_open))
        except BaseException:
            loop.close()
            raise

    @property
    def connected(self) -> bool:
        """Whether the bus is there. If it is lost, every order tries to get back on it."""
        return self._ensemble.connected

    def names(self) -> tuple[str, ...]:
        """The players there are now, by the names people know them by."""
        return self._call(self._ensemble.names, ())

    def states(self) -> tuple[PlayerState, ...]:
        """What each player does, as last seen. Never waits."""
        return tuple(PlayerState(name, Doing.PLAYING) for name in self.names())

    def pause(self) -> Report:
        """See `Players.pause`. A player that does not answer is told to pause nevertheless."""
        return self._call(self._ensemble.pause, Report())

    def resume(self) -> Report:
        """See `Players.resume`."""
        return self._call(self._ensemble.resume, Report())

    def soften(self) -> Report:
        """See `Players.soften`."""
        return self._call(self._ensemble.soften, Report())

    def restore(self) -> Report:
        """See `Players.restore`."""
        return self._call(self._ensemble.restore, Report())

    def close(self) -> None:
        """Give the volumes back, leave what is paused paused, leave the bus."""
        self._loop.close(self._ensemble.close)

    def _call(self, order: Callable[[], Coroutine[Any, Any, T]], nothing: T) -> T:
        try:
            return self._loop.call(order)
        except LoopClosed:
            return nothing


async def _open() -> Ensemble:
    return Ensemble(await Roster.open())

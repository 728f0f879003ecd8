"""Orders: pausing waits for nothing and makes everything gentler superfluous."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from intents.messages import PausePlayers, PlayersPaused, Restore, ResumePlayers, Soften
from voice.players.players import Doing, PlayerState, Report
from voice.session.orders import Order, Orders
from voice.session.results import Note, Result
from voice.session.workers import Inline


class LoggedPlayers:
    """Two players: one obeys, one does not."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def names(self) -> tuple[str, ...]:
        return ("good", "stubborn")

    def states(self) -> tuple[PlayerState, ...]:
        return tuple(PlayerState(name, Doing.PLAYING) for name in self.names())

    def _called(self, name: str) -> Report:
        self.calls.append(name)
        return Report(obeyed=("good",), refused=("stubborn",))

    def pause(self) -> Report:
        return self._called("pause")

    def resume(self) -> Report:
        return self._called("resume")

    def soften(self) -> Report:
        return self._called("soften")

    def restore(self) -> Report:
        return self._called("restore")

    def close(self) -> None:
        pass


class Never(Executor):
    """A worker that hangs."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002
        return Future()


def test_each_order_reaches_the_players_and_what_came_of_it_is_reported() -> None:
    orders: list[tuple[Order, str, str]] = [
        (PausePlayers(), "pause", "players_paused"),
        (ResumePlayers(), "resume", "players_resumed"),
        (Soften(), "soften", "players_softened"),
        (Restore(), "restore", "players_restored"),
    ]
    for order, call, name in orders:
        players, reported = LoggedPlayers(), list[Result]()
        Orders(players, Inline(), Inline(), reported.append).give(order)
        assert players.calls == [call]
        notes = [(r.name, r.more["players"]) for r in reported if isinstance(r, Note)]
        assert notes == [(name, ["good"]), ("players_refused", ["stubborn"])]
        assert (PlayersPaused(1, 1) in reported) == (order == PausePlayers())


def test_pausing_does_not_wait_for_a_hung_order_and_forgets_it() -> None:
    players, reported = LoggedPlayers(), list[Result]()
    orders = Orders(players, Inline(), Never(), reported.append)
    orders.give(Soften())
    assert orders.busy
    orders.give(PausePlayers())
    assert players.calls == ["pause"]
    assert not orders.busy

"""No players: for sessions that leave them alone, and for tests."""

from collections.abc import Callable
from concurrent.futures import Future

from voice.players.memory import Memory
from voice.players.players import News, Order, PlayerState, Report


class NoPlayers:
    """`Players` that are none."""

    def states(self) -> tuple[PlayerState, ...]:
        """Nobody."""
        return ()

    def follow(self, hear: Callable[[News], None]) -> None:
        """Nothing ever happens."""

    def order(self, order: Order) -> "Future[Report]":  # noqa: ARG002
        """Nobody obeyed, nobody refused."""
        done: Future[Report] = Future()
        done.set_result(Report())
        return done

    def memory(self) -> Memory:
        """Nothing was done."""
        return Memory()

    def remember(self, memory: Memory) -> None:
        """Nothing is ever undone."""

    def hold(self) -> "Future[None]":
        """It is silent."""
        done: Future[None] = Future()
        done.set_result(None)
        return done

    def release(self) -> None:
        """Nothing is held."""

    def let_go(self) -> None:
        """Nothing is held."""

    def close(self, *, orderly: bool = True) -> None:
        """Nothing is held."""

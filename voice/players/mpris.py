"""The players of the desktop session, which are found on its D-Bus bus, and MPD beside them."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress

from voice.loop_thread import LoopClosed, LoopThread
from voice.players.all_players import AllPlayers
from voice.players.bus import NoBus
from voice.players.memory import Memory
from voice.players.none import NoPlayers
from voice.players.players import News, Order, PlayerState, Report


class MprisPlayers:
    """`Players` for any thread, on an event loop of its own."""

    def __init__(self) -> None:
        """Look who is there, for a second at most; what comes later is found then."""
        self._told = threading.Lock()
        self._news: list[News] = []
        self._follower: Callable[[News], None] | None = None
        self._loop = LoopThread("players")
        try:
            self._all = self._loop.call(self._open)
        except BaseException:
            self._loop.close()
            raise

    @property
    def problem(self) -> NoBus | None:
        """Why there is no bus now, or None if there is one."""
        return self._all.problem

    def names(self) -> tuple[str, ...]:
        """The players there are now, by the names people know them by."""
        return tuple(state.name for state in self.states())

    def states(self) -> tuple[PlayerState, ...]:
        """See `Players.states`."""
        return self._all.states

    def follow(self, hear: Callable[[News], None]) -> None:
        """See `Players.follow`."""
        with self._told:
            self._follower = hear
            for news in self._news:
                hear(news)
            self._news.clear()

    def order(self, order: Order) -> "Future[Report]":
        """See `Players.order`. After `close` it does nothing."""
        try:
            return self._loop.begin(lambda: self._all.order(order))
        except LoopClosed:
            closed: Future[Report] = Future()
            closed.set_result(Report())
            return closed

    def memory(self) -> Memory:
        """See `Players.memory`."""
        return self._all.memory

    def remember(self, memory: Memory) -> None:
        """See `Players.remember`."""
        self._soon(lambda: self._all.remember(memory))

    def hold(self) -> "Future[None]":
        """See `Players.hold`. After `close` it does nothing."""
        try:
            return self._loop.begin(self._all.hold)
        except LoopClosed:
            return NoPlayers().hold()

    def release(self) -> None:
        """See `Players.release`."""
        self._soon(self._all.release)

    def let_go(self) -> None:
        """See `Players.let_go`."""
        self._soon(self._all.let_go)

    def close(self, *, orderly: bool = True) -> None:
        """See `Players.close`."""
        self._loop.close(lambda: self._all.close(orderly=orderly))

    def _soon(self, call: Callable[[], None]) -> None:
        async def on_the_loop() -> None:
            call()

        with suppress(LoopClosed):
            self._loop.begin(on_the_loop)

    async def _open(self) -> AllPlayers:
        players = AllPlayers(self._hear)
        await players.look_around()
        return players

    def _hear(self, news: News) -> None:
        with self._told:
            if self._follower is None:
                self._news.append(news)
                return
            with suppress(Exception):  # whoever listens cannot end what is listened to
                self._follower(news)

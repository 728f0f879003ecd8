"""What the core wants of the music, handed to the players; what comes of it, handed back."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass

from intents.clock import frames, seconds
from intents.messages import OutOfReach, PausePlayers, PlayersPaused
from intents.state import Music
from voice.players.players import Late, News, Order, Players, Report
from voice.session.workers import Note, Result
from voice.telling.happening import Kind

LATEST = frames(5)
"""The players report sooner whatever they do. If they do not, what steers them is broken."""

_DONE = {
    "pause_players": "players_paused",
    "resume_players": "players_resumed",
    "soften": "players_softened",
    "restore": "players_restored",
}
_KEPT = {
    Music.PAUSED: "players_paused",
    Music.SOFT: "players_softened",
    Music.LOUD: "players_restored",
}


@dataclass(eq=False)
class _Waiting:
    """An order without an answer yet."""

    order: Order
    latest: int


class PlayerCommands:
    """Each order has one answer: what came of it, or that nobody knows.

    `report` is called from any thread.
    """

    def __init__(
        self, players: Players, report: Callable[[Result], None], *, replay: bool = False
    ) -> None:
        """With `replay`, every answer is there when `give` returns, and nothing else is told."""
        self._players = players
        self._report = report
        self._replay = replay
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._off_meanwhile = 0
        """Players that went off beside an order to pause that is not answered yet."""
        self._now = 0
        self._out_of_reach = False
        if not replay:
            players.follow(self._hear)

    @property
    def busy(self) -> bool:
        """Whether an order has not been answered yet."""
        return bool(self._waiting)

    def give(self, order: Order) -> None:
        """Pass the order on, in the order of the calls. Never raises."""
        waiting = _Waiting(order, self._now + LATEST)
        with self._lock:
            self._waiting.append(waiting)
        try:
            answer = self._players.order(order)
        except Exception as error:  # whatever it was, the music is not as it was wanted
            self._failed(waiting, error)
            return
        answer.add_done_callback(lambda answer: self._came(waiting, answer))
        if self._replay:
            with suppress(Exception, FutureTimeoutError):  # `_came` has told of it
                answer.result(seconds(LATEST))

    def advance(self, passed: int) -> None:
        """So many frames have passed: what has no answer by its latest moment has failed."""
        self._now += passed
        for waiting in tuple(self._waiting):
            if self._now >= waiting.latest:
                self._failed(waiting, TimeoutError("no answer"))

    def _came(self, waiting: _Waiting, answer: "Future[Report]") -> None:
        try:
            report = answer.result()
        except BaseException as error:  # a cancelled future raises what is no Exception
            self._failed(waiting, error)
            return
        if self._end(waiting):
            self._tell(_DONE[waiting.order.name], report)
            if isinstance(waiting.order, PausePlayers):
                self._paused(len(report.obeyed), len(report.refused))

    def _failed(self, waiting: _Waiting, error: BaseException) -> None:
        if self._end(waiting):
            more: dict[str, object] = {"order": waiting.order.name, "text": repr(error)}
            self._report(Note(Kind.FAULT, "players_failed", more))
            if isinstance(waiting.order, PausePlayers):
                self._paused(0, 1)  # so that people are told to do it by hand

    def _end(self, waiting: _Waiting) -> bool:
        with self._lock:
            if waiting not in self._waiting:
                return False
            self._waiting.remove(waiting)
            return True

    def _hear(self, news: News) -> None:
        match news:
            case Late(wanted, report):
                self._tell(_KEPT[wanted], report)
                if wanted is Music.PAUSED and (report.obeyed or report.refused):
                    self._paused(len(report.obeyed), len(report.refused))
            case OutOfReach():
                self._tell_reach(news)
                self._report(news)

    def _paused(self, obeyed: int, refused: int) -> None:
        """That some are off waits for what an order to pause comes to: others may refuse it."""
        with self._lock:
            self._off_meanwhile += obeyed
            pausing = any(isinstance(each.order, PausePlayers) for each in self._waiting)
            if pausing and not refused:
                return
            off, self._off_meanwhile = self._off_meanwhile, 0
        self._report(PlayersPaused(off, refused))

    def _tell_reach(self, news: OutOfReach) -> None:
        """What cannot be paused, and its end; that all is in reach from the start is no news."""
        present = not news.bus or bool(news.streams)
        if present or self._out_of_reach:
            more = {"present": present, "bus": news.bus, "programs": list(news.streams)}
            self._report(Note(Kind.FAULT, "out_of_reach", more))
        self._out_of_reach = present

    def _tell(self, name: str, report: Report) -> None:
        for note in _notes(name, report):
            self._report(note)


def _notes(name: str, report: Report) -> Iterator[Note]:
    for kind, what, players in (
        (Kind.EFFECT, name, report.obeyed),
        (Kind.EFFECT, "players_stopped", report.stopped),
        (Kind.EFFECT, "players_muted", report.muted),
        (Kind.FAULT, "players_refused", report.refused),
    ):
        if players:
            yield Note(kind, what, {"players": list(players)})

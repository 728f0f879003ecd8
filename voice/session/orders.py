"""Orders to the players, given from workers so that a hung player delays nobody."""

from collections.abc import Callable
from concurrent.futures import Executor, Future

from intents.messages import PausePlayers, PlayersPaused, Restore, ResumePlayers, Soften
from voice.players.players import Players, Report
from voice.session.results import Note, Result
from voice.telling.happening import Kind

Order = PausePlayers | ResumePlayers | Soften | Restore


class Orders:
    """Two lines: one for pausing, which waits for nothing, one for everything gentler.

    Pausing forgets what still waits in the gentle line, and has the last word over what has just
    left it. `report` is called from any thread.
    """

    def __init__(
        self, players: Players, danger: Executor, gentle: Executor, report: Callable[[Result], None]
    ) -> None:
        self._players = players
        self._danger = danger
        self._gentle = gentle
        self._report = report
        self._waiting: list[Future[None]] = []
        self._pauses = 0

    @property
    def busy(self) -> bool:
        """Whether an order has not come back yet."""
        return any(not future.done() for future in self._waiting)

    def give(self, order: Order) -> None:
        """Pass the order on and return at once. Called from one thread only."""
        self._waiting = [future for future in self._waiting if not future.done()]
        match order:
            case PausePlayers():
                self._pauses += 1
                for future in self._waiting:
                    future.cancel()
                self._waiting.append(self._danger.submit(self._pause))
            case ResumePlayers():
                self._later("players_resumed", self._players.resume)
            case Soften():
                self._later("players_softened", self._players.soften)
            case Restore():
                self._later("players_restored", self._players.restore)

    def _later(self, name: str, call: Callable[[], Report]) -> None:
        self._waiting.append(self._gentle.submit(self._gently, self._pauses, name, call))

    def _gently(self, pauses: int, name: str, call: Callable[[], Report]) -> None:
        self._carry_out(name, call)
        if pauses != self._pauses:  # a pause was ordered meanwhile and may have come first
            self._players.pause()

    def _pause(self) -> None:
        report = self._carry_out("players_paused", self._players.pause)
        self._report(PlayersPaused(len(report.obeyed), len(report.refused)))

    def _carry_out(self, name: str, call: Callable[[], Report]) -> Report:
        report = call()
        if report.obeyed:
            self._report(Note(Kind.EFFECT, name, {"players": list(report.obeyed)}))
        if report.refused:
            self._report(Note(Kind.FAULT, "players_refused", {"players": list(report.refused)}))
        return report

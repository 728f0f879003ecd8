"""Orders to the players: each has one answer, whatever the players do."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest

from intents.messages import (
    OutOfReach,
    PausePlayers,
    PlayersPaused,
    Restore,
    ResumePlayers,
    Soften,
)
from intents.state import Music
from voice.players.none import NoPlayers
from voice.players.players import Late, News, Order, Report
from voice.session.player_commands import LATEST, PlayerCommands
from voice.session.workers import Note, Result

REPORT = Report(("good", "muted", "radio"), ("stubborn",), ("radio",), ("muted",))


class LoggedPlayers(NoPlayers):
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.answers: list[Future[Report]] = []
        self.hear: Callable[[News], None] | None = None
        self.closed: list[bool] = []

    def follow(self, hear: Callable[[News], None]) -> None:
        self.hear = hear

    def order(self, order: Order) -> "Future[Report]":
        self.orders.append(order)
        self.answers.append(Future())
        return self.answers[-1]

    def close(self, *, orderly: bool = True) -> None:
        self.closed.append(orderly)


class BrokenPlayers(LoggedPlayers):
    """Cannot even take an order."""

    def order(self, order: Order) -> "Future[Report]":
        raise RuntimeError(str(order))


def notes(reported: list[Result]) -> list[tuple[str, object]]:
    return [(r.name, r.more.get("players")) for r in reported if isinstance(r, Note)]


@pytest.mark.parametrize(
    ("order", "name"),
    [
        (PausePlayers(), "players_paused"),
        (ResumePlayers(), "players_resumed"),
        (Soften(), "players_softened"),
        (Restore(), "players_restored"),
    ],
)
def test_what_came_of_each_order_is_reported(order: Order, name: str) -> None:
    players, reported = LoggedPlayers(), list[Result]()
    commands = PlayerCommands(players, reported.append)
    commands.give(order)
    assert (players.orders, reported, commands.busy) == ([order], [], True)
    players.answers[0].set_result(REPORT)
    assert (players.orders, commands.busy) == ([order], False)
    assert notes(reported) == [
        (name, ["good", "muted", "radio"]),
        ("players_stopped", ["radio"]),
        ("players_muted", ["muted"]),
        ("players_refused", ["stubborn"]),
    ]
    assert (PlayersPaused(3, 1) in reported) == (order == PausePlayers())


def test_a_pause_is_given_while_a_gentler_order_hangs() -> None:
    players = LoggedPlayers()
    commands = PlayerCommands(players, lambda _: None)
    commands.give(Soften())
    commands.give(PausePlayers())
    assert players.orders == [Soften(), PausePlayers()]


@pytest.mark.parametrize("how", ["raises", "is cancelled", "hangs", "cannot be given"])
def test_no_order_ends_in_silence(how: str) -> None:
    players = BrokenPlayers() if how == "cannot be given" else LoggedPlayers()
    reported = list[Result]()
    commands = PlayerCommands(players, reported.append)
    commands.give(PausePlayers())
    match how:
        case "raises":
            players.answers[0].set_exception(RuntimeError("broken"))
        case "is cancelled":
            players.answers[0].cancel()
            players.answers[0].set_running_or_notify_cancel()
        case "hangs":
            commands.advance(LATEST - 1)
            assert reported == []
            commands.advance(1)
            players.answers[0].set_result(REPORT)  # nobody waits for it any more
    assert notes(reported) == [("players_failed", None)]
    assert reported[1:] == [PlayersPaused(0, 1)]
    assert not commands.busy


def test_what_happens_beside_the_orders_is_told() -> None:
    players, reported = LoggedPlayers(), list[Result]()
    PlayerCommands(players, reported.append)
    assert players.hear is not None
    players.hear(OutOfReach(bus=True, streams=("game",)))
    players.hear(Late(Music.PAUSED, Report(obeyed=("late",))))
    players.hear(Late(Music.SOFT, Report(refused=("stubborn",))))
    assert notes(reported) == [
        ("out_of_reach", None),
        ("players_paused", ["late"]),
        ("players_refused", ["stubborn"]),
    ]
    assert [result for result in reported if not isinstance(result, Note)] == [
        OutOfReach(bus=True, streams=("game",)),
        PlayersPaused(1, 0),
    ]


@pytest.mark.parametrize("refused", [(), ("stubborn",)])
def test_what_goes_off_while_others_are_awaited_is_reported_with_them(
    refused: tuple[str, ...],
) -> None:
    """Else it is said that the music is off, and then that it could not be switched off."""
    players, reported = LoggedPlayers(), list[Result]()
    commands = PlayerCommands(players, reported.append)
    assert players.hear is not None
    commands.give(PausePlayers())
    players.hear(Late(Music.PAUSED, Report(obeyed=("late",))))
    assert notes(reported) == [("players_paused", ["late"])]
    assert reported[1:] == [], "it is not known yet whether all are off"
    players.answers[0].set_result(Report(refused=refused))
    assert reported[-1] == PlayersPaused(1, len(refused))


def test_what_refuses_while_others_are_awaited_is_reported_at_once() -> None:
    players, reported = LoggedPlayers(), list[Result]()
    commands = PlayerCommands(players, reported.append)
    assert players.hear is not None
    commands.give(PausePlayers())
    players.hear(Late(Music.PAUSED, Report(refused=("late",))))
    assert reported[-1] == PlayersPaused(0, 1)


def test_only_what_is_out_of_reach_and_its_end_are_told() -> None:
    players, reported = LoggedPlayers(), list[Result]()
    PlayerCommands(players, reported.append)
    assert players.hear is not None
    every = [OutOfReach(bus=True), OutOfReach(bus=False), OutOfReach(bus=True)]
    for news in every:
        players.hear(news)
    told = [result.more["present"] for result in reported if isinstance(result, Note)]
    assert told == [True, False]
    assert [result for result in reported if isinstance(result, OutOfReach)] == every


def test_a_replay_waits_for_each_answer_and_is_told_nothing_else() -> None:
    class Prompt(LoggedPlayers):
        def order(self, order: Order) -> "Future[Report]":
            answer = super().order(order)
            answer.set_result(REPORT)
            return answer

    players, reported = Prompt(), list[Result]()
    commands = PlayerCommands(players, reported.append, replay=True)
    commands.give(PausePlayers())
    assert PlayersPaused(3, 1) in reported
    assert players.hear is None

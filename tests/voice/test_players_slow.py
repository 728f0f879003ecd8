"""Players that take their time, toggle, or obey only Stop."""

from collections.abc import Callable

import pytest

from intents.messages import PausePlayers, ResumePlayers
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.waiting import wait_until
from voice.players.keeper import SLOW_SECONDS
from voice.players.players import Report

StartFake = Callable[[Manners], FakePlayer]
DONE = Report(obeyed=("Fake",))


@pytest.mark.parametrize("delay", [0.8, 1.5])
@pytest.mark.parametrize("toggles", [True, False])
def test_a_slow_player_is_told_once_obeys_and_is_resumed(
    players: SteeredPlayers, meet_fake: StartFake, delay: float, *, toggles: bool
) -> None:
    assert delay < SLOW_SECONDS
    fake = meet_fake(Manners(delays={"Pause": delay, "Play": delay}, toggles=toggles))
    assert players.pause() == DONE
    assert fake.orders == ["Pause"]
    assert players.resume() == DONE
    assert fake.orders == ["Pause", "Play"]
    assert fake.status == "Playing"


def test_a_pause_while_a_slow_player_is_about_to_play(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    """It is not told twice, and is not forgotten."""
    fake = meet_fake(Manners(delays={"Pause": 0.2, "Play": 0.8}, toggles=True))
    players.pause()
    resuming = players.order(ResumePlayers())
    wait_until(lambda: "Play" in fake.orders, 10, "the order to play")
    assert players.pause() == DONE
    assert resuming.result(10) == Report()
    assert fake.orders == ["Pause", "Play", "Pause"]
    assert fake.status == "Paused"
    assert players.resume() == DONE


def test_a_resume_while_a_slow_player_is_about_to_pause(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(delays={"Pause": 0.8}, toggles=True))
    pausing = players.order(PausePlayers())
    wait_until(lambda: "Pause" in fake.orders, 10, "the order to pause")
    assert players.resume() == DONE
    assert pausing.result(10) == Report()
    assert fake.orders == ["Pause", "Play"]
    assert fake.status == "Playing"


def test_what_takes_a_needless_pause_for_play_is_not_told_again(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(toggles=True))
    assert players.pause() == DONE
    assert players.pause() == Report()
    assert fake.status == "Paused"


@pytest.mark.parametrize(
    "manners",
    [
        Manners(deaf_to={"Pause": 99}),
        Manners(fails_at={"Pause"}),
        Manners(can_pause=False),
    ],
    ids=["deaf", "fails", "cannot pause"],
)
def test_what_obeys_only_stop_is_stopped_and_that_is_told(
    players: SteeredPlayers, meet_fake: StartFake, manners: Manners
) -> None:
    fake = meet_fake(manners)
    assert players.pause() == Report(obeyed=("Fake",), stopped=("Fake",))
    assert fake.status == "Stopped"
    assert players.resume() == DONE
    assert fake.status == "Playing"


def test_what_cannot_pause_is_stopped_at_once(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(can_pause=False))
    players.pause()
    assert fake.orders == ["Pause", "Stop"]

"""Music that begins while it should be silent or low, and orders that follow each other closely."""

from collections.abc import Callable
from functools import partial

import pytest

from intents.messages import PausePlayers, Restore, ResumePlayers, Soften
from tests.fixtures.bus import PrivateBus
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.mpv import Mpv
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.waiting import wait_until
from voice.players.players import Doing, Order, Report

pytestmark = pytest.mark.usefixtures("hasty")
StartFake = Callable[[Manners], FakePlayer]
DONE = Report(obeyed=("Fake",))


def late_is(players: SteeredPlayers, told: list[Report]) -> bool:
    return players.late() == told


@pytest.mark.parametrize("signals", [True, False])
@pytest.mark.parametrize("at_first", ["Stopped", "Paused", "Playing"])
def test_what_begins_during_a_pause_is_paused_and_told(
    players: SteeredPlayers, meet_fake: StartFake, at_first: str, *, signals: bool
) -> None:
    fake = meet_fake(Manners(status=at_first, signals=signals))
    players.pause()
    for told in ([DONE], [DONE, DONE]):
        fake.by_hand("Playing")
        wait_until(partial(late_is, players, told), 10, "the late pause")
        assert fake.status == "Paused"
    assert players.resume() == DONE
    assert fake.status == "Playing"


def test_a_signal_is_quicker_than_the_look(
    players: SteeredPlayers, meet_fake: StartFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = meet_fake(Manners(signals=True, status="Stopped"))
    players.pause()
    monkeypatch.setattr("voice.players.keeper.LOOK_SECONDS", 3600)
    players.restore()
    fake.by_hand("Playing")
    wait_until(lambda: fake.status == "Paused", 10, "the late pause")


def test_a_player_that_comes_during_a_pause_is_paused(
    players: SteeredPlayers, bus: PrivateBus
) -> None:
    paused = Report(obeyed=("mpv",))
    assert players.pause() == Report()
    with Mpv(bus.env, held=True) as mpv:
        wait_until(lambda: players.late() == [paused], 10, "the late pause")
        assert not mpv.playing
        mpv.set("pause", False)
        wait_until(lambda: players.late() == [paused, paused], 10, "the next late pause")
        assert not mpv.playing
        assert players.resume() == paused
        wait_until(lambda: mpv.playing, 10, "playing again")


def test_what_begins_while_it_should_be_low_is_lowered(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(status="Stopped"))
    players.soften()
    fake.by_hand("Playing")
    wait_until(lambda: players.late() == [DONE], 10, "the late lowering")
    assert (fake.status, fake.volume) == ("Playing", 0.316)
    assert players.restore() == DONE
    assert fake.volume == 1.0


def test_nothing_is_done_to_what_begins_while_it_may_play(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners())
    players.pause()
    players.resume()
    fake.by_hand("Paused")
    wait_until(lambda: players.doing() == {"Fake": Doing.PAUSED}, 10, "the look")
    fake.by_hand("Playing")
    wait_until(lambda: players.doing() == {"Fake": Doing.PLAYING}, 10, "the look")
    assert fake.orders == ["Pause", "Play"]


def test_a_late_refusal_is_told_once_for_each_beginning(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(status="Stopped", deaf_to={"Pause": 99, "Stop": 99}))
    refused = Report(refused=("Fake",))
    assert players.pause() == Report()
    fake.by_hand("Playing")
    wait_until(lambda: players.late() == [refused], 10, "the refusal")
    tries = len(fake.orders)
    wait_until(lambda: len(fake.orders) > tries + 3, 10, "further tries")
    assert players.late() == [refused]
    assert players.doing() == {"Fake": Doing.REFUSES}
    fake.by_hand("Stopped")
    wait_until(lambda: players.doing() == {"Fake": Doing.PAUSED}, 10, "the look")
    fake.by_hand("Playing")
    wait_until(lambda: players.late().count(refused) == 2, 10, "the next refusal")
    fake.by_hand("Paused")
    wait_until(lambda: players.doing() == {"Fake": Doing.PAUSED}, 10, "the look")
    assert players.resume() == Report(), "its user had to do that by hand"


def test_a_gentle_order_during_a_pause_is_not_lost(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    """What the core believes is what the players come to, however slow they are."""
    fake = meet_fake(Manners(delays={"Pause": 0.2}))
    orders: list[Order] = [PausePlayers(), ResumePlayers(), Soften()]
    answers = [players.order(order) for order in orders]
    for answer in answers:
        answer.result(10)
    wait_until(lambda: (fake.status, fake.volume) == ("Playing", 0.316), 10, "playing, low")
    players.order(Restore()).result(10)
    assert (fake.status, fake.volume) == ("Playing", 1.0)


def test_it_is_lowered_before_it_plays_again(players: SteeredPlayers, meet_fake: StartFake) -> None:
    fake = meet_fake(Manners())
    players.pause()
    answers = [players.order(ResumePlayers()), players.order(Soften())]
    assert answers[1].result(10) == DONE
    assert fake.orders == ["Pause", "Volume 0.32", "Play"]


def test_each_player_is_told_by_what_it_does(players: SteeredPlayers, meet_fake: StartFake) -> None:
    plain = meet_fake(Manners(names=("plain",), identity="Plain"))
    meet_fake(Manners(names=("fixed",), identity="Fixed", volume=None))
    meet_fake(Manners(names=("idle",), identity="Idle", status="Stopped"))
    meet_fake(Manners(names=("bad",), identity="Bad", deaf_to={"Pause": 99, "Stop": 99}))
    playing, low, held = Doing.PLAYING, Doing.LOW, Doing.HELD
    rest = {"Idle": Doing.PAUSED}
    wait_until(
        lambda: players.doing() == rest | {"Plain": playing, "Fixed": playing, "Bad": playing},
        10,
        "playing",
    )
    players.soften()
    assert players.doing() == rest | {"Plain": low, "Fixed": held, "Bad": low}
    players.pause()
    assert players.doing() == rest | {"Plain": held, "Fixed": held, "Bad": Doing.REFUSES}
    assert plain.volume == 1.0

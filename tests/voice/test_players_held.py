"""Music that is kept off for a moment, beside all orders, and given back exactly."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.mpv import Mpv
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.waiting import wait_until
from voice.players.players import Doing

StartFake = Callable[[Manners], FakePlayer]


@pytest.fixture
def others(players: SteeredPlayers) -> Iterator[SteeredPlayers]:
    """The same players, as another process steers them."""
    with ExitStack() as closing:
        connected = SteeredPlayers()
        closing.callback(connected.close)
        wait_until(lambda: connected.names() == players.names(), 10, "the same players")
        yield connected


def hold(players: SteeredPlayers) -> None:
    players.hold().result(10)


def hand_over(giving: SteeredPlayers, taking: SteeredPlayers) -> None:
    """As a guardian gives back what it did while the listener was held up."""
    taking.remember(giving.memory())
    giving.let_go()
    taking.release()


def test_it_plays_on_as_loud_as_before(players: SteeredPlayers, mpv: Mpv) -> None:
    mpv.set("volume", 80)
    hold(players)
    assert not mpv.playing
    players.release()
    wait_until(lambda: mpv.playing, 10, "the music")
    assert mpv.volume == 80


def test_low_music_plays_on_low_and_is_as_loud_as_before_in_the_end(
    players: SteeredPlayers, mpv: Mpv
) -> None:
    players.soften()
    low = mpv.volume
    hold(players)
    assert not mpv.playing
    players.release()
    wait_until(lambda: mpv.playing, 10, "the music")
    assert mpv.volume == low
    players.restore()
    assert mpv.volume == 100


def test_a_pause_that_is_ordered_meanwhile_stays(players: SteeredPlayers, mpv: Mpv) -> None:
    hold(players)
    assert players.pause().obeyed == ("mpv",), "it is off, and nobody was told before"
    players.release()
    players.release()
    assert players.pause().obeyed == (), "it is silent still"
    assert not mpv.playing
    players.resume()
    wait_until(lambda: mpv.playing, 10, "the music")


def test_what_is_ordered_meanwhile_holds_afterwards(players: SteeredPlayers, mpv: Mpv) -> None:
    players.pause()
    hold(players)
    players.resume()
    players.soften()
    assert not mpv.playing
    players.release()
    wait_until(lambda: mpv.playing, 10, "the music")
    assert mpv.volume < 100


def test_what_is_off_for_another_reason_stays_off(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(status="Paused"))
    hold(players)
    players.release()
    players.soften()
    players.restore()
    assert fake.orders == []


def test_what_begins_meanwhile_waits_for_its_end(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    hold(players)
    fake = meet_fake(Manners(signals=True))
    wait_until(lambda: fake.status == "Paused", 10, "its pause")
    players.release()
    wait_until(lambda: fake.status == "Playing", 10, "its music")


def test_another_process_gives_back_what_it_held(
    players: SteeredPlayers, mpv: Mpv, others: SteeredPlayers
) -> None:
    hold(others)
    assert not mpv.playing
    hand_over(others, players)
    wait_until(lambda: mpv.playing, 10, "the music")
    assert mpv.volume == 100


def test_another_process_knows_of_no_volumes_and_changes_none(
    players: SteeredPlayers, mpv: Mpv, others: SteeredPlayers
) -> None:
    players.soften()
    low = mpv.volume
    hold(others)
    assert (mpv.playing, mpv.volume) == (False, low)
    hand_over(others, players)
    wait_until(lambda: mpv.playing, 10, "the music")
    assert mpv.volume == low
    players.restore()
    assert mpv.volume == 100


def test_what_another_process_held_stays_off_where_a_pause_was_ordered(
    players: SteeredPlayers, mpv: Mpv, others: SteeredPlayers
) -> None:
    hold(others)
    players.pause()
    hand_over(others, players)
    wait_until(lambda: players.doing() == {"mpv": Doing.HELD}, 10, "what is remembered")
    assert not mpv.playing
    players.resume()
    wait_until(lambda: mpv.playing, 10, "the music")


def test_a_slow_player_is_given_back_once_it_is_silent(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(delays={"Pause": 0.5}, signals=True))
    hold(players)
    assert fake.status == "Paused"
    players.release()
    wait_until(lambda: fake.status == "Playing", 10, "its music")
    assert fake.orders == ["Pause", "Play"]

"""Softening the players of the desktop, and undoing it."""

from collections.abc import Callable
from math import nan

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fixtures.bus import PrivateBus
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.mpv import Mpv
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.waiting import wait_until
from voice.players.players import Report

StartFake = Callable[[Manners], FakePlayer]
pytestmark = pytest.mark.usefixtures("hasty")
DONE = Report(obeyed=("Fake",))


def test_lowers_a_real_player_and_gives_its_volume_back(
    players: SteeredPlayers, start_mpv: Callable[[], Mpv]
) -> None:
    mpv = start_mpv()
    wait_until(players.names, 10, "mpv on the bus")
    mpv.set("volume", 80)
    assert players.soften() == Report(obeyed=("mpv",))
    assert mpv.volume == pytest.approx(80 * 10 ** (-10 / 60), abs=0.1), "the scale is cubic"
    assert players.soften() == Report()
    assert mpv.volume == pytest.approx(80 * 10 ** (-10 / 60), abs=0.1), "the scale is cubic"
    assert mpv.playing
    assert players.restore() == Report(obeyed=("mpv",))
    assert mpv.volume == pytest.approx(80)
    assert players.restore() == Report()


def test_a_real_softened_player_has_its_volume_back_once_it_is_paused(
    players: SteeredPlayers, start_mpv: Callable[[], Mpv]
) -> None:
    mpv = start_mpv()
    wait_until(players.names, 10, "mpv on the bus")
    players.soften()
    assert players.pause() == Report(obeyed=("mpv",))
    assert not mpv.playing
    assert mpv.volume == pytest.approx(100)


def test_the_volume_goes_up_only_after_the_pause(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners())
    players.soften()
    players.pause()
    assert fake.orders == ["Volume 0.32", "Pause", "Volume 1.00"]


def test_what_cannot_be_paused_stays_soft(players: SteeredPlayers, meet_fake: StartFake) -> None:
    fake = meet_fake(Manners(deaf_to={"Pause": 99, "Stop": 99}))
    players.soften()
    assert players.pause() == Report(refused=("Fake",))
    assert fake.volume == 0.316


@pytest.mark.parametrize("status", ["Paused", "Stopped"])
def test_does_not_touch_what_does_not_play(
    players: SteeredPlayers, meet_fake: StartFake, status: str
) -> None:
    fake = meet_fake(Manners(status=status))
    assert players.soften() == Report()
    assert fake.orders == []


@pytest.mark.parametrize(
    "manners",
    [
        Manners(volume=None),
        Manners(volume=0.0),
        Manners(volume=nan),
        Manners(volume="loud"),
        Manners(volume_deaf=True),
        Manners(fails_at={"Set"}),
        Manners(hangs_at={"Set"}),
        Manners(hangs_at={"Volume"}),
    ],
    ids=[
        "none",
        "zero",
        "no number",
        "a word",
        "without effect",
        "read only",
        "hangs when set",
        "hangs when read",
    ],
)
def test_pauses_what_has_no_volume_until_restored(
    players: SteeredPlayers, meet_fake: StartFake, manners: Manners
) -> None:
    fake = meet_fake(manners)
    assert players.soften() == DONE
    assert fake.status == "Paused"
    assert players.soften() == Report()
    fake.manners.hangs_at.clear()
    assert players.restore() == DONE
    assert fake.status == "Playing"
    assert players.restore() == Report()


@pytest.mark.parametrize("volume", [None, 0.0, nan, -1.0])
def test_sets_no_volume_where_there_is_none(
    players: SteeredPlayers, meet_fake: StartFake, volume: float | None
) -> None:
    fake = meet_fake(Manners(volume=volume))
    players.soften()
    assert fake.orders == ["Pause"]


def test_a_pause_is_forgotten_when_its_user_stops_the_player(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners())
    players.pause()
    fake.status = "Stopped"
    assert players.resume() == Report()
    fake.status = "Paused"
    players.pause()
    assert players.resume() == Report(), "it was to be forgotten"


def test_restore_does_not_start_what_was_paused_since(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(volume=None))
    players.soften()
    assert players.pause() == Report()
    assert players.restore() == Report()
    assert fake.status == "Paused"
    assert players.resume() == DONE


def test_restore_does_not_start_what_could_not_be_asked_at_a_pause(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(volume=None, patient=True))
    players.soften()
    fake.manners.fails_at.add("PlaybackStatus")
    assert players.pause() == Report(refused=("Fake",))
    fake.manners.fails_at.clear()
    players.restore()
    assert "Play" not in fake.orders


def test_restore_does_not_start_what_its_user_stopped(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(volume=None))
    players.soften()
    fake.status = "Stopped"
    assert players.restore() == Report()


def test_says_what_it_could_not_soften(players: SteeredPlayers, meet_fake: StartFake) -> None:
    fake = meet_fake(Manners(volume=None, deaf_to={"Pause": 99, "Stop": 99}))
    assert players.soften() == Report(refused=("Fake",))
    fake.status = "Paused"
    assert players.restore() == Report(), "it was not paused by us"


def test_a_coarse_volume_is_known_again(players: SteeredPlayers, meet_fake: StartFake) -> None:
    fake = meet_fake(Manners(volume_steps=8))
    assert players.soften() == DONE
    assert fake.volume == 0.375
    assert players.soften() == Report()
    assert players.restore() == DONE
    assert fake.volume == 1.0


def test_a_volume_that_its_user_changed_is_theirs(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners())
    players.soften()
    fake.volume = 0.5
    assert players.restore() == Report()
    fake.volume = 0.316
    assert players.restore() == Report(), "it was to be forgotten"
    assert fake.volume == 0.316


def test_restore_is_tried_again(players: SteeredPlayers, meet_fake: StartFake) -> None:
    fake = meet_fake(Manners())
    players.soften()
    fake.manners.fails_at.add("Set")
    assert players.restore() == Report(refused=("Fake",))
    fake.manners.fails_at.clear()
    wait_until(lambda: players.late() == [DONE], 10, "the late success")
    assert fake.volume == 1.0


ORDERS = st.sampled_from(["pause", "resume", "soften", "restore", "user plays", 0.9, 0.8, 0.5])


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(volume=st.sampled_from([1.0, None]), orders=st.lists(ORDERS, max_size=12))
def test_whatever_is_ordered(
    bus: PrivateBus, volume: float | None, orders: list[str | float]
) -> None:
    """After a pause it is paused until somebody wants music; its volume is what its user chose."""
    players = SteeredPlayers()
    with FakePlayer(bus.address, Manners(volume=volume)) as fake:
        wait_until(players.names, 10, "the player")
        latched = False
        for order in orders:
            if isinstance(order, float):
                fake.volume = volume = order if volume else None
            elif order == "user plays":
                fake.status = "Playing"
            else:
                assert getattr(players, order)().refused == ()
            latched = order == "pause" or (latched and order not in ("resume", "user plays"))
            if latched:
                assert fake.status == "Paused"
            if order in ("pause", "restore"):
                assert fake.volume == volume
        players.close()
        assert fake.volume == volume
        assert fake.breaches == []

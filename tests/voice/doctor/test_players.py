"""Players are seen, and none of them is touched."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from voice.doctor import players
from voice.doctor.finding import Level
from voice.doctor.wanted import Wanted


@pytest.fixture(autouse=True)
def _without_sound_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")


def looked() -> list[tuple[Level, str]]:
    return [(each.level, each.sentence) for each in players.look(Wanted())]


def test_each_is_told_by_what_it_calls_itself_on_the_bus(
    bus: PrivateBus, start_fake: Callable[[Manners], FakePlayer]
) -> None:
    assert bus.address
    fakes = [
        start_fake(Manners(names=("fine.instance7",), identity="Zelda's favourite song")),
        start_fake(Manners(names=("radio",), can_pause=False)),
        start_fake(Manners(names=("hung",), hangs_at={"PlaybackStatus"}, status="Paused")),
    ]
    assert sorted(looked()) == [
        (Level.ADVICE, "The player hung does not answer."),
        (Level.ADVICE, "The player radio (playing) says that it cannot be paused."),
        (Level.FINE, "The player fine (playing) can be paused."),
    ]
    assert [fake.orders for fake in fakes] == [[], [], []]


def test_a_bus_without_players(bus: PrivateBus) -> None:
    assert bus.address
    assert looked() == [(Level.ADVICE, "The session bus is there, and no player is on it.")]


def test_an_mpv_at_its_own_socket_is_seen_and_plays_on(bus: PrivateBus, tmp_path: Path) -> None:
    fine = (Level.FINE, "The player mpv (playing) can be paused.")
    with (
        Mpv(bus.env, plugin=False, server=tmp_path / "mpv") as mpv,
        Mpv(bus.env, server=tmp_path / "both"),
    ):
        assert looked() == [fine, fine]
        bus.kill()  # the other one ends with it
        told = [(Level.ADVICE, "No player but mpv can be reached."), fine]
        wait_until(lambda: looked() == told, 10, "one that is left")
        assert mpv.playing


def test_no_bus_or_one_that_hangs(bus: PrivateBus) -> None:
    bus.sigstop()
    assert looked() == [(Level.ADVICE, "No player can be reached.")]
    bus.sigcont()
    bus.kill()
    assert looked() == [(Level.ADVICE, "No player can be reached.")]


def test_what_no_player_owns_is_told_and_plays_on(
    pulse: PulseServer, bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", pulse.env["PULSE_SERVER"])
    env = pulse.env | bus.env
    title = "--force-media-title=Zelda's favourite song"
    with Mpv(env, options=[title]) as owned, Mpv(env, plugin=False, options=[title]) as stray:
        told = [
            (Level.FINE, "The player mpv (playing) can be paused."),
            (Level.ADVICE, "mpv plays, and no player owns that."),
        ]
        wait_until(lambda: looked() == told, 10, "both at the sound server")
        assert owned.playing
        assert stray.playing

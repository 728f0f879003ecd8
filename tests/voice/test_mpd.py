"""A real Music Player Daemon, steered by its own protocol beside the players on the bus."""

import logging
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intents.messages import OutOfReach
from tests.fixtures.bus import PrivateBus
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.mpd import Mpd
from tests.fixtures.mpv import Mpv
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from voice.players.mpd_place import Place, on_another_computer, places, runs
from voice.players.players import Doing, Report

pytestmark = pytest.mark.usefixtures("hasty")
DONE = Report(obeyed=("MPD",))


@pytest.fixture
def mpd(start_mpd: Callable[..., Mpd]) -> Mpd:
    """It plays before anybody looks."""
    return start_mpd()


@pytest.fixture
def steered(mpd: Mpd) -> Iterator[SteeredPlayers]:
    """Players that found it at once."""
    assert mpd.playing
    players = SteeredPlayers()
    assert players.names() == ("MPD",)
    wait_until(lambda: players.doing() == {"MPD": Doing.PLAYING}, 10, "its answer")
    yield players
    players.close()


def test_it_is_paused_and_plays_on_where_it_was(mpd: Mpd, steered: SteeredPlayers) -> None:
    mpd.ask("seekcur", 30)
    assert steered.pause() == DONE
    assert mpd.state == "pause"
    assert steered.pause() == Report()
    assert steered.resume() == DONE
    assert mpd.playing
    assert 30 <= mpd.elapsed < 55
    assert steered.resume() == Report()


def test_what_a_person_did_is_left(mpd: Mpd, steered: SteeredPlayers) -> None:
    mpd.ask("pause", 1)
    assert steered.pause() == steered.resume() == Report()
    assert mpd.state == "pause"
    mpd.ask("play")
    assert steered.pause() == DONE
    mpd.ask("stop")
    assert steered.resume() == Report()
    assert mpd.state == "stop"
    mpd.ask("play")
    mpd.ask("setvol", 80)
    steered.soften()
    mpd.ask("setvol", 40)
    assert steered.restore() == Report()
    assert mpd.volume == 40


def test_its_volume_is_lowered_and_put_back(mpd: Mpd, steered: SteeredPlayers) -> None:
    mpd.ask("setvol", 80)
    assert steered.soften() == DONE
    assert mpd.volume == 55, "the third root of ten decibels less"
    assert steered.doing() == {"MPD": Doing.LOW}
    assert steered.restore() == DONE
    assert (mpd.playing, mpd.volume) == (True, 80)


def test_one_without_a_volume_is_paused_instead(start_mpd: Callable[..., Mpd]) -> None:
    mpd = start_mpd(mixer="none")
    players = SteeredPlayers()
    assert mpd.volume == -1
    assert players.soften() == DONE
    assert mpd.state == "pause"
    assert players.restore() == DONE
    assert mpd.playing
    players.close()


def test_it_hears_at_once_of_what_a_person_does(
    mpd: Mpd,
    steered: SteeredPlayers,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    steered.pause()
    monkeypatch.setattr("voice.players.keeper.LOOK_SECONDS", 3600)
    steered.pause()
    mpd.ask("play")
    wait_until(lambda: steered.late() == [DONE], 10, "the late pause")
    assert mpd.state == "pause"
    mpd.kill()
    wait_until(lambda: not steered.names(), 10, "its end")
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == []


def test_one_that_comes_during_a_pause_dies_and_comes_back(
    players: SteeredPlayers, start_mpd: Callable[..., Mpd]
) -> None:
    assert players.pause() == Report()
    mpd = start_mpd()
    wait_until(lambda: players.late() == [DONE], 10, "the late pause")
    assert mpd.state == "pause"
    mpd.kill()
    wait_until(lambda: not players.names(), 10, "its end")
    mpd.start()
    wait_until(lambda: players.late() == [DONE, DONE], 10, "the next late pause")
    assert players.resume() == DONE
    assert mpd.playing


def test_one_that_hangs_is_called_refusing_and_holds_up_nobody(
    mpd: Mpd, players: SteeredPlayers, mpv: Mpv
) -> None:
    wait_until(lambda: set(players.names()) == {"MPD", "mpv"}, 10, "both")
    mpd.sigstop()
    pausing = players.begin_pause()
    wait_until(lambda: not mpv.playing, 10, "the pause of the other one")
    assert not pausing.done()
    assert pausing.result(10) == Report(obeyed=("mpv",), refused=("MPD",))
    assert players.doing()["MPD"] is Doing.REFUSES
    mpd.sigcont()
    wait_until(lambda: players.doing()["MPD"] is not Doing.REFUSES, 10, "its answer")
    wait_until(lambda: not mpd.playing, 10, "what it was told meanwhile")
    mpd.sigstop()
    wait_until(lambda: players.doing()["MPD"] is Doing.REFUSES, 10, "it to be seen")


def test_one_that_hung_before_is_there_and_refuses(mpd: Mpd, bus: PrivateBus) -> None:
    assert bus.address
    mpd.sigstop()
    players = SteeredPlayers()
    assert players.pause() == Report(refused=("MPD",))
    mpd.sigcont()
    wait_until(lambda: mpd.state == "pause", 10, "the pause")
    players.close()


def test_no_bus_is_needed(mpd: Mpd, bus: PrivateBus) -> None:
    bus.kill()
    players = SteeredPlayers()
    assert players.news == [OutOfReach(bus=True)]
    assert players.pause() == DONE
    mpd.kill()
    wait_until(lambda: players.news[-1] == OutOfReach(bus=False), 10, "its end to be told")
    players.close()


def test_what_another_process_held_plays_on(mpd: Mpd, steered: SteeredPlayers) -> None:
    other = SteeredPlayers()
    other.hold().result(10)
    assert mpd.state == "pause"
    steered.remember(other.memory())
    other.let_go()
    steered.release()
    wait_until(lambda: mpd.playing, 10, "the music")
    other.close()


def test_at_the_loudspeaker_it_is_low_once_also_with_a_remote_control_on_the_bus(
    pulse: PulseServer,
    bus: PrivateBus,
    start_fake: Callable[[Manners], FakePlayer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its volume is that of its stream, which a remote control would turn down once more."""
    for name in ("PULSE_SERVER", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, pulse.env[name])
    with Mpd(pulse.env | bus.env) as mpd:
        remote = start_fake(Manners(names=("mpd",), identity="Music Player Daemon"))
        players = SteeredPlayers()
        wait_until(lambda: len(players.names()) == 2, 10, "both")
        assert players.soften() == DONE
        wait_until(lambda: mpd.volume == 68, 10, "low music")  # it looks once a second
        assert players.restore() == DONE
        wait_until(lambda: mpd.volume == 100, 10, "music as before")
        assert remote.orders == []
        players.pause()
        assert (mpd.state, remote.status) == ("pause", "Paused")
        players.resume()
        assert (mpd.state, remote.status) == ("play", "Playing")
        players.close()


def test_a_password_is_used_and_neither_it_nor_a_title_is_logged(
    bus: PrivateBus,
    start_mpd: Callable[..., Mpd],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    more = 'password "hush@read,control,add,admin"\ndefault_permissions ""'
    start_mpd(more=more, login="hush")
    caplog.set_level(logging.DEBUG)
    players = SteeredPlayers()
    assert players.pause() == Report(refused=("MPD",))
    players.close()
    monkeypatch.setenv("MPD_HOST", f"hush@{bus.env['MPD_HOST']}")
    players = SteeredPlayers()
    caplog.clear()
    assert players.pause() == DONE
    players.close()
    assert "Secret" not in caplog.text
    assert "hush" not in caplog.text


def test_several_sockets_are_one_player(
    start_mpd: Callable[..., Mpd], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mpd").mkdir()
    start_mpd(more=f'bind_to_address "{tmp_path}/mpd/socket"\nbind_to_address "{tmp_path}/s"')
    monkeypatch.delenv("MPD_HOST")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr("voice.players.mpd_place._SYSTEM_SOCKET", str(tmp_path / "s"))
    players = SteeredPlayers()
    assert players.names() == ("MPD",)
    assert players.pause() == DONE
    players.close()
    assert runs()


def test_none_is_started_by_a_call_at_its_socket(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where systemd waits there for the first caller; it might begin to play."""
    monkeypatch.setattr("voice.players.mpd_discovery.runs", lambda: False)
    with socket.socket(socket.AF_UNIX) as waits:
        waits.bind(bus.env["MPD_HOST"])
        waits.listen()
        waits.setblocking(False)
        SteeredPlayers().close()
        with pytest.raises(BlockingIOError):
            waits.accept()


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("/a/socket", [Place("/a/socket")]),
        ("@a", [Place("@a")]),
        ("hush@/a/socket", [Place("/a/socket", "hush")]),
        ("hush@@a", [Place("@a", "hush")]),
        ("", [Place("/run/user/7/mpd/socket"), Place("/run/mpd/socket")]),
        (
            "hush@localhost",
            [Place("/run/user/7/mpd/socket", "hush"), Place("/run/mpd/socket", "hush")],
        ),
        ("hush@192.0.2.1", [Place("/run/user/7/mpd/socket"), Place("/run/mpd/socket")]),
    ],
)
def test_it_is_looked_for_at_local_sockets(host: str, found: list[Place]) -> None:
    env = {"MPD_HOST": host, "XDG_RUNTIME_DIR": "/run/user/7"}
    assert list(places(env)) == found
    assert on_another_computer(env) is ("192" in host)
    assert "hush" not in repr(found)

"""A real mpv that is not on the bus, steered at its own socket."""

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from intents.messages import OutOfReach
from tests.fixtures.bus import PrivateBus
from tests.fixtures.heard import SILENCE_DB, loudness
from tests.fixtures.mpv import Mpv, mpris_plugin
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.pulse import PulseServer
from tests.fixtures.tone import ends_around_silence, write_rising_tone
from tests.fixtures.waiting import wait_until
from voice.players.local_socket import connected
from voice.players.mpv_player import MpvPlayer
from voice.players.mpv_socket import listening, of_mpvs
from voice.players.player import Order, Status
from voice.players.players import Doing, Report

pytestmark = pytest.mark.usefixtures("hasty")
DONE = Report(obeyed=("mpv",))
StartMpv = Callable[..., Mpv]


@pytest.fixture(autouse=True)
def _found_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.players.mpv_discovery.LOOK_SECONDS", 0.1)


@pytest.fixture
def start(bus: PrivateBus, tmp_path: Path) -> Iterator[StartMpv]:
    """Start one in the session of this test."""
    with ExitStack() as stack:

        def start(
            server: str | Path = tmp_path / "mpv",
            *,
            env: dict[str, str] | None = None,
            held: bool = False,
            plugin: bool = False,
            started_in: Path | None = None,
        ) -> Mpv:
            mpv = Mpv(
                bus.env | (env or {}),
                server=server,
                held=held,
                plugin=plugin,
                started_in=started_in,
            )
            return stack.enter_context(mpv)

        yield start


@pytest.fixture
def mpv(start: StartMpv) -> Mpv:
    """It plays before anybody looks."""
    return start()


@pytest.fixture
def steered(mpv: Mpv) -> Iterator[SteeredPlayers]:
    """Players that found it at once."""
    assert mpv.playing
    players = SteeredPlayers()
    assert players.names() == ("mpv",)
    wait_until(lambda: players.doing() == {"mpv": Doing.PLAYING}, 10, "its answer")
    yield players
    players.close()


def test_at_the_loudspeaker_it_is_silent_low_and_plays_on_where_it_was(
    sound: PulseServer, bus: PrivateBus, tmp_path: Path
) -> None:
    tone = write_rising_tone(tmp_path / "tone.wav")
    with Mpv(sound.env | bus.env, tone, plugin=False, server=tmp_path / "mpv") as mpv:
        players = SteeredPlayers()
        recorder = sound.record_speaker()
        loud = loudness(recorder)
        assert players.soften() == DONE
        assert loudness(recorder) == pytest.approx(loud - 10, abs=1)
        assert players.pause() == DONE
        assert loudness(recorder) < SILENCE_DB
        assert players.resume() == DONE
        assert loudness(recorder) == pytest.approx(loud, abs=0.1)
        end, begin = ends_around_silence(recorder.stop(), recorder.rate)
        assert begin == pytest.approx(end, abs=0.02)
        assert end > 0.5
        assert mpv.volume == 100
        players.close()


def test_its_own_volume_is_lowered_and_put_back(mpv: Mpv, steered: SteeredPlayers) -> None:
    mpv.set("volume", 80)
    assert steered.soften() == DONE
    assert mpv.volume == pytest.approx(80 * 10 ** (-10 / 60), abs=0.1), "the scale is cubic"
    assert steered.doing() == {"mpv": Doing.LOW}
    assert steered.restore() == DONE
    assert (mpv.playing, mpv.volume) == (True, 80)


def test_what_a_person_did_is_left(mpv: Mpv, steered: SteeredPlayers) -> None:
    mpv.set("pause", True)
    assert steered.pause() == steered.resume() == Report()
    assert not mpv.playing
    mpv.set("pause", False)
    steered.soften()
    mpv.set("volume", 40)
    assert steered.restore() == Report()
    assert mpv.volume == 40


def test_it_hears_at_once_of_what_a_person_does_and_no_title_is_logged(
    mpv: Mpv,
    steered: SteeredPlayers,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    mpv.set("force-media-title", "Secret Song")
    steered.pause()
    monkeypatch.setattr("voice.players.keeper.LOOK_SECONDS", 3600)
    steered.pause()
    mpv.set("pause", False)
    wait_until(lambda: steered.late() == [DONE], 10, "the late pause")
    assert not mpv.playing
    mpv.kill()
    wait_until(lambda: not steered.names(), 10, "its end")
    assert "Secret" not in caplog.text
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == []


def test_one_that_comes_during_a_pause_is_paused(players: SteeredPlayers, start: StartMpv) -> None:
    assert players.pause() == Report()
    mpv = start(held=True)
    wait_until(lambda: players.late() == [DONE], 10, "the late pause")
    assert not mpv.playing
    assert players.resume() == DONE
    wait_until(lambda: mpv.playing, 10, "the music")


def test_one_that_hangs_is_called_refusing_and_holds_up_nobody(
    mpv: Mpv, start: StartMpv, steered: SteeredPlayers, tmp_path: Path
) -> None:
    other = start(tmp_path / "other")
    wait_until(lambda: len(steered.names()) == 2, 10, "both")
    mpv.sigstop()
    pausing = steered.begin_pause()
    wait_until(lambda: not other.playing, 10, "the pause of the other one")
    assert not pausing.done()
    assert pausing.result(10) == Report(obeyed=("mpv",), refused=("mpv",))
    mpv.sigcont()
    wait_until(lambda: not mpv.playing, 10, "what it was told meanwhile")


def test_one_that_hangs_and_takes_no_more_callers_is_met_and_paused_when_it_goes_on(
    mpv: Mpv, tmp_path: Path
) -> None:
    mpv.sigstop()
    with ExitStack() as callers:
        with suppress(BlockingIOError):
            while True:
                callers.enter_context(connected(str(tmp_path / "mpv")))
        players = SteeredPlayers()
        assert players.pause() == Report(refused=("mpv",))
    mpv.sigcont()
    wait_until(lambda: not mpv.playing, 10, "the pause")
    players.close()


def test_no_bus_is_needed(mpv: Mpv, bus: PrivateBus) -> None:
    bus.kill()
    players = SteeredPlayers()
    assert players.news == [OutOfReach(bus=True)]
    assert players.pause() == DONE
    assert not mpv.playing
    players.close()


def test_one_that_is_on_the_bus_as_well_is_one_player(bus: PrivateBus, start: StartMpv) -> None:
    assert bus.address
    mpv = start(plugin=True)
    players = SteeredPlayers()
    wait_until(players.names, 10, "mpv on the bus")
    assert players.soften() == DONE
    assert mpv.volume == pytest.approx(100 * 10 ** (-10 / 60), abs=0.1), "not lowered twice"
    assert players.restore() == DONE
    assert players.pause() == DONE
    players.close()


def test_one_that_comes_on_the_bus_later_is_the_same_player(
    mpv: Mpv, steered: SteeredPlayers
) -> None:
    mpv.set("volume", 80)
    steered.soften()
    assert steered.pause() == DONE
    mpv.command("load-script", mpris_plugin())
    wait_until(
        lambda: [owner for owner, _ in steered.memory().players if owner.startswith(":")],
        10,
        "mpv on the bus",
    )
    wait_until(lambda: steered.names() == ("mpv",), 10, "one player")
    assert steered.resume() == DONE
    assert (mpv.playing, mpv.volume) == (True, 80)


def test_what_another_process_held_plays_on(mpv: Mpv, steered: SteeredPlayers) -> None:
    other = SteeredPlayers()
    other.hold().result(10)
    assert not mpv.playing
    steered.remember(other.memory())
    other.let_go()
    steered.release()
    wait_until(lambda: mpv.playing, 10, "the music")
    other.close()


def test_it_is_not_ended_where_others_are_stopped(mpv: Mpv, tmp_path: Path) -> None:
    async def stop() -> Status:
        sockets = [each for _, each in of_mpvs(listening()) if each.path == str(tmp_path / "mpv")]
        player = MpvPlayer(sockets[0], lambda _: None, lambda _: None)
        await player.tell(Order.STOP)
        status = await player.status()
        await player.close()
        return status

    assert asyncio.run(stop()) is Status.PAUSED
    mpv.set("pause", False)
    wait_until(lambda: mpv.playing, 10, "its music")


def test_of_two_at_one_place_only_the_one_that_answers_there_is_met(
    mpv: Mpv, start: StartMpv
) -> None:
    later = start()
    players = SteeredPlayers()
    assert players.pause() == DONE
    assert (mpv.playing, later.playing) == (True, False)
    players.close()


def test_one_of_another_session_is_let_alone_and_one_without_a_path_is_met(
    players: SteeredPlayers, start: StartMpv, tmp_path: Path
) -> None:
    foreign = start(tmp_path / "f", env={"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"})
    named = start(f"@{tmp_path}")
    wait_until(players.names, 10, "the other one")
    assert players.pause() == DONE
    assert (foreign.playing, named.playing) == (True, False)


@pytest.mark.parametrize(
    ("name", "depth"), [("mpv", 4), (" begins with a space", 0), ("two\nlines", 0), ("x\r ", 0)]
)
def test_it_is_found_whatever_its_path_is(
    start: StartMpv, tmp_path: Path, name: str, depth: int
) -> None:
    """Deep in folders it is longer than an address may be."""
    folder = tmp_path.joinpath(*["d" * 30] * depth)
    folder.mkdir(parents=True, exist_ok=True)
    mpv = start(name, started_in=folder)
    players = SteeredPlayers()
    assert players.pause() == DONE
    assert not mpv.playing
    assert players.resume() == DONE
    players.close()


WAITS = """
import socket, sys
with socket.socket(socket.AF_UNIX) as waits:
    waits.bind(sys.argv[1])
    waits.listen()
    print("ready", flush=True)
    sys.stdin.readline()
    waits.setblocking(False)
    try:
        waits.accept()
    except BlockingIOError:
        print("nobody called")
"""


def test_nothing_is_connected_to_that_is_no_mpv(bus: PrivateBus, tmp_path: Path) -> None:
    """As where systemd waits for the first caller of some program."""
    waiting = subprocess.Popen(
        [sys.executable, "-c", WAITS, str(tmp_path / "mpv")],
        env=os.environ | bus.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == "ready\n"
    SteeredPlayers().close()
    assert waiting.communicate("\n", 10)[0] == "nobody called\n"

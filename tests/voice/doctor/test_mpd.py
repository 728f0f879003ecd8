"""An MPD is seen at a local socket, and it is said of others why they are not reached."""

import socket
from collections.abc import Callable

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.mpd import Mpd
from voice.doctor import players
from voice.doctor.finding import Level
from voice.doctor.wanted import Wanted

BY_A_PORT = (
    "An MPD seems to be reached by a network port only, and Safeword opens no network connection: "
    "it does not pause that music."
)


@pytest.fixture(autouse=True)
def _without_sound_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")


def looked() -> list[tuple[Level, str]]:
    return [(each.level, each.sentence) for each in players.look(Wanted())]


def test_it_is_seen_and_plays_on(start_mpd: Callable[..., Mpd]) -> None:
    mpd = start_mpd()
    assert looked() == [(Level.FINE, "MPD (playing) can be paused.")]
    assert mpd.playing


def test_one_that_wants_a_password_or_hangs(start_mpd: Callable[..., Mpd]) -> None:
    more = 'password "hush@read,control,add,admin"\ndefault_permissions "read"'
    mpd = start_mpd(more=more, login="hush")
    wants = (Level.ADVICE, "An MPD does not let Safeword pause it: it wants a password.")
    assert looked() == [wants]
    mpd.sigstop()
    assert looked() == [(Level.ADVICE, "An MPD does not answer.")]


def test_one_at_a_port_is_told_and_not_connected_to(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bus.address
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        monkeypatch.setenv("MPD_PORT", str(server.getsockname()[1]))
        assert (Level.ADVICE, BY_A_PORT) in looked()
        with pytest.raises(BlockingIOError):
            server.accept()
    assert (Level.ADVICE, BY_A_PORT) not in looked()


def test_one_on_another_computer_is_said_to_play_on(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bus.address
    monkeypatch.setenv("MPD_HOST", "hush@music.example")
    told = [sentence for _, sentence in looked()]
    assert any("MPD_HOST names another computer" in sentence for sentence in told)
    assert "hush" not in str(told)
    assert "music.example" not in str(told)

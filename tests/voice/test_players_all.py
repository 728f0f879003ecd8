"""All kinds of players at once, with one that hangs, one that refuses and one that comes late."""

import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.heard import SILENCE_DB, loudness
from tests.fixtures.mpd import Mpd
from tests.fixtures.mpv import Mpv
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.pulse import PulseServer
from tests.fixtures.tone import write_tone
from tests.fixtures.vlc import Vlc
from tests.fixtures.waiting import wait_until
from voice.players.players import Doing, Report

VLC = "VLC media player"
PLAYERS = ["MPD", "Refuses", "Toggles", VLC, "mpv", "mpv", "mpv"]


@contextmanager
def game(sound: PulseServer, folder: Path) -> Iterator[None]:
    """A program without a player. It is nobody's child: fake players are this process."""
    command = ["paplay", "--client-name=Game", str(write_tone(folder / "tone.wav"))]
    started = subprocess.run(
        ["sh", "-c", '"$@" >&- 2>&- & echo $!', "sh", *command],
        env=sound.env,
        stdout=subprocess.PIPE,
        check=True,
    )
    try:
        yield
    finally:
        os.kill(int(started.stdout), signal.SIGKILL)


def test_a_stop_silences_all_and_a_resume_gives_back_what_was_ours(
    sound: PulseServer,
    bus: PrivateBus,
    start_fake: Callable[[Manners], FakePlayer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("voice.players.keeper.SLOW_SECONDS", 1.0)  # the refusing one takes all
    env = sound.env | bus.env
    toggles = start_fake(Manners(names=("toggles",), identity="Toggles", toggles=True))
    refuses = start_fake(
        Manners(names=("no",), identity="Refuses", deaf_to={"Pause": 99, "Stop": 99})
    )
    with (
        Mpv(env) as mpv,
        Mpv(env, plugin=False, server=tmp_path / "mpv") as alone,
        Mpv(env) as frozen,
        Vlc(env) as vlc,
        Mpd(env) as mpd,
        game(sound, tmp_path),
    ):
        mpd.ask("setvol", 80)
        players = SteeredPlayers()
        wait_until(lambda: sorted(players.names()) == PLAYERS, 10, "all players")
        wait_until(lambda: set(players.doing().values()) == {Doing.PLAYING}, 10, "their answers")
        recorder = sound.record_speaker()
        loud = loudness(recorder)

        frozen.sigstop()
        report = players.pause()
        obeyed = Counter(["Game", "MPD", "Toggles", VLC, "mpv", "mpv", "mpv"])
        assert Counter(report.obeyed) == obeyed
        assert (report.refused, report.stopped) == (("Refuses",), ())
        assert Counter(report.muted) == Counter(["Game", "mpv"])
        assert loudness(recorder) < SILENCE_DB
        frozen.sigcont()
        wait_until(lambda: not frozen.playing, 10, "what it was told meanwhile")

        with Mpv(env, held=True) as late:
            told = Report(obeyed=("mpv",))
            wait_until(lambda: told in players.late(), 10, "the late pause")
            assert not late.playing
            assert loudness(recorder) < SILENCE_DB
            assert not any(each.playing for each in (mpv, alone, vlc, mpd, frozen))

            wait_until(lambda: Doing.REFUSES not in known(players, "mpv"), 10, "its answer")
            players.resume()
            ours = (mpv, alone, vlc, mpd, late)
            wait_until(lambda: all(each.playing for each in ours), 10, "the music")
            assert loudness(recorder) > loud - 6
            assert (toggles.status, toggles.orders) == ("Playing", ["Pause", "Play"])
            assert "Play" not in refuses.orders
            assert not frozen.playing, "nobody knows whether its user paused it meanwhile"
            assert (mpv.volume, alone.volume, vlc.volume, mpd.volume) == (100, 100, 1, 80)
            players.close()


def known(players: SteeredPlayers, name: str) -> list[Doing]:
    """What those of this name do."""
    return [state.doing for state in players.states() if state.name == name]

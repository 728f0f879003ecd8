"""Signals: everything ends in order, the players are as they were found, and nothing freezes."""

import signal
import time

import psutil
import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.command import faults
from tests.fixtures.live import listening, say
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until

EACH = pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["Ctrl-C", "SIGTERM", "the terminal closes"],
)
WAITS = 10.0
"""Seconds: who waited for a hung player or a worker would take longer, also on a busy machine."""


@EACH
def test_while_music_plays_low_it_gets_its_volume_back(
    pulse: PulseServer, bus: PrivateBus, number: signal.Signals, code: int
) -> None:
    with listening(pulse, bus) as (listener, mpv):
        pulse.play_to_mic(spoken("yellow__af_bella"))
        listener.wait_for("state", "slow")
        wait_until(lambda: mpv.volume < 100, 10, "the music to become low")
        children = psutil.Process(listener.process.pid).children(recursive=True)
        assert listener.end(number, WAITS) == code
        assert mpv.volume == 100
        assert mpv.playing
        assert not [child for child in children if child.is_running()]


@EACH
def test_after_a_stop_the_music_stays_paused(
    pulse: PulseServer, bus: PrivateBus, number: signal.Signals, code: int
) -> None:
    """Law 4: nothing starts again by itself, not even because the program ends."""
    with listening(pulse, bus) as (listener, mpv):
        pulse.play_to_mic(spoken("red__af_bella"))
        listener.wait_for("effect", "players_paused")
        assert listener.end(number, WAITS) == code
        assert not mpv.playing
        assert mpv.volume == 100


def test_a_hung_player_does_not_hold_the_end_up(pulse: PulseServer, bus: PrivateBus) -> None:
    with listening(pulse, bus) as (listener, mpv):
        mpv.sigstop()
        pulse.play_to_mic(spoken("red__af_bella"))
        listener.wait_for("fault", "players_refused", players=["mpv"])
        listener.wait_for("effect", "say", prompt="music_refused")
        assert listener.end(signal.SIGTERM, WAITS) == 143


def test_nothing_freezes_a_listener_and_what_froze_it_is_told(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    """Law 1: who stands still is deaf and looks alive."""
    with listening(pulse, bus) as (listener, mpv):
        process = listener.the_listener()
        for each in (listener.the_guardian(), process):
            for number in (signal.SIGTTIN, signal.SIGTTOU, signal.SIGPIPE, signal.SIGTSTP):
                each.send_signal(number)
            listener.wait_for("fault", "not_suspended")
            assert each.status() != psutil.STATUS_STOPPED
        assert mpv.playing
        process.send_signal(signal.SIGSTOP)
        wait_until(lambda: process.status() == psutil.STATUS_STOPPED, 10, "the stop")
        time.sleep(1)  # as long as nobody may be deaf without a word
        process.send_signal(signal.SIGCONT)
        listener.wait_for("fault", "no_frames", present=True)
        listener.wait_for("effect", "chime", sound="alarm")
        listener.wait_for("fault", "no_frames", present=False)
        wait_until(lambda: not mpv.playing, 10, "the pause of the music")


def test_people_end_it_and_nothing_takes_that_for_a_loss(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    with listening(pulse, bus) as (listener, mpv):
        say(pulse, listener, "evening/end_the_session__am_liam", "end")
        assert listener.process.wait(timeout=60) == 0
        wait_until(lambda: not listener.processes(), 10, "the end of all its processes")
        assert listener.lines[-1]["name"] in ("end_session", "players_restored")
        assert not faults(listener.lines)
        assert mpv.playing
        assert mpv.volume == 100

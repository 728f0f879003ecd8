"""Ctrl-C and SIGTERM: everything ends in order, and the players are as they were found."""

import signal
import time

import psutil
import pytest

from tests.end_to_end.test_live import listening
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until

BOTH = pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
PROMISED = 1.0
"""Seconds: a promise to the user, not a benchmark, so it is asserted."""


@BOTH
def test_while_music_plays_low_it_gets_its_volume_back(
    pulse: PulseServer, bus: PrivateBus, number: signal.Signals, code: int
) -> None:
    with listening(pulse, bus) as (listener, mpv):
        pulse.play_to_mic(spoken("yellow__af_bella"))
        listener.wait_for("state", "slow")
        wait_until(lambda: mpv.volume < 100, 10, "the music to become low")
        children = psutil.Process(listener.process.pid).children(recursive=True)
        began = time.monotonic()
        assert listener.end(number) == code
        assert time.monotonic() - began < PROMISED
        assert mpv.volume == 100
        assert mpv.playing
        assert not [child for child in children if child.is_running()]


@BOTH
def test_after_a_stop_the_music_stays_paused(
    pulse: PulseServer, bus: PrivateBus, number: signal.Signals, code: int
) -> None:
    """Law 4: nothing starts again by itself, not even because the program ends."""
    with listening(pulse, bus) as (listener, mpv):
        pulse.play_to_mic(spoken("red__af_bella"))
        listener.wait_for("effect", "players_paused")
        began = time.monotonic()
        assert listener.end(number) == code
        assert time.monotonic() - began < PROMISED
        assert not mpv.playing
        assert mpv.volume == 100


def test_a_hung_player_does_not_hold_the_end_up(pulse: PulseServer, bus: PrivateBus) -> None:
    with listening(pulse, bus) as (listener, mpv):
        mpv.sigstop()
        pulse.play_to_mic(spoken("red__af_bella"))
        listener.wait_for("fault", "players_refused", players=["mpv"])
        listener.wait_for("effect", "say", prompt="music_refused")
        began = time.monotonic()
        assert listener.end(signal.SIGTERM) == 143
        assert time.monotonic() - began < PROMISED

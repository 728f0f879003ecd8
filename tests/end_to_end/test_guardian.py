"""Law 1: a listener or a guardian that is killed or stopped is told, and another one takes over."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.command import Listener, faults
from tests.fixtures.live import PLAYING, listening, said_since, say
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from tests.models.test_vosk_ear import copy, korean_folder
from voice.guardian.silence import HELD_UP, SILENT

LOST = {
    "the listener is killed": (Listener.the_listener, signal.SIGKILL),
    "the listener fails": (Listener.the_listener, signal.SIGSEGV),
    "the listener stands still": (Listener.the_listener, signal.SIGSTOP),
    "the guardian is killed": (Listener.the_guardian, signal.SIGKILL),
    "the guardian stands still": (Listener.the_guardian, signal.SIGSTOP),
}
Which = Callable[[Listener], psutil.Process]
OVER: dict[Which, tuple[str, str, str]] = {
    Listener.the_listener: ("listener_lost", "deaf", "hearing_again"),
    Listener.the_guardian: ("guardian_lost", "unguarded", "guarded_again"),
}


def lose(listener: Listener, which: Which, how: int) -> None:
    """Lose that process; return when all is told and another one is in its place."""
    fault, told, over = OVER[which]
    before = len(listener.lines)
    which(listener).send_signal(how)
    wait_until(lambda: said_since(listener, before, told), 10, told)
    wait_until(lambda: said_since(listener, before, over), 40, over)
    present = [line["present"] for line in listener.lines[before:] if line["name"] == fault]
    assert present == [True, False]


@pytest.mark.parametrize(("which", "how"), LOST.values(), ids=LOST)
def test_while_music_plays_it_is_paused_and_the_stop_stays_until_people_end_it(
    pulse: PulseServer,
    bus: PrivateBus,
    which: Which,
    how: int,
) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        which(listener).send_signal(how)
        wait_until(lambda: not mpv.playing, 10, "the pause of the music")
        assert not said_since(listener, 0, OVER[which][2])
        wait_until(lambda: said_since(listener, 0, OVER[which][2]), 40, "somebody in its place")
        assert listener.lines[-1]["name"] != "playing"
        say(pulse, listener, "evening/resume__am_liam", "resume")
        listener.wait_for("effect", "say", prompt="resume_ask")
        say(pulse, listener, "evening/yes_resume__af_heart", "yes")
        wait_until(lambda: mpv.playing and mpv.volume == 100, 20, "the music as it was")


def test_music_plays_on_as_before_when_the_guardian_was_held_up_for_a_moment(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        before = len(listener.lines)
        guardian = listener.the_guardian()
        guardian.send_signal(signal.SIGSTOP)
        wait_until(lambda: not mpv.playing, 10, "the pause of the music")
        guardian.send_signal(signal.SIGCONT)
        wait_until(lambda: mpv.playing, 10, "the music")
        assert mpv.volume == 100
        listener.wait_for("fault", "held_up")
        say(pulse, listener, "red__af_bella", "stop")
        assert faults(listener.lines[before:]) == ["held_up"]


def held_up(listener: Listener, which: Which, mpv: Mpv) -> psutil.Process:
    """Stop that process until the other one keeps the music off, and has told that it did."""
    process = which(listener)
    process.send_signal(signal.SIGSTOP)
    wait_until(lambda: not mpv.playing, 10, "the pause of the music")
    time.sleep((SILENT - HELD_UP) / 2)
    return process


def test_music_that_a_guardian_paused_before_its_end_is_brought_back_by_people(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        hears = held_up(listener, Listener.the_listener, mpv)
        listener.the_guardian().kill()
        hears.send_signal(signal.SIGCONT)
        listener.wait_for("effect", "say", prompt="guarded_again")
        assert not mpv.playing
        say(pulse, listener, "evening/resume__am_liam", "resume")
        listener.wait_for("effect", "say", prompt="resume_ask")
        say(pulse, listener, "evening/yes_resume__af_heart", "yes")
        wait_until(lambda: mpv.playing and mpv.volume == 100, 20, "the music as it was")


def ended_while_held_up(listener: Listener, which: Which, mpv: Mpv) -> list[str]:
    """Press Ctrl-C then; the faults that were told."""
    process = held_up(listener, which, mpv)
    listener.process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGCONT)
    assert listener.process.wait(timeout=10) == 130
    wait_until(lambda: not listener.processes(), 10, "the end of all its processes")
    assert mpv.volume == 100
    return faults(listener.lines)


def test_ctrl_c_while_the_guardian_is_held_up_leaves_the_music_playing(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        assert ended_while_held_up(listener, Listener.the_guardian, mpv) == []
        assert mpv.playing


def test_ctrl_c_while_the_listener_is_held_up_leaves_the_music_off_and_says_so(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    """Law 3: nobody knows what was said meanwhile."""
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        told = ended_while_held_up(listener, Listener.the_listener, mpv)
        # By the block in which it goes on; after the second there is a stop, and no more to say.
        assert {"music_stays_off", "no_frames"}.intersection(told)
        assert not mpv.playing


def test_a_stop_outlives_them_both_and_what_was_added_tonight_too(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        say(pulse, listener, "evening/add_no_slapping_tonight__af_heart", "narrow")
        say(pulse, listener, "red__af_bella", "stop")
        wait_until(lambda: not mpv.playing, 10, "the pause of the music")
        lose(listener, Listener.the_listener, signal.SIGKILL)
        lose(listener, Listener.the_guardian, signal.SIGKILL)
        lose(listener, Listener.the_listener, signal.SIGKILL)
        mpv.set("pause", value=False)
        wait_until(lambda: not mpv.playing, 10, "the music, begun by hand, to be paused again")
        say(pulse, listener, "evening/what_are_our_hard_limits__am_liam", "hard_limits")
        listener.wait_for("effect", "say", prompt="tonight")


def test_music_that_was_low_gets_its_volume_back_in_the_end(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        say(pulse, listener, "yellow__af_bella", "slow")
        wait_until(lambda: mpv.volume < 100, 10, "the music to become low")
        lose(listener, Listener.the_listener, signal.SIGKILL)
        wait_until(lambda: not mpv.playing and mpv.volume == 100, 10, "the pause of the music")
        say(pulse, listener, "evening/resume__am_liam", "resume")
        say(pulse, listener, "evening/yes_resume__af_heart", "yes")
        wait_until(lambda: mpv.playing and mpv.volume == 100, 20, "the music as loud as before")


def test_where_both_are_killed_at_once_nothing_is_left_and_the_music_plays_on(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    """Nobody is there to say so: docs/safety.md tells people, who watch each other."""
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        before = len(listener.lines)
        both = [listener.the_guardian(), listener.the_listener()]
        for number in (signal.SIGSTOP, signal.SIGKILL):  # neither may see the other's end
            for process in both:
                process.send_signal(number)
        wait_until(lambda: not listener.processes(), 10, "the end of all that they started")
        assert mpv.playing
        assert mpv.volume == 100
        assert faults(listener.lines[before:]) == []


def test_a_damaged_model_that_ends_each_listener_is_told_with_what_to_do(
    pulse: PulseServer, tmp_path: Path
) -> None:
    """Its size is right, so Vosk loads it, and ends the process when it hears the first sound."""
    name = "am/final.mdl"
    weights = bytearray((korean_folder() / name).read_bytes())
    middle = len(weights) // 2
    weights[middle : middle + 4096] = b"\xff" * 4096
    (copy(tmp_path / "model", name) / name).write_bytes(weights)
    agreement = tmp_path / "agreement.toml"
    agreement.write_text('language = "ko"\n', encoding="utf-8")
    options = ("--agreement", str(agreement), "--model", str(tmp_path / "model"), PLAYING)
    with Listener(*options, env=pulse.env) as listener:
        told = listener.wait_for("fault", "crashes")
        assert "safeword models verify" in told["text"]
        assert "--model" in told["text"]
        listener.wait_for("effect", "say", prompt="deaf")


def test_what_cannot_begin_says_so_and_ends(pulse: PulseServer) -> None:
    """A restart is for who was listening already."""
    with Listener("--microphone", "no such one", env=pulse.env) as listener:
        assert listener.process.wait(timeout=30) == 69
        assert not listener.processes()

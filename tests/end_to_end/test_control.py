"""Other programs reach a session by its control socket: real listener, real sound and player."""

import json
import signal
import stat
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.command import COMMAND, Listener, safeword
from tests.fixtures.control import Panel, socket_of
from tests.fixtures.live import PLAYING, listening, said_since, say
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from voice.control.server import PATIENCE

DRY = ("--dry-run", "--no-questions")
FLOOD = """
import socket, sys
flooding = socket.socket(socket.AF_UNIX)
flooding.connect(sys.argv[1])
flooding.sendall(b'{"kind": "ask", "name": "watch"}\\n')
print(flush=True)
while True:
    flooding.sendall(b'{"kind": "ask", "name": "slow"}\\nnothing of that kind\\n')
"""


def test_a_stop_from_another_program_pauses_the_music_and_no_program_ends_it(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        done = safeword("tell", "stop", env=pulse.env)
        assert (done.returncode, done.stdout) == (0, "The session is stopped.\n"), done.stderr
        listener.wait_for("heard", "stop", ears=["control"])
        listener.wait_for("effect", "players_paused", players=["mpv"])
        assert not mpv.playing
        for name in ("resume", "yes", "go"):
            refused = safeword("tell", name, env=pulse.env)
            assert refused.returncode == 75
            assert "for the people in the room to say" in refused.stderr
        assert not mpv.playing
        say(pulse, listener, "evening/resume__am_liam", "resume")
        listener.wait_for("effect", "say", prompt="resume_ask")
        say(pulse, listener, "evening/yes_resume__af_heart", "yes")
        wait_until(lambda: mpv.playing, 20, "the music as it was")


def test_slow_and_a_check_in_are_as_if_they_were_said(pulse: PulseServer, bus: PrivateBus) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        assert safeword("tell", "slow", env=pulse.env).stdout == "The session is slow.\n"
        wait_until(lambda: mpv.volume < 100, 10, "the music to become low")
        done = safeword("tell", "check-in", "--json", env=pulse.env)
        assert json.loads(done.stdout)["state"] == "checking_in"
        listener.wait_for("effect", "say", prompt="check_in")
        assert safeword("tell", "limits", env=pulse.env).returncode == 75


def test_nobody_can_hold_up_a_stop_by_a_flood_or_by_not_reading(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv), ExitStack() as opened:
        path = socket_of(pulse.env)
        for _ in range(8):
            flood = opened.enter_context(
                subprocess.Popen([sys.executable, "-c", FLOOD, str(path)], stdout=subprocess.PIPE)
            )
            opened.callback(flood.kill)
            assert flood.stdout is not None
            assert flood.stdout.readline()
        listener.wait_for("heard", "slow", ears=["control"])
        with Panel(path) as panel:
            began = time.monotonic()
            assert panel.asked("stop")["state"] == "stopped"
            assert time.monotonic() - began < PATIENCE
        wait_until(lambda: not mpv.playing, 5, "the pause of the music")
        say(pulse, listener, "evening/resume__am_liam", "resume")
        assert "behind" not in {line["name"] for line in listener.lines}


def test_a_listener_that_is_killed_ends_the_connection_and_the_next_one_takes_its_place(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    with listening(pulse, bus, PLAYING) as (listener, mpv):
        path = socket_of(pulse.env)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert safeword("tell", "stop", env=pulse.env).returncode == 0
        with Panel(path) as panel:
            panel.asked("watch")
            listener.the_listener().send_signal(signal.SIGKILL)
            while panel.next() is not None:
                pass
        began = time.monotonic()
        nobody = safeword("tell", "stop", env=pulse.env)
        assert nobody.returncode == 69
        assert "No Safeword listens here" in nobody.stderr
        assert time.monotonic() - began < 10
        wait_until(lambda: said_since(listener, 0, "hearing_again"), 40, "another listener")
        with Panel(path) as panel:
            panel.ask("watch")
            panel.wait_for("state", "stopped")
            panel.wait_for("beat", "heard", faults=[])
        assert safeword("tell", "stop", env=pulse.env).stdout == "The session is stopped.\n"
        assert not mpv.playing


def test_who_stands_still_does_not_keep_anybody_waiting(pulse: PulseServer) -> None:
    with Listener(*DRY, env=pulse.env) as listener:
        listener.wait_for("state", "playing")
        assert safeword("tell", "state", env=pulse.env).stdout == "The session is playing.\n"
        # The guardian first: it would end the listener.
        for process in (listener.the_guardian(), listener.the_listener()):
            process.suspend()
        began = time.monotonic()
        stopped = safeword("tell", "stop", env=pulse.env)
        assert stopped.returncode == 75
        assert "does not answer" in stopped.stderr
        assert time.monotonic() - began < 15


def test_what_happens_can_be_watched_until_the_session_ends(pulse: PulseServer) -> None:
    with Listener(*DRY, env=pulse.env) as listener:
        listener.wait_for("state", "playing")
        watching = subprocess.Popen(
            [*COMMAND, "tell", "--watch"], env=pulse.env, stdout=subprocess.PIPE, text=True
        )
        with watching:
            assert watching.stdout is not None
            first = json.loads(watching.stdout.readline())
            assert (first["kind"], first["name"]) == ("state", "playing")
            assert safeword("tell", "slow", env=pulse.env).returncode == 0
            assert listener.end(signal.SIGTERM) == 143
            lines = [json.loads(line) for line in watching.stdout]
        assert watching.returncode == 0
    told = [line for line in lines if line["kind"] == "state"]
    assert [line["name"] for line in told] == ["slow", "ended"]
    assert not socket_of(pulse.env).exists()
    assert safeword("tell", "stop", env=pulse.env).returncode == 69


def test_a_socket_that_was_left_behind_is_replaced_and_one_in_use_is_not(
    pulse: PulseServer,
) -> None:
    with Listener(*DRY, env=pulse.env) as killed:
        killed.wait_for("state", "playing")
        killed.kill()
    assert socket_of(pulse.env).is_socket()
    assert safeword("tell", "stop", env=pulse.env).returncode == 69
    with Listener(*DRY, env=pulse.env) as listener:
        listener.wait_for("state", "playing")
        with Listener(*DRY, "--beside", env=pulse.env) as second:
            told = second.wait_for("fault", "no_control")
            assert "another session has it" in told["text"]
            second.wait_for("state", "playing")
        assert safeword("tell", "stop", env=pulse.env).returncode == 0
        listener.wait_for("state", "stopped")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ((), "--watch"),
        (("stop", "--watch"), "--watch"),
        (
            ("halt",),
            "stop, slow, pause-music, check-in, limits, aftercare, listening, music-plays, state",
        ),
    ],
)
def test_what_cannot_be_asked_says_what_can(words: tuple[str, ...], hint: str) -> None:
    done = safeword("tell", *words)
    assert done.returncode == 2
    assert hint in done.stderr

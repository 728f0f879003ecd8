"""The screen of a session, in a real terminal with a real microphone."""

import json
import os
import shlex
from contextlib import suppress
from pathlib import Path

import pytest

from bench.first_time.terminal import Terminal
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.command import COMMAND
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until

LISTEN = (*COMMAND, "listen", "--no-questions")
CTRL_C, CTRL_Z = "\x03", "\x1a"


@pytest.fixture
def env(pulse: PulseServer, bus: PrivateBus, tmp_path: Path) -> dict[str, str]:
    folders = {f"XDG_{kind}_HOME": str(tmp_path) for kind in ("STATE", "CONFIG")}
    return {**pulse.env, **bus.env, **folders}


def test_the_screen_follows_the_session(
    pulse: PulseServer, bus: PrivateBus, env: dict[str, str]
) -> None:
    with Mpv(bus.env), Terminal([*LISTEN, "--stop", "pineapple"], env) as terminal:
        terminal.wait_for("playing", 60)
        terminal.wait_for("mpv")
        terminal.wait_for("next check-in")
        terminal.wait_for("I am listening.", 60)
        pulse.play_to_mic(spoken("pineapple__af_bella"))
        terminal.wait_for("stopped", 30)
        assert "pineapple" not in "\n".join(terminal.lines)
        terminal.press(CTRL_C)
        assert terminal.end() == 130


def test_what_was_recognised_is_shown_on_request(pulse: PulseServer, env: dict[str, str]) -> None:
    with Terminal([*LISTEN, "--stop", "pineapple", "--show-words"], env) as terminal:
        terminal.wait_for("I am listening.", 60)
        pulse.play_to_mic(spoken("pineapple__af_bella"))
        terminal.wait_for("pineapple", 30)


def test_lines_are_there_for_who_wants_them(env: dict[str, str]) -> None:
    with Terminal([*LISTEN, "--lines"], env) as terminal:
        terminal.wait_for("state   playing", 60)
        terminal.wait_for("say: I am listening.", 60)


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_of_which_nothing_is_known_gets_lines(env: dict[str, str], term: str) -> None:
    with Terminal([*LISTEN, "--dry-run"], env, term=term) as terminal:
        terminal.wait_for("state   playing", 60)


def test_a_small_terminal_shows_the_state_the_deafness_and_what_plays(
    pulse: PulseServer, bus: PrivateBus, env: dict[str, str]
) -> None:
    with Mpv(bus.env), Terminal(LISTEN, env, 40, 12) as terminal:
        terminal.wait_for("playing", 60)
        terminal.wait_for("mpv")
        terminal.wait_for("you can say")
        pulse.noise_off()
        terminal.wait_for("cannot hear you")
        terminal.wait_for("microphone is mute")


def test_warnings_before_the_screen_are_on_it_and_ctrl_z_is_refused_with_a_word(
    env: dict[str, str],
) -> None:
    with Terminal([*LISTEN, "--dry-run"], env) as terminal:
        terminal.wait_for("you can say", 60)
        terminal.wait_for("'safeword check'")
        terminal.press(CTRL_Z)
        terminal.wait_for("Ctrl-Z is refused")
        terminal.wait_for("playing")
        terminal.press(CTRL_C)
        assert terminal.end() == 130


def test_a_terminal_that_goes_away_ends_the_session_in_order(
    pulse: PulseServer, bus: PrivateBus, env: dict[str, str]
) -> None:
    with Mpv(bus.env) as mpv:
        with Terminal(LISTEN, env) as terminal:
            terminal.wait_for("I am listening.", 60)
            pulse.play_to_mic(spoken("yellow__af_bella"))
            terminal.wait_for("slow", 30)
            wait_until(lambda: mpv.volume < 100, 10, "the music to become low")
            terminal.hang_up()
            wait_until(lambda: not terminal.alive, 20, "its end")
        assert mpv.volume == 100
        assert mpv.playing


def test_a_program_reads_json_while_people_have_the_screen(
    pulse: PulseServer, env: dict[str, str], tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    read = bytearray()

    def told(name: str) -> bool:
        with suppress(BlockingIOError):
            read.extend(os.read(reader, 65536))
        return any(json.loads(line)["name"] == name for line in bytes(read).splitlines(True)[:-1])

    with Terminal([*LISTEN, "--dry-run", "--json-to", str(pipe)], env) as terminal:
        terminal.wait_for("you can say", 60)
        wait_until(lambda: told("playing"), 60, "the state in JSON")
        pulse.play_to_mic(spoken("red__af_bella"))
        wait_until(lambda: told("stopped"), 30, "the stop in JSON")
        terminal.wait_for("stopped", 30)
        os.close(reader)
        terminal.press(CTRL_C)
        assert terminal.end() == 130


WHEEL = "\x1b[A\x1bOB"
CTRL_S = "\x13"
KEYS = "any key in this window: stop"
THEN_ITS_STATE = f"trap : INT; {shlex.join(LISTEN)}; echo; stty -a"


def countdown(terminal: Terminal) -> str:
    """What the screen says of the next check-in."""
    terminal.read()
    return next((line for line in terminal.lines if "next check-in" in line), "")


def test_any_key_stops_a_wheel_does_not_and_the_terminal_is_given_back(
    bus: PrivateBus, env: dict[str, str]
) -> None:
    with Mpv(bus.env) as mpv, Terminal(["sh", "-c", THEN_ITS_STATE], env) as terminal:
        terminal.wait_for(KEYS, 60)
        terminal.wait_for("mpv (playing)")
        terminal.press(WHEEL)
        then = countdown(terminal)
        wait_until(lambda: countdown(terminal) not in ("", then), 20, "the next second")
        assert not terminal.sees("stopped")
        terminal.press(CTRL_S)  # elsewhere it would hold what is shown
        terminal.wait_for("stopped")
        assert not mpv.playing
        terminal.press(CTRL_C)
        terminal.wait_for(" icanon ")
        assert not terminal.sees("-echo ")
        assert not terminal.sees("-ixon ")


def test_keys_are_left_alone_where_that_is_wanted(env: dict[str, str], tmp_path: Path) -> None:
    agreement = tmp_path / "agreement.toml"
    agreement.write_text("[room]\nkeys = false\n")
    with Terminal([*LISTEN, "--dry-run", "--agreement", str(agreement)], env) as terminal:
        terminal.wait_for("you can say", 60)
        terminal.press("b")
        terminal.wait_for("I am listening.")
        assert not terminal.sees(KEYS)
        assert not terminal.sees("stopped")

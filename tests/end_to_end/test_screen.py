"""The screen of a session, in a real terminal with a real microphone."""

from pathlib import Path

import pytest

from bench.first_time.terminal import Terminal
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.command import COMMAND
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer

LISTEN = (*COMMAND, "listen", "--no-questions")
CTRL_C = "\x03"


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

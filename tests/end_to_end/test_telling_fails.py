"""Nobody reads, nothing can be written: who listens goes on, and says so once."""

import json
import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import soundfile

from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.command import COMMAND, Listener, safeword
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until

HOLDS = '[[people]]\nname = "Sam"\nafter_stop = {says = "Łukasz holds you"}\n'


@pytest.fixture
def agreement(tmp_path: Path) -> str:
    path = tmp_path / "agreement.toml"
    path.write_text(HOLDS, encoding="utf-8")
    path.chmod(0o600)
    return str(path)


@pytest.fixture
def red(tmp_path: Path) -> str:
    path = tmp_path / "red.wav"
    soundfile.write(path, spoken("red__af_bella"), 16_000)
    return str(path)


def latin() -> Mapping[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "latin-1"}


@pytest.mark.parametrize(("how", "target"), [("--json", "a closed pipe"), ("--lines", "/dev/full")])
def test_a_session_whose_lines_nobody_reads_listens_and_acts_on(
    pulse: PulseServer, bus: PrivateBus, how: str, target: str
) -> None:
    read, write = os.pipe() if target == "a closed pipe" else (-1, os.open(target, os.O_WRONLY))
    with Mpv(bus.env) as mpv:
        listener = subprocess.Popen(
            [*COMMAND, "listen", "--no-questions", how],
            env=pulse.env | bus.env,
            stdout=write,
            stderr=subprocess.PIPE,
            text=True,
        )
        os.close(write)
        if read >= 0:
            assert os.read(read, 1)
            os.close(read)
        try:
            # It is told by lowering the music while it says so.
            wait_until(lambda: mpv.volume < 100, 60, "the announcement")
            wait_until(lambda: mpv.volume == 100, 60, "its end")
            pulse.play_to_mic(spoken("red__af_bella"))
            wait_until(lambda: not mpv.playing, 20, "the stop")
        finally:
            listener.send_signal(signal.SIGTERM)
            _, said = listener.communicate(timeout=20)
    assert listener.returncode == 143
    assert said.count("cannot be told any more") == 1
    assert "Traceback" not in said


def test_it_does_so_also_where_the_first_thing_to_tell_fails_already(
    pulse: PulseServer, bus: PrivateBus
) -> None:
    """Without a player there is something to tell before it listens."""
    words = ("--no-questions", "--json-to", "/dev/full")
    with Listener(*words, env=pulse.env | bus.env) as listener:
        listener.wait_for("effect", "say", prompt="listening")
        pulse.play_to_mic(spoken("red__af_bella"))
        listener.wait_for("effect", "say", prompt="stopping")


def test_a_recording_whose_lines_nobody_reads_ends_quietly(red: str) -> None:
    words = ("listen", "--fast", "--dry-run", "--json", "--input", red, red, red, red)
    with subprocess.Popen(
        [*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as listener:
        assert listener.stdout is not None
        assert listener.stderr is not None
        listener.stdout.close()
        said = listener.stderr.read()
        assert listener.wait(60) == 141
    assert "Traceback" not in said
    assert "Broken" not in said


def test_a_warning_that_nobody_can_read_keeps_no_session_from_beginning(red: str) -> None:
    """That there is no agreement yet is one."""
    words = f"{' '.join(COMMAND)} listen --fast --dry-run --json --no-questions --input {red}"
    done = subprocess.run(
        ["bash", "-c", f"{words} 2>/dev/full"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert '"name": "stop"' in done.stdout


def test_characters_that_cannot_be_written_are_replaced(agreement: str, red: str) -> None:
    words = ("listen", "--fast", "--dry-run", "--agreement", agreement, "--input", red)
    done = safeword(*words, "--no-questions", env=latin())
    assert done.returncode == 0, done.stderr
    assert "say: ?ukasz holds you" in done.stdout


def test_json_is_utf_8_whatever_the_locale_says(agreement: str, red: str) -> None:
    words = ("--fast", "--dry-run", "--json", "--no-questions", "--agreement", agreement)
    done = subprocess.run(
        [*COMMAND, "listen", *words, "--input", red], env=latin(), capture_output=True, check=True
    )
    lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert "Łukasz holds you" in [line.get("text") for line in lines]


def test_an_agreement_is_shown_in_any_locale_and_to_nobody(agreement: str) -> None:
    words = ("agree", "--show", "--agreement", agreement)
    shown = subprocess.run([*COMMAND, *words], env=latin(), capture_output=True, check=True)
    assert b"?ukasz holds you" in shown.stdout
    shell = f"{' '.join(COMMAND)} {' '.join(words)}"
    for target in ("| true", "> /dev/full", ">&-"):
        done = subprocess.run(
            ["bash", "-c", f"{shell} {target}"], capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr, target
        assert "Exception" not in done.stderr, target
        assert ("No space left" in done.stderr) == (target == "> /dev/full")


@pytest.mark.parametrize("target", ["2>&-", "2>/dev/full", "2>/dev/null"])
def test_who_cannot_be_told_why_is_told_by_the_exit_code(tmp_path: Path, target: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(COMMAND)} tell stop {target}"],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 69


@pytest.mark.parametrize(("words", "code"), [("models list", 0), ("agree", 2)])
def test_closed_streams_are_no_terminals(words: str, code: int) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(COMMAND)} {words} <&- >&-"],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr

"""`safeword lock` in a real terminal, and every command on a locked agreement."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from bench.first_time.terminal import ENTER, Terminal
from tests.fixtures.clips import CLIPS
from tests.fixtures.command import COMMAND, Listener, lines_of, safeword
from tests.fixtures.locked import ENGLISH
from tests.fixtures.pulse import PulseServer
from voice.passphrase import VARIABLE

TEXT, OURS = ENGLISH.text, ENGLISH.passphrase
ASKED = "Passphrase of the agreement"
WIDE = 400
"""Columns, so that no message is broken within words."""
PINEAPPLE = str(CLIPS / "pineapple__af_bella.flac")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "safeword" / "agreement.toml"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def locked(path: Path) -> Path:
    path.write_text(ENGLISH.armoured, encoding="ascii")
    return path


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    (secret := tmp_path / "secret").write_text(OURS, encoding="utf-8")
    return secret


@pytest.fixture
def given(env: dict[str, str], secret: Path) -> dict[str, str]:
    """An environment in which nobody need be asked."""
    return {**env, VARIABLE: str(secret)}


def test_people_lock_it_read_it_and_unlock_it(path: Path, env: dict[str, str]) -> None:
    with Terminal([*COMMAND, "lock"], env, columns=WIDE) as terminal:
        terminal.wait_for("New passphrase")
        terminal.press(f"{OURS}{ENTER}")
        terminal.wait_for("The same again")
        terminal.press(f"{OURS}{ENTER}")
        terminal.wait_for("is locked")
        assert terminal.end() == 0
        assert not terminal.sees(OURS)
    assert b"needles" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Terminal([*COMMAND, "agree", "--show"], env) as terminal:
        terminal.wait_for(ASKED)
        terminal.press(f"two red boxes{ENTER}")
        terminal.wait_for(ASKED, times=2)
        terminal.press(f"{OURS}{ENTER}")
        terminal.wait_for("needles")
        assert terminal.end() == 0
    with Terminal([*COMMAND, "unlock"], env) as terminal:
        terminal.wait_for(ASKED)
        terminal.press(f"{OURS}{ENTER}")
        assert terminal.end() == 0
    assert path.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("typed", "said"), [(["short"], "fewer than 8"), ([OURS, "two red boxes"], "not the same")]
)
def test_a_passphrase_that_will_not_do_changes_nothing(
    path: Path, env: dict[str, str], typed: list[str], said: str
) -> None:
    with Terminal([*COMMAND, "lock"], env, columns=WIDE) as terminal:
        for question, keys in zip(("New passphrase", "The same again"), typed, strict=False):
            terminal.wait_for(question)
            terminal.press(f"{keys}{ENTER}")
        terminal.wait_for(said)
        assert terminal.end() == 78
    assert path.read_text(encoding="utf-8") == TEXT


def test_a_terminal_that_sends_other_letters_than_utf_8_is_told(
    path: Path, env: dict[str, str]
) -> None:
    with Terminal([*COMMAND, "lock"], env, columns=WIDE) as terminal:
        terminal.wait_for("New passphrase")
        terminal.press(f"caf\udce9 noir{ENTER}")
        terminal.wait_for("set it to UTF-8")
        assert terminal.end() == 78
        assert not terminal.sees("Traceback")
    assert path.read_text(encoding="utf-8") == TEXT


def test_where_nobody_can_be_asked_it_says_what_to_do(path: Path, env: dict[str, str]) -> None:
    def nobody_is_asked(*words: str) -> str:
        before = path.read_bytes()
        done = subprocess.run(
            [*COMMAND, *words],
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            start_new_session=True,  # without a terminal
            check=False,
        )
        assert done.returncode == 78
        assert VARIABLE in done.stderr
        assert path.read_bytes() == before
        return done.stderr

    assert "is locked" not in nobody_is_asked("lock")
    path.write_text(ENGLISH.armoured, encoding="ascii")
    for words in (("agree", "--show"), ("listen", "--dry-run", "--input", PINEAPPLE), ("unlock",)):
        nobody_is_asked(*words)


@pytest.mark.usefixtures("locked")
def test_every_command_reads_it(given: dict[str, str]) -> None:
    assert "needles" in safeword("agree", "--show", env=given).stdout
    assert "can be used" in safeword("agree", "--lint", env=given).stdout
    assert "pineapple" in safeword("words", env=given).stdout
    lines = lines_of(
        "listen", "--fast", "--dry-run", "--no-questions", "--input", PINEAPPLE, env=given
    )
    assert ("heard", "stop") in [(line["kind"], line["name"]) for line in lines]


def test_a_session_goes_on_without_asking_again(
    locked: Path, secret: Path, given: dict[str, str], pulse: PulseServer
) -> None:
    env = {**pulse.env, VARIABLE: str(secret)}
    words = ("--dry-run", "--no-questions", "--agreement", str(locked))
    with Listener(*words, env=env) as listener:
        listener.wait_for("effect", "restore", seconds=120)
        # What could not begin is not started again: by now the guardian has signs of life.
        assert safeword("tell", "state", env=given | pulse.env).returncode == 0
        secret.unlink()
        listener.the_listener().kill()
        listener.wait_for("fault", "listener_lost", present=False, seconds=120)
        locked.write_text(TEXT, encoding="utf-8")
        listener.wait_for("fault", "agreement_changed")

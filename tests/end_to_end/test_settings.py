"""`safeword settings`, as it is used."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.fixtures.command import safeword
from tests.fixtures.pulse import PulseServer

AGREED = """# We talked about this.
experience = "some"  # by now

[room]
microphone = "Blue Yeti"

[[people]]
name = "Alex"
hard = ["rope"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An agreement that people wrote."""
    found = tmp_path / "agreement.toml"
    found.write_text(AGREED, encoding="utf-8")
    return found


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path),
        "COLUMNS": "200",
    }


def settings(env: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return safeword("settings", *words, env=env)


def test_all_are_listed_with_whose_they_are(path: Path, env: dict[str, str]) -> None:
    done = settings(env, "--agreement", str(path))
    lines = [line.split() for line in done.stdout.splitlines() if line]
    assert ["experience", "some", "your", "agreement"] in [line[:4] for line in lines]
    assert ["check_in.every_minutes", "10", "usual"] in [line[:3] for line in lines]
    assert "rope" not in done.stdout
    assert "Alex" not in done.stdout
    assert done.returncode == 0


def test_one_is_set_and_the_rest_of_the_file_stays(path: Path, env: dict[str, str]) -> None:
    done = settings(env, "check_in.every_minutes", "20", "--agreement", str(path))
    assert done.returncode == 0, done.stderr
    written = path.read_text(encoding="utf-8")
    assert "every_minutes = 20" in written
    assert "# We talked about this." in written
    assert "# by now" in written
    assert 'hard = ["rope"]' in written
    assert settings(env, "experience", "usual", "--agreement", str(path)).returncode == 0
    assert "experience" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check_in.every_minutes", "often"), "check_in.every_minutes"),
        (("check_in", "5"), "There is no setting 'check_in'"),
        (("words.stop", "apple"), "There is no setting 'words.stop'"),
        (("language", "xx"), "choose one of de, en"),
    ],
)
def test_a_mistake_changes_nothing_and_says_what_to_do(
    path: Path, env: dict[str, str], words: tuple[str, ...], said: str
) -> None:
    done = settings(env, *words, "--agreement", str(path))
    assert done.returncode != 0
    assert said in done.stderr
    assert path.read_text(encoding="utf-8") == AGREED


def test_a_language_that_the_chosen_voice_does_not_speak_is_told(
    path: Path, env: dict[str, str]
) -> None:
    path.write_text(f'voice = "natural"\n{AGREED}', encoding="utf-8")
    done = settings(env, "language", "de", "--agreement", str(path))
    assert done.returncode == 0, done.stderr
    assert "espeak-ng speaks now. 'safeword settings voice plain'" in done.stdout
    done = settings(env, "voice", "natural", "--agreement", str(path))
    assert done.returncode != 0
    assert "'safeword settings language en'" in done.stderr


def test_a_voice_that_cannot_be_loaded_is_not_set(path: Path, env: dict[str, str]) -> None:
    (path.parent / "hibari.py").write_text("raise RuntimeError", encoding="utf-8")
    env |= {"PYTHONPATH": f"{path.parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    done = settings(env, "voice", "natural", "--agreement", str(path))
    assert done.returncode != 0
    assert "Install it again" in done.stderr
    assert path.read_text(encoding="utf-8") == AGREED


def test_a_microphone_must_be_there(path: Path, pulse: PulseServer, env: dict[str, str]) -> None:
    at = ("--agreement", str(path))
    done = settings(env | pulse.env, "room.microphone", "Kitchen", *at)
    assert done.returncode != 0
    assert "Kitchen" in done.stderr
    assert path.read_text(encoding="utf-8") == AGREED
    done = settings(env | pulse.env, "room.microphone", "Bedroom", *at)
    assert done.returncode == 0, done.stderr
    assert "safeword check" in done.stdout
    assert 'microphone = "Bedroom"' in path.read_text(encoding="utf-8")
    # A satellite may be in use, so nothing is connected to: only its address is looked at.
    assert settings(env, "room.microphone", "wyoming://a/b", *at).returncode == 69
    assert settings(env, "room.microphone", "wyoming://kitchen", *at).returncode == 0
    assert 'microphone = "wyoming://kitchen"' in path.read_text(encoding="utf-8")


def test_without_an_agreement_the_example_is_shown_and_nothing_set(env: dict[str, str]) -> None:
    done = settings(env)
    assert "There is no agreement yet" in done.stdout
    assert "the example" in done.stdout
    done = settings(env, "words.listening", "calm")
    assert done.returncode != 0
    assert "safeword agree" in done.stderr

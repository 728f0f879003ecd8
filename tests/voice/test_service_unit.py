"""The unit that `safeword service` writes, as systemd reads it."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.command import safeword
from tests.fixtures.control import socket_of
from voice.service import unit


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "systemd" / "user" / "safeword.service"


def settings(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line and line[0] != "#")


def test_it_is_installed_and_says_how_it_is_started(path: Path, env: dict[str, str]) -> None:
    for _ in range(2):
        done = safeword("service", "install", env=env)
        assert done.returncode == 0, done.stderr
        assert str(path) in done.stdout
        assert "systemctl --user start safeword" in done.stdout
    assert path.read_text(encoding="utf-8") == unit.unit()
    assert safeword("service", "uninstall", env=env).returncode == 0
    assert not path.exists()
    assert "There is none" in safeword("service", "uninstall", env=env).stdout


def test_systemd_finds_nothing_wrong_with_it(path: Path, env: dict[str, str]) -> None:
    assert safeword("service", "install", env=env).returncode == 0
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(path)],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_it_runs_this_program_wherever_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", '/home/a b/100% "sure"/python')
    command = shlex.split(settings(unit.unit())["ExecStart"].replace("%%", "%"))
    assert command[0] == sys.executable
    assert command[-2:] == ["listen", "--lines"]


def test_systemd_takes_no_control_socket_away(env: dict[str, str]) -> None:
    # It deletes the folder when the service ends, also where another session kept it from
    # beginning.
    folder = Path(env["XDG_RUNTIME_DIR"]) / settings(unit.unit())["RuntimeDirectory"]
    assert folder not in socket_of(env).parents


def test_to_be_stopped_by_systemd_is_no_failure_and_by_others_no_end() -> None:
    """`tests/end_to_end/test_ending.py` has what SIGTERM makes of a session."""
    said = settings(unit.unit())
    assert said["SuccessExitStatus"] == said["RestartForceExitStatus"] == "143"
    assert said["Restart"] == "on-failure"


def test_no_limit_gets_into_the_journal_and_no_network_is_to_be_had() -> None:
    said = settings(unit.unit())
    assert said["StandardOutput"] == "null"
    assert said["RestrictAddressFamilies"] == "AF_UNIX"
    assert "[Install]" not in unit.unit().splitlines()


def test_only_for_a_satellite_it_may_use_a_network(path: Path, env: dict[str, str]) -> None:
    assert safeword("service", "install", "--satellite", env=env).returncode == 0
    said = path.read_text(encoding="utf-8")
    assert said == unit.unit(satellite=True)
    usual = settings(unit.unit())
    changed = {name for name, value in settings(said).items() if usual[name] != value}
    assert changed == {"RestrictAddressFamilies"}

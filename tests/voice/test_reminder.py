"""The reminder to talk it over: a date, told once on a later day."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from tests.fixtures.command import safeword
from voice import reminder

FRIDAY, SATURDAY = date(2026, 1, 2), date(2026, 1, 3)


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_it_is_told_the_next_day_and_only_once(capsys: pytest.CaptureFixture[str]) -> None:
    reminder.keep(FRIDAY)
    reminder.remind(FRIDAY)
    assert capsys.readouterr().err == ""
    reminder.remind(SATURDAY)
    assert capsys.readouterr().err == reminder.TEXT + "\n"
    reminder.remind(SATURDAY)
    assert capsys.readouterr().err == ""


def test_only_the_date_is_kept_and_it_is_private() -> None:
    reminder.keep(FRIDAY)
    reminder.keep(SATURDAY)
    assert reminder.path().read_text(encoding="ascii") == "2026-01-03"
    assert stat.S_IMODE(reminder.path().stat().st_mode) == 0o600


def test_without_a_session_or_with_a_damaged_file_nothing_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    reminder.remind(SATURDAY)
    reminder.keep(FRIDAY)
    reminder.path().write_text("soon", encoding="ascii")
    reminder.remind(SATURDAY)
    assert capsys.readouterr().err == ""


def test_it_is_kept_for_people_where_a_program_asks_something(tmp_path: Path) -> None:
    reminder.keep(FRIDAY)
    env = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    assert reminder.TEXT not in safeword("tell", "state", env=env).stderr
    assert reminder.TEXT in safeword("models", "list", env=env).stderr

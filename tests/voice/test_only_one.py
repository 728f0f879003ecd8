"""One session with a microphone at a time, and a lock that no dead process keeps."""

import subprocess
import sys
from pathlib import Path

import pytest

from voice.errors import SecondProblem
from voice.only_one import is_taken, only_one, path

HOLDS = "from voice.only_one import only_one\nwith only_one():\n print(flush=True)\n input()\n"


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def test_a_second_session_is_refused_until_the_first_is_gone_even_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        with pytest.raises(SecondProblem, match="--beside"), only_one():
            pass
        other.kill()
        other.wait()
        with only_one():
            pass


def test_whether_it_is_taken_is_told_without_taking_it() -> None:
    assert not is_taken()
    with only_one():
        assert is_taken()
        with pytest.raises(SecondProblem), only_one():
            pass
    assert path().exists()
    assert not is_taken()


def test_without_a_folder_of_the_login_it_is_in_the_state_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with only_one():
        assert path().is_relative_to(tmp_path / "state")
        assert path().exists()


def test_where_no_lock_can_be_had_a_session_begins_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "file"))
    assert not is_taken()
    with only_one():
        pass


def test_one_after_the_other_is_fine() -> None:
    for _ in range(3):
        with only_one():
            pass

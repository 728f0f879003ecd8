"""What systemd is told, over a real socket."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from voice.service.notice import Notice


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """The end that systemd reads from."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
        end.bind(str(tmp_path / "notify"))
        end.setblocking(False)
        yield end


def told(systemd: socket.socket) -> list[str]:
    messages = []
    while True:
        try:
            messages.append(systemd.recv(4096).decode())
        except BlockingIOError:
            return messages


def test_it_is_ready_once_and_shows_a_sign_of_life_now_and_then(
    systemd: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    notice = Notice(systemd.getsockname(), str(tmp_path))
    assert not notice.again
    assert told(systemd) == []
    notice.heard()
    assert told(systemd) == ["READY=1", "WATCHDOG=1"]
    notice.heard()
    assert told(systemd) == []
    now += 1
    notice.heard()
    assert told(systemd) == ["WATCHDOG=1"]
    assert Notice("", str(tmp_path)).again


def test_an_address_without_a_file_is_known() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
        end.bind("\0safeword-notice-test")
        end.setblocking(False)
        Notice("@safeword-notice-test", "").heard()
        assert told(end) == ["READY=1", "WATCHDOG=1"]


@pytest.mark.parametrize("address", ["", "/there/is/none"])
def test_where_nobody_is_told_nothing_happens(address: str, tmp_path: Path) -> None:
    notice = Notice(address, str(tmp_path / "there is none"))
    notice.heard()
    assert not notice.again


def test_processes_that_are_started_do_not_see_the_socket(
    systemd: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", systemd.getsockname())
    Notice.of_this_process().heard()
    assert told(systemd)
    Notice.of_this_process().heard()
    assert told(systemd) == []

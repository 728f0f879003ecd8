"""As a service: systemd is told that it hears, and a restart is no fresh start."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.command import Listener
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until


class Systemd:
    """The end of the socket that systemd reads from."""

    def __init__(self, folder: Path) -> None:
        self._end = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._end.bind(str(folder / "notify"))
        self._end.setblocking(False)
        (folder / "runtime").mkdir()
        self.env = {
            "NOTIFY_SOCKET": str(folder / "notify"),
            "RUNTIME_DIRECTORY": str(folder / "runtime"),
        }

    def told(self) -> list[str]:
        """What came since the last time."""
        messages = []
        while True:
            try:
                messages.append(self._end.recv(4096).decode())
            except BlockingIOError:
                return messages

    def close(self) -> None:
        self._end.close()


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    systemd = Systemd(tmp_path)
    yield systemd
    systemd.close()


def test_it_is_ready_when_it_hears_and_well_only_as_long(
    systemd: Systemd, pulse: PulseServer
) -> None:
    with Listener("--dry-run", env=pulse.env | systemd.env) as listener:
        wait_until(lambda: "READY=1" in systemd.told(), 120, "ready")
        for _ in range(2):
            wait_until(lambda: "WATCHDOG=1" in systemd.told(), 60, "a sign of life")
        listener.the_listener().send_signal(signal.SIGSTOP)
        listener.wait_for("fault", "listener_lost", present=True)
        systemd.told()
        listener.wait_for("effect", "say", prompt="deaf")
        assert systemd.told() == []
        wait_until(lambda: "WATCHDOG=1" in systemd.told(), 120, "another listener")


def test_what_is_started_again_begins_with_a_stop(
    systemd: Systemd, pulse: PulseServer, bus: PrivateBus
) -> None:
    env = pulse.env | bus.env | systemd.env
    with Mpv(bus.env) as mpv:
        with Listener("--no-questions", env=env) as listener:
            wait_until(lambda: "READY=1" in systemd.told(), 120, "ready")
            listener.kill()
        assert mpv.playing
        with Listener("--no-questions", env=env) as listener:
            wait_until(lambda: not mpv.playing, 60, "the pause of the music")
            listener.wait_for("effect", "say", prompt="hearing_again", seconds=120)
            assert [line["name"] for line in listener.lines if line["kind"] == "state"][-1] == (
                "stopped"
            )

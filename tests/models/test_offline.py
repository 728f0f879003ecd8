"""A process that stays offline gets local sockets and no others, and loses nothing by it."""

import subprocess
import sys

import pytest

from models.errors import NetworkRefused

_SCRIPT = """
import asyncio, socket
from models.errors import NetworkRefused
from models.offline import stay_offline

before = socket.socket()
stay_offline()
{}
"""


def offline(code: str) -> subprocess.CompletedProcess[str]:
    """Run it in a process that stays offline; `before` is a network socket from before that."""
    return subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(code)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket()",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "socket.gethostbyname('localhost')",
        "socket.gethostbyaddr('127.0.0.1')",
        "socket.getnameinfo(('127.0.0.1', 80), 0)",
        "before.connect(('127.0.0.1', 9))",
        "before.bind(('127.0.0.1', 0))",
        "socket.socket(fileno=before.detach()).connect(('127.0.0.1', 9))",
        "asyncio.run(asyncio.open_connection('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
    ],
)
def test_what_leads_off_the_computer_is_refused(attempt: str) -> None:
    done = offline(attempt)
    assert done.returncode == 1
    assert NetworkRefused.__name__ in done.stderr
    assert "tried to use the network" in done.stderr


def test_what_stays_on_it_works() -> None:
    done = offline(
        "one, other = socket.socketpair()\n"
        "one.sendall(b'here')\n"
        "assert socket.socket(fileno=other.detach()).recv(4) == b'here'\n"
        "with socket.socket(socket.AF_UNIX) as server:\n"
        "    server.bind('\\0safeword-test')\n"
        "    server.listen()\n"
        "    socket.socket(socket.AF_UNIX).connect('\\0safeword-test')\n"
        "asyncio.run(asyncio.sleep(0))\n"
    )
    assert done.returncode == 0, done.stderr


def test_libraries_take_it_for_a_system_without_a_network() -> None:
    done = offline(
        "try: socket.socket()\nexcept OSError as error: assert isinstance(error, NetworkRefused)"
    )
    assert done.returncode == 0, done.stderr


def test_the_natural_voice_speaks_without_one() -> None:
    done = offline("from hibari import Hibari\nassert len(Hibari()('Hello.'))")
    assert done.returncode == 0, done.stderr


def test_nothing_that_is_imported_asks_for_more() -> None:
    done = offline(
        "import voice.cli.main, voice.cli.guarding, models.vosk_library, models.pyttsx_process\n"
        "import pyttsx3"
    )
    assert done.returncode == 0, done.stderr

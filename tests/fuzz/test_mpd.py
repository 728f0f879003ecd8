"""What stands at MPD's socket says anything at all."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.waiting import wait_until
from voice.players.players import Report

HELLO = b"OK MPD 0.23.5\n"


@contextmanager
def talking(path: str, hello: bytes, answer: bytes) -> Iterator[list[bytes]]:
    """A server that answers everything alike; what it was told."""
    told: list[bytes] = []

    def talk(line: socket.socket) -> None:
        with line, suppress(OSError):
            line.sendall(hello)
            while words := line.recv(1000):
                told.append(words)
                line.sendall(answer)

    def serve(server: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=talk, args=(server.accept()[0],), daemon=True).start()

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        yield told
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "answer",
    [
        b"state: perhaps\nOK\n",
        b"ACK [4@0] {status} no\n",
        b"\xff\xfe\n",
        b"x" * 100_000,
    ],
)
def test_it_is_called_refusing_and_nothing_ends(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr("voice.players.mpd_discovery.runs", lambda: True)
    monkeypatch.setattr("voice.players.keeper.SLOW_SECONDS", 0.1)
    monkeypatch.setattr("voice.players.keeper.AGAIN_SECONDS", 0.1)
    with talking(bus.env["MPD_HOST"], HELLO, answer) as told:
        players = SteeredPlayers()
        assert players.soften() == players.pause() == Report(refused=("MPD",))
        assert told
        players.close()


def test_what_is_no_mpd_is_no_player(bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.players.mpd_discovery.runs", lambda: True)
    with talking(bus.env["MPD_HOST"], b"220 mail.example\n", b"\n") as told:
        players = SteeredPlayers()
        wait_until(lambda: not players.names(), 10, "its end")
        assert players.pause() == Report()
        players.close()
        assert not told

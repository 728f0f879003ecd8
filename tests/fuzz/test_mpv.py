"""What stands at an mpv's socket answers anything at all."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

import pytest

from voice.players.bus import Unanswered
from voice.players.mpv_player import MpvPlayer
from voice.players.mpv_socket import MpvSocket


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\n",
        b"[]\n",
        b'{"request_id": "1"}\n',
        b'{"request_id": NUMBER, "error": "success"}\n',
        b'{"request_id": NUMBER, "error": "success", "data": "yes"}\n',
        b'{"request_id": NUMBER, "error": "property unavailable", "data": true}\n',
        b"x" * 100_000,
        b"[" * 60_000 + b"\n",
    ],
)
def test_whatever_is_answered_is_no_status(tmp_path: Path, answer: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while line := await reader.readline():
                number = line.rsplit(b" ", 1)[1].rstrip(b"}\n")
                writer.write(answer.replace(b"NUMBER", number))
        writer.close()

    async def ask() -> None:
        server = await asyncio.start_unix_server(serve, tmp_path / "mpv")
        place = MpvSocket(str(tmp_path / "mpv"), os.getpid())
        player = MpvPlayer(place, lambda _: None, lambda _: None)
        for call in (player.status, player.volume):
            with pytest.raises(Unanswered):
                await asyncio.wait_for(call(), 5)
        await player.close()
        server.close()
        await server.wait_closed()

    asyncio.run(ask())

"""One program on the other side of the control socket, as the session sees it."""

import asyncio
import socket
from collections.abc import AsyncIterator

from voice.control.protocol import LONGEST

SILENT = 30.0
"""Seconds that a program which does not watch may be silent."""
PACE = 0.02
"""Seconds that are taken for each line, so that a flood of them takes no time from the ears."""
UNREAD = 1 << 16
"""Bytes that may wait for a program that does not read, beside what the system keeps for it."""


class Client:
    """All of it is on one event loop. Nothing waits for a program that does not read."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.watches = False
        """It is told all that happens, and may be silent."""

    @staticmethod
    async def of(connection: socket.socket) -> "Client":
        """The one at the other end."""
        return Client(*await asyncio.open_unix_connection(sock=connection, limit=LONGEST))

    async def lines(self) -> AsyncIterator[bytes | None]:
        """What it asks for, line by line; None for a line that is too long.

        Ends when there is nobody any more, or with `TimeoutError` if nothing is asked for too long.
        """
        while True:
            try:
                async with asyncio.timeout(SILENT):
                    line = await self._reader.readline()
            except ValueError:  # the rest of that line counts as the next one
                yield None
            except TimeoutError:
                if not self.watches:
                    raise
            else:
                if not line:
                    return
                yield line
            await asyncio.sleep(PACE)

    async def gone(self) -> None:
        """Until it does not read any more; it may only have nothing more to ask for."""
        await self._writer.wait_closed()

    def send(self, lines: bytes) -> None:
        """Send it, or end the connection to who has not read so much."""
        if self._writer.is_closing():
            return
        self._writer.write(lines)
        if self._writer.transport.get_write_buffer_size() > UNREAD:
            self._writer.transport.abort()

    def close(self) -> None:
        """What was sent is still delivered, if it is read."""
        self._writer.close()

    def abort(self) -> None:
        """What was not read yet is thrown away."""
        self._writer.transport.abort()

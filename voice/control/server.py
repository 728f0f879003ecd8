"""The session's side of the control socket, on a thread of its own."""

import asyncio
import socket
from collections.abc import Callable
from functools import partial

from intents.clock import frames
from intents.state import State
from voice.control.asking import Asking
from voice.control.client import SILENT, Client
from voice.control.protocol import (
    LONGEST,
    Look,
    Malformed,
    Request,
    answer_line,
    beat_line,
    ended_line,
    happening_line,
    present_lines,
    request_from,
)
from voice.loop_thread import LoopThread
from voice.session.session import Beside
from voice.telling.happening import Happening, View

MOST = 64
"""So many clients there may be. The next one takes the place of the oldest, so that a stop gets in
always."""
BETWEEN = 0.005
"""Seconds between two new clients, so that a flood of them takes no time from the ears."""
FILES_AGAIN = 1.0
"""Seconds until a connection that could not be taken is tried again."""
PATIENCE = 2.0
"""Seconds in which a session that moves takes a request: more than its equals must be apart."""
BEAT = frames(1)
"""Each stretch of sound that was heard is told to those who watch."""

NOT_TAKEN = (
    "The session has not taken this: it ends, or stands still. It may take it yet, but do not rely "
    "on that: watch each other."
)
TOO_LONG = f"A request has {LONGEST} bytes at most."
TOO_SILENT = f"Nothing was asked for {SILENT:.0f} seconds, so this connection ends."


class Server:
    """Serves a listening socket until it is closed.

    `tell`, `watch` and `ended` are for the session's threads and return at once. All the rest
    happens on the server's own thread.
    """

    def __init__(self, listening: socket.socket, source: str, beside: Beside) -> None:
        """`source`: what the session's microphone is called; `beside`: where it takes requests."""
        listening.setblocking(False)
        self._listening = listening
        self._source = source
        self._asking = Asking(beside)
        self._clients: dict[Client, asyncio.Task[None]] = {}
        self._looking: list[Callable[[State], None]] = []
        self._now = 0
        self._beat_at = 0
        self._thread = LoopThread("control")
        self._accepting = self._thread.begin(self._accept)

    # ---- What the session calls. ---------------------------------------------------------------

    def tell(self, happening: Happening) -> None:
        """Tell those who watch."""
        self._thread.soon(partial(self._publish, happening))

    def watch(self, view: View) -> None:
        """A block was heard, and all that follows from it was begun."""
        if view.ended:  # nothing is heard any more
            return
        self._now = view.state.now
        if beats := self._now >= self._beat_at:
            self._beat_at = self._now + BEAT
        if beats or self._looking:
            self._thread.soon(partial(self._show, view.state, beats=beats))

    def ended(self) -> None:
        """The session ends because that was asked for, so nobody is to wait for another one."""
        self._thread.soon(lambda: self._send(ended_line(self._source, self._now)))

    def close(self) -> None:
        """End all connections."""
        self._thread.close(self._leave)

    # ---- On the server's thread: what happens is told. -----------------------------------------

    def _publish(self, happening: Happening) -> None:
        self._send(happening_line(self._source, happening))

    def _show(self, state: State, *, beats: bool) -> None:
        looking, self._looking = self._looking, []
        for look in looking:
            look(state)
        if beats:
            self._send(beat_line(self._source, state))

    def _send(self, line: bytes) -> None:
        for client in self._clients:
            if client.watches:
                client.send(line)

    # ---- Clients come and go. ------------------------------------------------------------------

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, _ = await loop.sock_accept(self._listening)
                client = await Client.of(connection)
            except OSError:  # it was gone at once, or there are too many open files
                await asyncio.sleep(FILES_AGAIN)
                continue
            while len(self._clients) >= MOST:
                oldest = next(iter(self._clients))
                oldest.abort()
                self._clients.pop(oldest).cancel()
            self._clients[client] = asyncio.create_task(self._serve(client))
            await asyncio.sleep(BETWEEN)

    async def _serve(self, client: Client) -> None:
        try:
            async with asyncio.TaskGroup() as answering:
                async for line in client.lines():
                    answering.create_task(self._answer(client, line))
            if client.watches:
                await client.gone()
        except* TimeoutError:
            client.send(answer_line(self._source, None, None, TOO_SILENT))
        except* ConnectionError:
            pass
        finally:
            self._clients.pop(client, None)
            client.close()

    async def _leave(self) -> None:
        for client, serving in self._clients.items():
            client.close()
            serving.cancel()
        self._accepting.cancel()

    # ---- What a client asks for. ---------------------------------------------------------------

    async def _answer(self, client: Client, line: bytes | None) -> None:
        try:
            if line is None:
                raise Malformed(TOO_LONG)
            request = request_from(line)
        except Malformed as error:
            client.send(answer_line(self._source, None, None, str(error)))
            return
        try:
            async with asyncio.timeout(PATIENCE):
                if isinstance(request.name, Look):
                    await self._look(client, request)
                else:
                    refused, state = await self._asking.ask(request.name)
                    client.send(answer_line(self._source, request, state, refused))
        except TimeoutError:
            client.send(answer_line(self._source, request, None, NOT_TAKEN))

    async def _look(self, client: Client, request: Request) -> None:
        """Answered when a session that moves has heard the next block."""
        seen: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def look(state: State) -> None:
            # All that happened until this state was told before, so that nothing is missed.
            if seen.done():
                return
            seen.set_result(None)
            client.send(answer_line(self._source, request, state))
            if request.name is Look.WATCH:
                client.send(present_lines(self._source, state))
                client.watches = True

        self._looking.append(look)
        await seen

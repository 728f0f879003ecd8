"""What is said to a satellite, and what of its answers is passed on."""

import asyncio
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

from wyoming.audio import AudioChunk
from wyoming.event import Event, async_read_event, async_write_event
from wyoming.ping import Ping, Pong
from wyoming.satellite import RunSatellite

from voice.wyoming import wire

FIRST = 2.0
"""Seconds within which the first sound comes."""
PINGS = 0.5
"""Seconds between an answer to a ping and the next ping."""
ANSWERS_WITHIN = 1.0
"""Seconds. The answer comes behind all sound that waits on its way, so it also tells that the sound
is no later than that; what waits is gone with the connection."""

WIDTHS = (2, 3, 4)
"""Bytes of a sample. With one it is not known whether it has a sign."""
RATES = range(8_000, 192_001)
CHANNELS = range(1, 9)

NO_SOUND = (
    "it sends no sound: it must stream always, without a wake word and without voice detection"
)
LEFT = "it closed the connection: another program, such as Home Assistant, may have it"
NO_ANSWER = "it does not answer in time"
NOT_UNDERSTOOD = "what it sends is not the protocol of Wyoming"
REFUSED = (
    "its sound has another format than Safeword takes: samples of 2, 3 or 4 bytes, 8000 to 192000 "
    "Hz, 1 to 8 channels"
)


def converse(connection: socket.socket, pass_on: Callable[[bytes], None]) -> str:
    """Until it ends; why it did. Raises `BrokenPipeError` where nobody takes the sound."""
    return asyncio.run(_converse(connection, pass_on))


async def _converse(connection: socket.socket, pass_on: Callable[[bytes], None]) -> str:
    reader, writer = await asyncio.open_connection(sock=connection)
    talk = _Conversation(reader, writer, pass_on)
    jobs = [asyncio.create_task(job) for job in (talk.listen(), talk.ping(), _nobody_reads())]
    done, _ = await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
    writer.close()
    for job in jobs:
        job.cancel()
    try:
        return done.pop().result()
    except BrokenPipeError:
        raise
    except (OSError, EOFError):
        return LEFT
    except Exception:  # whatever it sends can only end this process
        return NOT_UNDERSTOOD


async def _nobody_reads() -> str:
    left = asyncio.Event()
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), left.set)
    await left.wait()
    return ""


class _Conversation:
    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        pass_on: Callable[[bytes], None],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._pass_on = pass_on
        self._sounds = asyncio.Event()
        self._answered = asyncio.Event()

    async def listen(self) -> str:
        """Take what comes, until nothing more does."""
        await self._say(RunSatellite().event())
        while (event := await async_read_event(self._reader)) is not None:
            if AudioChunk.is_type(event.type):
                if not self._take(AudioChunk.from_event(event)):
                    return REFUSED
            elif Pong.is_type(event.type):
                self._answered.set()
            elif Ping.is_type(event.type):
                await self._say(Pong(text=Ping.from_event(event).text).event())
        return LEFT

    async def ping(self) -> str:
        """Ask again and again whether it is there, until it is not."""
        try:
            async with asyncio.timeout(FIRST):
                await self._sounds.wait()
        except TimeoutError:
            return NO_SOUND
        with suppress(TimeoutError):
            while True:
                self._answered.clear()
                async with asyncio.timeout(ANSWERS_WITHIN):
                    await self._say(Ping().event())
                    await self._answered.wait()
                await asyncio.sleep(PINGS)
        return NO_ANSWER

    async def _say(self, event: Event) -> None:
        await async_write_event(event, self._writer)

    def _take(self, chunk: AudioChunk) -> bool:
        """Pass it on, unless it is nothing that could be heard."""
        known = chunk.rate in RATES and chunk.width in WIDTHS and chunk.channels in CHANNELS
        if not known or len(chunk.audio) > wire.LARGEST:
            return False
        if len(chunk.audio) % (chunk.width * chunk.channels):
            return False
        if chunk.audio:
            self._sounds.set()
            self._pass_on(wire.sound(chunk.rate, chunk.width, chunk.channels, chunk.audio))
        return True

"""What plays at the sound server and belongs to no player: it cannot be paused, only silenced."""

import asyncio
from collections.abc import Iterator, Sequence

from voice.players.bus import Unanswered
from voice.players.streams import Gone, SoundServer, Stream


class Strays:
    """The streams of programs without a player, and which of them we have silenced."""

    def __init__(self, server: SoundServer) -> None:
        self._server = server
        self._streams: tuple[Stream, ...] = ()
        self._muted: dict[int, Stream] = {}
        self._unsure: set[int] = set()
        """Which of those may not be silent: the server did not answer."""
        self.owing = False
        """Whether they were to be let sound again, and the server did not answer."""
        self._turn = asyncio.Lock()

    @property
    def playing(self) -> tuple[Stream, ...]:
        """Those that play, silenced by us or not. Who was silent already does not disturb."""
        return tuple(
            stream
            for stream in self._streams
            if stream.playing and (not stream.silent or stream.index in self._muted)
        )

    @property
    def calls(self) -> tuple[Stream, ...]:
        """Those of them through which somebody may be speaking: they are never silenced."""
        return tuple(stream for stream in self.playing if stream.conversation)

    @property
    def muted(self) -> tuple[Stream, ...]:
        """Those that we silenced."""
        return tuple(self._muted.values())

    def forget(self) -> None:
        """Somebody else is to undo what we silenced."""
        self._muted.clear()

    def become(self, streams: Sequence[Stream]) -> None:
        """These are without a player now."""
        self._streams = tuple(streams)

    def hand_over(self, index: int) -> bool:
        """This one has a player now, who is to undo it if we silenced it."""
        return self._muted.pop(index, None) is not None

    def take(self, streams: Sequence[Stream]) -> None:
        """These were silenced while they had a player, and are to be undone from here."""
        self._muted |= {stream.index: stream for stream in streams}

    async def mute(self, *, anew: bool) -> Iterator[tuple[str, bool]]:
        """Silence all that play, but for what may be a conversation. Never raises.

        The names of those that were not silent yet, each with whether that was done. What was tried
        before and fails again is named only `anew`.
        """
        done = []
        async with self._turn:
            self.owing = False
            for stream in self.playing:
                tried = stream.index in self._unsure
                if stream.conversation or (stream.index in self._muted and not tried):
                    continue
                # Noted first: what is not answered may happen.
                self._muted[stream.index] = stream
                try:
                    if await self._server.mute(stream) or tried:
                        done.append((stream.name, True))
                    else:  # somebody else had
                        self._muted.pop(stream.index, None)
                    self._unsure.discard(stream.index)
                except Unanswered:
                    self._unsure.add(stream.index)
                    if anew or not tried:
                        done.append((stream.name, False))
        return iter(done)

    async def unmute(self) -> None:
        """Undo exactly that. Never raises; what the server did not answer is still to be undone."""
        async with self._turn:
            self.owing = False
            for index, stream in tuple(self._muted.items()):
                try:
                    await self._server.unmute(stream)
                except Gone:
                    pass
                except Unanswered:
                    self.owing = True
                    continue
                self._muted.pop(index, None)
                self._unsure.discard(index)

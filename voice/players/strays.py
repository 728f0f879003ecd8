"""What plays at the sound server and belongs to no player: it cannot be paused, only silenced."""

import asyncio
from collections.abc import Iterator, Sequence

from voice.players.bus import Unanswered
from voice.players.streams import Gone, SoundServer, Stream

_Key = tuple[int, int | None, str]


class Strays:
    """The streams of programs without a player, and which of them we have silenced."""

    def __init__(self, server: SoundServer) -> None:
        self._server = server
        self._streams: tuple[Stream, ...] = ()
        self._muted: dict[_Key, Stream] = {}
        """Those that we silenced, or may have."""
        self._unsure: set[_Key] = set()
        """Which of those the server did not answer for: they may be silent or not."""
        self._wanted_silent = False
        self._turn = asyncio.Lock()

    @property
    def playing(self) -> tuple[Stream, ...]:
        """Those that play, silenced by us or not. Who was silent already does not disturb."""
        return tuple(
            stream
            for stream in self._streams
            if stream.playing and (not stream.silent or stream.key in self._muted)
        )

    @property
    def calls(self) -> tuple[Stream, ...]:
        """Those of them through which somebody may be speaking: they are never silenced."""
        return tuple(stream for stream in self.playing if stream.conversation)

    @property
    def muted(self) -> tuple[Stream, ...]:
        """Those that we silenced."""
        return tuple(self._muted.values())

    @property
    def unsettled(self) -> bool:
        """Whether something is to be tried again because the server did not answer."""
        if not self._wanted_silent:
            return bool(self._unsure)
        return any(stream.key in self._unsure for stream in self.playing)

    def forget(self) -> None:
        """Somebody else is to undo what we silenced."""
        self._muted.clear()
        self._unsure.clear()

    def become(self, streams: Sequence[Stream]) -> None:
        """These are without a player now."""
        self._streams = tuple(streams)

    def hand_over(self, stream: Stream) -> bool:
        """This one has a player now, who is to undo it if we silenced it."""
        self._unsure.discard(stream.key)
        return self._muted.pop(stream.key, None) is not None

    def take(self, streams: Sequence[Stream]) -> None:
        """These were silenced while they had a player, and are to be undone from here."""
        self._muted |= {stream.key: stream for stream in streams}

    async def mute(self, *, anew: bool) -> Iterator[tuple[str, bool]]:
        """Silence all that play, but for what may be a conversation. Never raises.

        The names of those that were not silent yet, each with whether that was done. What was tried
        before and fails again is named only `anew`.
        """
        done = []
        async with self._turn:
            self._wanted_silent = True
            for stream in self.playing:
                known, unsure = stream.key in self._muted, stream.key in self._unsure
                # One that we silenced and that sounds is another one, at a server started anew.
                if stream.conversation or (known and stream.silent and not unsure):
                    continue
                # Noted first: what is not answered may happen.
                self._muted[stream.key] = stream
                try:
                    silenced = await self._server.mute(stream)
                except Gone:  # just now; its program's next one may be silent by us
                    if not known:
                        self._muted.pop(stream.key, None)
                except Unanswered:
                    self._unsure.add(stream.key)
                    if anew or not unsure:
                        done.append((stream.name, False))
                    continue
                else:
                    if silenced or unsure:
                        done.append((stream.name, True))
                    elif not known:  # somebody else had
                        self._muted.pop(stream.key, None)
                self._unsure.discard(stream.key)
        return iter(done)

    async def unmute(self) -> None:
        """Undo exactly that. Never raises; what the server did not answer is still to be undone."""
        async with self._turn:
            self._wanted_silent = False
            for key, stream in tuple(self._muted.items()):
                try:
                    await self._server.unmute(stream)
                except Unanswered:
                    self._unsure.add(key)
                    continue
                self._muted.pop(key, None)
                self._unsure.discard(key)

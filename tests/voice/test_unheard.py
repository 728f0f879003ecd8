"""Whoever cannot be heard is as bad as deaf: the loop is told of a lost loudspeaker."""

from collections.abc import Iterator

from intents.faults import Fault
from intents.messages import PausePlayers
from intents.names import Name
from tests.voice.test_performer import OneSecond
from tests.voice.test_session import PLAYING, ScriptedEar, ScriptedSource, first, names, quiet
from voice.assembly import lexicon_and_plan
from voice.audio.interfaces import Block
from voice.audio.room import RoomSpeaker
from voice.players.none import NoPlayers
from voice.session.performer import RoomPerformer
from voice.session.session import Session
from voice.telling.happening import Happening, Kind


class MutedRoom(RoomSpeaker):
    """A speaker that somebody mutes for a while."""

    muted = False

    def faults(self) -> frozenset[Fault]:
        return frozenset({Fault.UNHEARD} if self.muted else ())


class Muting(ScriptedSource):
    """Mutes it in the middle of the session."""

    def __init__(self, room: MutedRoom) -> None:
        super().__init__(())
        self._room = room

    def blocks(self) -> Iterator[Block]:
        yield from quiet(2)
        self._room.muted = True
        yield from quiet(2)
        self._room.muted = False
        yield from quiet(2)


def test_a_muted_loudspeaker_pauses_the_music_and_is_told() -> None:
    room = MutedRoom()
    lexicon, plan = lexicon_and_plan(PLAYING)
    told: list[Happening] = []
    Session(
        source=Muting(room),
        ears=[lambda: ScriptedEar({})],
        knowing=dict.fromkeys(Name, frozenset({"script"})),
        lexicon=lexicon,
        plan=plan,
        performer=RoomPerformer(NoPlayers(), OneSecond(), room, replay=True),
        tellers=[told.append],
        paced=False,
    ).run()
    faults = [h.more["present"] for h in told if h.name == Fault.UNHEARD]
    assert faults == [True, False]
    assert names(told, Kind.STATE)[:2] == ["playing", "stopped"]
    assert first(told, PausePlayers.name).at == first(told, Fault.UNHEARD).at

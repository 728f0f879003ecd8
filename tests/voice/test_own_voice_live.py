"""A session on a real sound server, whose loudspeaker reaches the microphone or does not."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from queue import SimpleQueue

import pytest

from intents.agreement import Agreement
from intents.messages import Signal
from intents.names import Name
from models.pyttsx_voice import PyttsxVoice
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from tests.voice.test_session import SILENT, ScriptedEar
from voice.assembly import lexicon_and_plan
from voice.audio.loudspeaker import Loudspeaker
from voice.audio.portaudio import list_again
from voice.echo.opening import open_microphone
from voice.players.none import NoPlayers
from voice.session.own_voice import OwnVoiceSearch
from voice.session.performer import RoomPerformer
from voice.session.probe import TALK
from voice.session.session import Beside, Session
from voice.telling.happening import Happening, Kind, View

TOLD = "not_heard_back"


class Live:
    """A session of one who asks now and then how long it has been."""

    def __init__(self) -> None:
        self.told: list[Happening] = []
        self.views: list[View] = []
        self._beside: Beside = SimpleQueue()

    @contextmanager
    def runs(self, agreement: Agreement) -> Iterator["Live"]:
        lexicon, plan = lexicon_and_plan(agreement)
        source = open_microphone(None, cancel_echo=True, tell=lambda _: None)
        with (
            closing(source),
            closing(Loudspeaker()) as speaker,
            closing(OwnVoiceSearch(TALK)) as search,
        ):
            performer = RoomPerformer(
                NoPlayers(),
                PyttsxVoice("en"),
                speaker,
                replay=False,
                said=lambda sound: search.said(sound, speaker.way),
            )
            session = Session(
                source=source,
                ears=[lambda: ScriptedEar({})],
                knowing=dict.fromkeys(Name, frozenset({"script"})),
                lexicon=lexicon,
                plan=plan,
                performer=performer,
                tellers=[self.told.append],
                watchers=[self.views.append],
                paced=True,
                beside=self._beside,
                own_voice=search,
            )
            thread = threading.Thread(target=session.run)
            thread.start()
            try:
                yield self
            finally:
                session.end()
                thread.join(10)
                performer.close()

    @property
    def missed(self) -> int:
        """How many sentences did not come back lately."""
        return self.views[-1].state.heard_back.missed if self.views else 0

    @property
    def found(self) -> bool:
        """Whether one did."""
        return bool(self.views) and self.views[-1].state.heard_back.found

    @property
    def times_told(self) -> int:
        """How often people were told that none did."""
        return [each.name for each in self.told if each.kind is Kind.FAULT].count(TOLD)

    def is_asked(self) -> None:
        """How long it has been; until it has answered."""
        before = len(self.views)
        self._beside.put(Signal(Name.HOW_LONG, 1.0, ("script",), 0, 0))
        wait_until(lambda: any(each.says for each in self.views[before:]), 10, "an answer")
        wait_until(lambda: not self.views[-1].says, 10, "its end")


@pytest.fixture
def server(pulse: PulseServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    """A sound server that this process uses."""
    monkeypatch.setenv("PULSE_SERVER", pulse.env["PULSE_SERVER"])
    assert list_again()
    yield pulse
    list_again()


def play_elsewhere(server: PulseServer) -> None:
    """Our sound goes to another loudspeaker, which no microphone hears."""
    server.pactl("load-module", "module-null-sink", "sink_name=other", "norewinds=1")
    # After an underrun ALSA's plug-in opens its stream anew: where the default one is.
    server.pactl("set-default-sink", "other")
    streams = json.loads(server.pactl("-f", "json", "list", "sink-inputs"))
    [ours] = [
        stream["index"]
        for stream in streams
        if stream["properties"].get("application.process.id") == str(os.getpid())
    ]
    server.pactl("move-sink-input", str(ours), "other")


def test_who_is_heard_is_told_nothing_and_where_nobody_hears_it_is_told_once(
    server: PulseServer,
) -> None:
    server.echo()
    with Live().runs(SILENT) as live:
        wait_until(lambda: live.found, 15, "its own voice in the microphone")
        play_elsewhere(server)
        live.is_asked()
        wait_until(lambda: live.missed == 1, 10, "another look, at what is said next")
        assert live.times_told == 0
        live.is_asked()
        wait_until(lambda: live.times_told, 10, "that it is not heard there")
        assert live.times_told == 1
        assert live.views[-1].state.faults == frozenset()

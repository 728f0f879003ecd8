"""Performing in a rendered room: what is asked for is heard, in time, and reported."""

import numpy as np

from intents.clock import frames
from intents.messages import (
    Chime,
    ChimeKind,
    CutSpeech,
    PausePlayers,
    PlayersPaused,
    RemindTomorrow,
    Say,
    Spoke,
)
from models.speech import Sound
from voice.audio.chimes import chime
from voice.audio.room import RoomSpeaker
from voice.players.none import NoPlayers
from voice.session.performer import OnlyTelling, RoomPerformer
from voice.session.results import Note


class OneSecond:
    """Says everything in one second."""

    def __init__(self) -> None:
        self.closed = False

    def render(self, text: str, slower: int = 0) -> Sound:  # noqa: ARG002
        return Sound(np.full(16_000, 0.1, np.float32), 16_000)

    def close(self) -> None:
        self.closed = True


def test_sounds_take_session_time_one_after_the_other() -> None:
    room = RoomSpeaker()
    performer = RoomPerformer(NoPlayers(), OneSecond(), room, replay=True)
    bell = chime(ChimeKind.SLOW).seconds
    performer.perform(Chime(ChimeKind.SLOW))
    performer.perform(Say(7, "slow", "text"))
    performer.advance(frames(bell + 0.9), paced=False)
    assert list(performer.results()) == []
    assert performer.busy
    performer.advance(frames(0.2), paced=False)
    assert list(performer.results()) == [Spoke(7)]
    performer.close()


def test_a_cut_is_silent_from_its_frame_on() -> None:
    room = RoomSpeaker()
    performer = RoomPerformer(NoPlayers(), OneSecond(), room, replay=True)
    performer.perform(Say(0, "limits", "text"))
    performer.advance(frames(0.5), paced=False)
    performer.perform(CutSpeech())
    performer.advance(frames(1.0), paced=False)
    heard = room.heard()
    assert len(heard) == 1.5 * 48_000
    assert np.abs(heard[: 24_000 - 100]).max() > 0.09
    assert np.abs(heard[24_000:]).max() == 0
    performer.close()


def test_workers_report_and_end() -> None:
    voice = OneSecond()
    performer = RoomPerformer(NoPlayers(), voice, RoomSpeaker(), replay=False)
    performer.perform(PausePlayers())
    performer.prepare(["text"])
    performer.close()
    assert [r for r in performer.results() if not isinstance(r, Note)] == [PlayersPaused(0, 0)]
    assert voice.closed


def test_a_dry_run_succeeds_with_everything_at_once() -> None:
    performer = OnlyTelling()
    for effect in (PausePlayers(), Chime(ChimeKind.STOP), Say(3, "stopping", "text")):
        performer.perform(effect)
    assert list(performer.results()) == [PlayersPaused(0, 0), Spoke(3)]
    assert list(performer.results()) == []


def test_the_day_is_kept_beside_the_loop_and_a_failure_is_told() -> None:
    kept: list[str] = []

    def full() -> None:
        kept.append("asked")
        raise OSError("No space left")

    performer = RoomPerformer(NoPlayers(), OneSecond(), RoomSpeaker(), replay=False, remember=full)
    performer.perform(RemindTomorrow())
    performer.close()
    assert kept == ["asked"]
    told = [result for result in performer.results() if isinstance(result, Note)]
    assert [(note.name, note.more) for note in told] == [
        ("reminder_failed", {"text": "No space left"})
    ]

"""Performing in a rendered room: what is asked for is heard, in time, and reported."""

from concurrent.futures import Future

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
from tests.fixtures.finding import likeness
from tests.intents.story import english_prompts, plan
from voice.audio.chimes import chime
from voice.audio.room import RoomSpeaker
from voice.players.none import NoPlayers
from voice.players.players import Order, Report
from voice.session.ahead import spoken_ahead
from voice.session.performer import OnlyTelling, RoomPerformer
from voice.session.workers import Note


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


class Loud(NoPlayers):
    """Notes what is asked of players, and how they were left."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.left: list[bool] = []

    def order(self, order: Order) -> "Future[Report]":
        self.orders.append(order)
        return super().order(order)

    def close(self, *, orderly: bool = True) -> None:
        self.left.append(orderly)


def test_the_last_resort_pauses_sounds_the_alarm_and_says_it() -> None:
    players, room = Loud(), RoomSpeaker()
    performer = RoomPerformer(players, OneSecond(), room, replay=True)
    performer.perform(Say(0, "limits", "text"))
    performer.alarm("I cannot hear you.")
    performer.advance(frames(0.5), paced=False)
    assert players.orders == [PausePlayers()]
    found = likeness(room.heard(), 48_000, chime(ChimeKind.ALARM))
    performer.advance(frames(4), paced=False)
    assert max(found, likeness(room.heard(), 48_000, chime(ChimeKind.ALARM))) > 0.9
    assert not performer.busy
    performer.close(orderly=False)
    assert players.left == [False]


def test_the_last_resort_tries_everything() -> None:
    class Broken(Loud):
        def order(self, order: Order) -> "Future[Report]":  # noqa: ARG002
            raise RuntimeError

    class Silent(RoomSpeaker):
        def cut(self) -> None:
            raise RuntimeError

    performer = RoomPerformer(Broken(), OneSecond(), Silent(), replay=True)
    performer.alarm("I cannot hear you.")
    assert performer.busy
    performer.close()


def test_what_each_person_wants_to_hear_is_ready_before_it_is_needed() -> None:
    people = [
        {"name": "Ann", "stop": ["ashes"], "after_stop": {"says": "I hold you."}},
        {"name": "Bo", "stop": ["pineapple"], "after_stop": {"says": "Breathe.", "calls": "Kim"}},
    ]
    texts = list(spoken_ahead(plan({"people": people})))
    assert texts[:2] == ["I hold you.", "Breathe."]
    assert "Kim, please come here now. You are needed." in texts
    assert {english_prompts()[key] for key in ("stopping", "deaf", "music_refused")} <= set(texts)
    assert len(texts) == len(set(texts))

"""The end of a session."""

import pytest

from intents.faults import Fault
from intents.messages import (
    Chime,
    ChimeKind,
    CutSpeech,
    EndSession,
    PausePlayers,
    Restore,
    ResumePlayers,
    Soften,
)
from intents.names import Name
from intents.state import Mode
from tests.intents.story import Story, after, during, quiet, started

HARMLESS = [Name.GO, Name.FINE, Name.AFFIRM, Name.YES, Name.NEXT, Name.RESUME]


def test_it_is_announced_and_then_it_ends() -> None:
    story = started()
    assert story.hears(Name.END)[:3] == [Soften(), CutSpeech(), Chime(ChimeKind.CHECK_IN)]
    assert story.prompts == ["closing"]
    quiet(story)
    assert story.waits(5.9) == []
    story.waits(0.1)
    assert story.prompts == ["closed"]
    assert story.effects[-1] == EndSession()


def test_the_last_seconds_begin_when_the_announcement_was_spoken() -> None:
    story = during(Name.END)
    assert story.waits(30) == []
    quiet(story).waits(6)
    assert EndSession() in story.effects


def test_an_announcement_whose_end_nobody_reports_is_not_waited_for_forever() -> None:
    story = during(Name.END)
    story.waits(60)
    assert EndSession() in story.effects


@pytest.mark.parametrize("name", [Name.STOP, Name.HOUSE])
def test_a_stop_stops(name: Name) -> None:
    story = after(Name.END, name)
    assert story.state.mode is Mode.STOPPED
    assert story.waits(600) == []


@pytest.mark.parametrize("name", HARMLESS)
def test_any_word_keeps_it(name: Name) -> None:
    story = after(Name.END)
    story.hears(name)
    assert story.prompts == ["closing_kept"]
    assert story.state.mode is Mode.PLAYING
    assert quiet(story).waits(600) == []


def test_a_request_keeps_it_and_is_answered() -> None:
    story = after(Name.END)
    story.hears(Name.SLOW)
    assert story.prompts == ["slow"]
    assert story.state.mode is Mode.SLOW


def test_asking_to_end_it_again_does_not_hurry() -> None:
    story = after(Name.END)
    story.waits(3)
    assert story.hears(Name.END) == []
    story.waits(3)
    assert EndSession() in story.effects


def test_an_unsure_look_at_a_stop_word_makes_it_wait() -> None:
    story = after(Name.END)
    story.waits(5)
    assert story.hears(Name.MAYBE_STOP) == []
    assert story.waits(5.9) == []
    story.waits(0.1)
    assert EndSession() in story.effects


def test_a_stop_stays_and_the_music_is_handed_over() -> None:
    story = after(Name.STOP)
    story.hears(Name.END)
    assert not any(isinstance(each, ResumePlayers | Restore) for each in story.effects)
    quiet(story).waits(6)
    assert story.prompts == ["closed_music"]
    assert not any(isinstance(each, ResumePlayers | Restore) for each in story.effects)


def test_a_pause_that_was_asked_for_is_handed_over_too() -> None:
    story = after(Name.PAUSE_MUSIC, Name.END)
    story.waits(6)
    assert story.prompts == ["closed_music"]


def test_who_keeps_it_while_stopped_is_still_stopped() -> None:
    story = after(Name.STOP, Name.END)
    story.hears(Name.GO)
    assert story.prompts == ["still_stopped"]
    assert story.state.mode is Mode.STOPPED
    story = after(Name.STOP, Name.END)
    story.hears(Name.RESUME)
    assert story.prompts == ["resume_ask"]
    assert story.state.mode is Mode.STOPPED


def test_an_open_check_in_is_asked_again_instead() -> None:
    story = after(Name.CHECK_IN)
    story.hears(Name.END)
    assert story.prompts == ["check_in"]
    assert story.state.mode is Mode.CHECKING_IN


def test_going_deaf_stops_instead() -> None:
    story = after(Name.END)
    assert story.breaks(Fault.NO_FRAMES)[0] == PausePlayers()
    assert story.state.mode is Mode.STOPPED
    story.waits(60)
    assert EndSession() not in story.effects


def test_nothing_timed_happens_while_it_closes() -> None:
    story = Story.of(check_in={"every_minutes": 1, "session_minutes": 1})
    story.waits(59)
    story.hears(Name.END)
    story.waits(20)
    assert story.effects == []


def test_repeat_does_not_repeat_an_end_that_was_taken_back() -> None:
    story = after(Name.END)
    story.hears(Name.REPEAT)
    assert story.prompts == ["closing_kept"]

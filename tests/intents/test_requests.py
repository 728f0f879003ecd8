"""Small requests, and what is told without being asked."""

from dataclasses import replace

import pytest

from intents.faults import Fault
from intents.messages import (
    CutSpeech,
    Dropped,
    FaultsChanged,
    PausePlayers,
    Restore,
    ResumePlayers,
    Say,
    Soften,
    Sounded,
)
from intents.names import Name
from intents.state import Mode, Music
from tests.intents.story import Story, after, deaf, quiet, started


def says(story: Story) -> list[Say]:
    """What is said, with how."""
    return [effect for effect in story.effects if isinstance(effect, Say)]


# ---- The voice. ------------------------------------------------------------------------------


def test_louder_step_by_step_until_the_loudest() -> None:
    story = started()
    for step in (1, 2, 3, 3):
        story.hears(Name.LOUDER)
        assert [say.louder for say in says(story)] == [step]
    story.hears(Name.HOUSE)
    assert [say.louder for say in says(story)] == [3]


def test_slower_step_by_step_until_the_slowest() -> None:
    story = started()
    for step in (1, 2, 2):
        story.hears(Name.SLOWER)
        assert [say.slower for say in says(story)] == [step]
    quiet(story).hears(Name.LIMITS)
    assert {say.slower for say in says(story)} == {2}


def test_who_wants_quiet_hears_only_what_matters() -> None:
    story = after(Name.QUIET)
    story.hears(Name.SLOW)
    assert story.prompts == ["slow"]
    quiet(story).hears(Name.GO)
    assert story.prompts == []
    assert story.state.mode is Mode.PLAYING
    story.hears(Name.STOP)
    assert story.prompts == ["stopping"]
    assert story.players_report(obeyed=1) == []
    story.players_report(refused=1)
    quiet(story).hears(Name.CHECK_IN, Name.LIMITS)


def test_quiet_takes_no_question_and_no_alarm_away() -> None:
    story = after(Name.QUIET)
    story.hears(Name.CHECK_IN)
    assert story.prompts == ["check_in"]
    story.waits(600)
    assert story.prompts == ["check_in_again", "check_in_unanswered", "music_unknown"]
    story.breaks(Fault.NO_FRAMES)
    assert story.prompts == ["deaf"]
    story.breaks()
    assert story.prompts == ["hearing_again"]


def test_what_is_asked_for_is_said_all_the_same() -> None:
    story = after(Name.QUIET)
    story.hears(Name.HOW_LONG)
    assert story.prompts == ["time_passed"]


def test_louder_ends_the_quiet() -> None:
    story = after(Name.QUIET, Name.LOUDER, Name.SLOW)
    story.hears(Name.GO)
    assert story.prompts == ["going_on"]


# ---- The music. ------------------------------------------------------------------------------


def test_the_music_rests_until_somebody_asks_for_it() -> None:
    story = started()
    assert story.hears(Name.PAUSE_MUSIC)[:2] == [PausePlayers(), CutSpeech()]
    assert story.prompts == ["music_held"]
    assert story.state.mode is Mode.PLAYING
    assert quiet(story).waits(600) == []
    assert story.hears(Name.RESUME) == [ResumePlayers()]
    assert story.hears(Name.RESUME) == []


def test_music_that_does_not_rest_is_told() -> None:
    story = after(Name.PAUSE_MUSIC)
    assert story.players_report(obeyed=1) == []
    story.players_report(refused=1)
    assert story.prompts == ["music_refused"]


@pytest.mark.parametrize("name", [Name.SLOW, Name.LIMITS, Name.CHECK_IN])
def test_nothing_else_wakes_it(name: Name) -> None:
    story = after(Name.PAUSE_MUSIC, name, Name.GO)
    assert not any(isinstance(each, ResumePlayers | Soften | Restore) for each in story.effects)
    assert story.state.music_wish is Music.PAUSED


def test_a_stop_makes_the_pause_a_latch() -> None:
    story = after(Name.PAUSE_MUSIC)
    assert story.hears(Name.STOP)[0] == PausePlayers()
    quiet(story).hears(Name.RESUME)
    assert story.prompts == ["resume_ask"]
    assert ResumePlayers() in story.hears(Name.YES)
    assert story.state.music_wish is Music.LOUD


def test_a_question_that_is_closed_is_not_repeated() -> None:
    """Who heard it again would answer it, in vain."""
    story = quiet(after(Name.STOP, Name.RESUME))
    story.hears(Name.REPEAT)
    assert story.prompts == ["resume_ask"]
    quiet(story).hears(Name.RESUME)
    story.breaks(Fault.BEHIND)
    story.breaks()
    closed = replace(story.state, speech=replace(story.state.speech, lines=(("resume_ask", "?"),)))
    assert Story(closed).hears(Name.REPEAT) == []


# ---- The time, and whether anybody listens. --------------------------------------------------


def test_how_long_it_has_been() -> None:
    story = started()
    story.waits(11 * 60 + 31)
    story.hears(Name.HOW_LONG)
    assert story.texts == ["Minutes since you began: 12."]


def test_the_planned_length_is_told_once_when_nothing_else_is_said() -> None:
    story = Story.of(check_in={"every_minutes": 0, "session_minutes": 10})
    story.waits(599)
    story.hears(Name.LIMITS)
    assert story.waits(30) == []
    story.falls_silent()
    story.waits(0.1)
    assert story.texts == ["Minutes since you began: 10. That is as long as you planned."]
    assert quiet(story).waits(3600) == []


def test_the_planned_length_is_not_told_while_stopped() -> None:
    story = Story.of(check_in={"every_minutes": 0, "session_minutes": 10})
    story.hears(Name.STOP)
    assert quiet(story).waits(3600) == []


def test_it_tells_the_truth_about_the_last_seconds() -> None:
    story = started()
    story.hears(Name.LISTENING)
    assert story.prompts == ["hears_well"]
    story.happens(Dropped())
    story.waits(9.9)
    story.hears(Name.LISTENING)
    assert story.prompts == ["hears_gaps"]
    story.waits(0.1)
    story.hears(Name.LISTENING)
    assert story.prompts == ["hears_well"]


def test_who_is_deaf_does_not_claim_to_listen() -> None:
    story = deaf()
    story.hears(Name.LISTENING)
    assert story.prompts == ["deaf"]


# ---- A sudden silence. -----------------------------------------------------------------------


def noticing() -> Story:
    """Asks when it has been quiet for half a minute."""
    return Story.of(check_in={"every_minutes": 0, "session_minutes": 0, "silence_seconds": 30})


def test_a_sudden_long_silence_is_asked_about() -> None:
    story = noticing()
    assert story.waits(600) == [], "it was never loud"
    story.happens(Sounded())
    story.waits(20)
    story.happens(Sounded())
    assert story.waits(29.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in_silence"]
    assert story.state.mode is Mode.CHECKING_IN


def test_one_silence_is_asked_about_once() -> None:
    story = noticing()
    story.happens(Sounded())
    story.waits(30)
    story.hears(Name.GO)
    assert quiet(story).waits(600) == []


def test_its_own_voice_is_no_sound_of_people() -> None:
    story = noticing()
    story.hears(Name.LIMITS)
    story.happens(Sounded())
    assert quiet(story).waits(600) == []


def test_silence_is_nothing_where_nobody_asked_to_notice_it() -> None:
    story = started()
    story.happens(Sounded())
    assert story.waits(3600) == []


def test_silence_before_a_session_is_nothing() -> None:
    story = Story.of(before={}, check_in={"silence_seconds": 30})
    story.happens(Sounded())
    assert story.waits(600) == []


def test_deafness_that_is_over_is_owned_up_to() -> None:
    story = started()
    story.breaks(Fault.NO_FRAMES)
    story.happens(FaultsChanged(frozenset()))
    quiet(story).waits(1)
    story.hears(Name.LISTENING)
    assert story.prompts[-1] == "hears_gaps"

"""Every wait has a latest moment, and a report that never comes has a meaning."""

import pytest

from intents.faults import Fault
from intents.messages import EndSession, Sounded, Started
from intents.names import Name
from intents.state import Mode, Music
from tests.intents.story import Story, after, during, english_prompts, quiet, started, unarmed


def test_speech_whose_end_is_lost_keeps_no_check_in_away_and_no_music_low() -> None:
    story = Story.of(check_in={"every_minutes": 2})
    story.happens(Started())
    story.waits(30)
    assert story.state.music is Music.LOUD
    story.waits(90)
    assert story.prompts == ["check_in"]


def test_a_longer_text_is_waited_for_longer() -> None:
    short, long = during(Name.SLOW, Name.GO), during(Name.LIMITS)
    short.waits(20)
    assert not short.state.speaking
    long.waits(20)
    assert long.state.speaking
    long.waits(60)
    assert not long.state.speaking


def test_a_slower_voice_is_waited_for_longer() -> None:
    usual, slower = during(Name.LIMITS), during(Name.SLOWER, Name.SLOWER, Name.LIMITS)
    usual_for, slower_for = (
        story.state.speech.over_by - story.state.now  # type: ignore[operator]
        for story in (usual, slower)
    )
    assert slower_for > usual_for


def test_a_silent_question_is_asked_again_and_ends_in_a_stop() -> None:
    story = during(Name.CHECK_IN)
    story.waits(120)
    assert story.state.mode is Mode.STOPPED
    assert "check_in_unanswered" in story.prompts


@pytest.mark.parametrize("name", [Name.STOP, Name.HOUSE])
def test_players_that_do_not_report_may_still_play(name: Name) -> None:
    story = during(name)
    story.falls_silent()
    assert story.waits(5) == []
    story.waits(3)
    assert story.texts == [english_prompts()["music_unknown"]]
    assert quiet_of_reports(story).waits(600) == []


def test_a_report_that_comes_late_is_told_all_the_same() -> None:
    story = during(Name.STOP)
    story.waits(10)
    story.players_report(obeyed=1)
    assert story.prompts == ["music_off"]
    story = during(Name.STOP)
    story.waits(10)
    story.players_report(refused=1)
    assert story.prompts == ["music_refused"]


def test_a_deaf_program_says_too_that_the_music_may_still_play() -> None:
    story = started()
    story.breaks(Fault.NO_FRAMES)
    story.falls_silent()
    story.waits(8)
    assert story.prompts == ["music_unknown"]


def test_an_alarm_whose_end_is_lost_sounds_again() -> None:
    story = started()
    story.breaks(Fault.NO_FRAMES)
    story.waits(120)
    assert story.prompts.count("deaf") >= 4


def test_the_end_of_a_session_does_not_wait_for_a_lost_report() -> None:
    story = during(Name.END)
    story.waits(60)
    assert EndSession() in story.effects


def test_an_unsure_look_does_not_end_a_session_whose_end_is_still_being_announced() -> None:
    story = during(Name.END)
    story.hears(Name.MAYBE_STOP)
    assert story.waits(10) == []
    assert story.state.speaking


def test_a_step_of_aftercare_whose_end_is_lost_is_followed_by_the_next() -> None:
    story = during(Name.AFTERCARE)
    story.waits(3 * 60)
    assert story.prompts == ["aftercare"]


def test_a_question_is_not_closed_while_something_is_read() -> None:
    story = quiet(unarmed())
    story.hears(Name.LIMITS)
    story.waits(30)
    story.hears(Name.LIMITS)
    assert story.waits(35) == []
    story.falls_silent()
    assert story.hears(Name.AFFIRM) != []


def test_the_second_part_is_waited_for_while_something_is_read() -> None:
    story = after(Name.STOP, Name.RESUME)
    story.hears(Name.LIMITS)
    assert story.waits(25) == []
    story.falls_silent()
    story.hears(Name.YES)
    assert story.state.mode is Mode.PLAYING


# ---- Timers that ran on while people were busy. ------------------------------------------------


def busy() -> Story:
    """Asks every minute, and after half a minute of sudden silence."""
    story = Story.of(check_in={"every_minutes": 1, "silence_seconds": 30, "session_minutes": 0})
    story.happens(Started(), Sounded())
    return quiet(story)


def test_a_session_that_was_kept_does_not_ask_at_once() -> None:
    story = busy()
    story.happens(Sounded())
    story.waits(25)
    story.happens(Sounded())
    story.waits(25)
    story.hears(Name.END)
    quiet(story).waits(5)
    quiet(story).hears(Name.AFFIRM)
    assert story.prompts == ["closing_kept"]
    assert quiet(story).waits(59.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in"]


def test_music_that_rested_does_not_come_back_with_a_question() -> None:
    story = busy()
    story.hears(Name.PAUSE_MUSIC)
    quiet(story).waits(59)
    story.hears(Name.RESUME)
    assert story.waits(59.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in"]


@pytest.mark.parametrize("name", [Name.SLOW, Name.STOP])
def test_a_silence_that_began_before_it_is_not_asked_about_after_it(name: Name) -> None:
    story = busy()
    story.happens(Sounded())
    story.hears(name)
    quiet(story).waits(20)
    story.happens(Sounded())
    story.waits(5)
    story.hears(*([Name.GO] if name is Name.SLOW else [Name.RESUME, Name.YES]))
    assert quiet(story).waits(59.9) == []


def test_what_the_program_read_was_no_silence() -> None:
    story = busy()
    story.happens(Sounded())
    story.waits(20)
    story.hears(Name.HOW_LONG)
    story.waits(11)
    story.falls_silent()
    assert story.waits(25) == []


def quiet_of_reports(story: Story) -> Story:
    """The same, when what is being said was said; the players still do not report."""
    while story.state.speaking:
        story.falls_silent()
    return story

"""Guided aftercare."""

import pytest

from intents.clock import frames
from intents.messages import RemindTomorrow, Restore, ResumePlayers, Sounded, Started
from intents.names import Name
from intents.state import Mode, Music
from tests.intents.story import Story, after, english_prompts, quiet, started, unarmed

MINUTE = 60
STEPS: list[object] = [
    {"text": "Water.", "minutes": 1},
    {"text": "{person}, say something kind.", "minutes": 3},
    "Sleep.",
]


def guided(**aftercare: object) -> Story:
    """In aftercare, at the first step, which was read to its end."""
    story = Story.of(aftercare={"steps": STEPS, **aftercare})
    story.hears(Name.AFTERCARE)
    return quiet(story)


def test_it_begins_with_a_word_and_the_first_step() -> None:
    story = Story.of(aftercare={"steps": STEPS})
    story.hears(Name.AFTERCARE)
    assert story.texts == [english_prompts()["aftercare_intro"], "Water."]


def test_everyone_is_asked_by_name() -> None:
    story = guided()
    story.hears(Name.NEXT)
    assert story.texts == ["Ann, say something kind.", "Ben, say something kind."]


def test_where_nobody_has_a_name_nobody_is_named() -> None:
    story = Story.of(people=[], aftercare={"steps": ["{person}, drink some water."]})
    story.hears(Name.AFTERCARE)
    assert story.texts[-1] == "drink some water."


def test_each_step_has_its_own_pace_which_begins_when_it_was_read() -> None:
    story = guided()
    assert story.waits(1 * MINUTE - 0.1) == []
    story.waits(0.1)
    assert story.texts == ["Ann, say something kind.", "Ben, say something kind."]
    assert story.waits(15) == [], "it is still being read"
    quiet(story)
    assert story.waits(3 * MINUTE - 0.1) == []
    story.waits(0.1)
    assert story.texts == ["Sleep."]
    quiet(story).waits(2 * MINUTE)
    assert story.prompts == ["aftercare_end"]
    assert story.state.aftercare.step is None


@pytest.mark.parametrize("name", [Name.NEXT, Name.SKIP])
def test_the_next_one_comes_sooner_when_they_say_so(name: Name) -> None:
    story = guided()
    story.hears(name, name)
    assert story.texts[-1] == "Sleep."
    story.hears(name)
    assert story.prompts == ["aftercare_end"]
    assert story.falls_silent() == []
    assert story.hears(name) == []


def test_a_step_is_repeated_with_all_its_time() -> None:
    story = guided()
    story.waits(30)
    story.hears(Name.REPEAT)
    assert story.texts == ["Water."]
    assert quiet(story).waits(59.9) == []
    story.waits(0.1)
    assert story.texts[0] == "Ann, say something kind."


def test_waiting_gives_a_step_another_minute() -> None:
    story = guided()
    story.waits(50)
    story.hears(Name.WAIT)
    assert story.prompts == ["aftercare_wait"]
    quiet(story)
    assert story.waits(10 + MINUTE - 0.1) == []
    story.waits(0.1)
    assert story.texts[0] == "Ann, say something kind."


def test_waiting_while_a_step_is_read_gives_it_a_minute() -> None:
    story = guided()
    story.hears(Name.NEXT, Name.WAIT)
    assert quiet(story).waits(MINUTE - 0.1) == []
    story.waits(0.1)
    assert story.texts == ["Sleep."]


def test_how_long_a_step_still_is() -> None:
    story = guided()
    story.hears(Name.NEXT)
    story.hears(Name.HOW_LONG)
    assert story.texts == ["Minutes left for this step: 3."]
    quiet(story).waits(2 * MINUTE)
    story.hears(Name.HOW_LONG)
    assert story.texts == ["Minutes left for this step: 1."]


def test_a_step_waits_until_nothing_else_is_said() -> None:
    story = guided()
    story.waits(59)
    story.hears(Name.LIMITS)
    assert story.waits(30) == []
    story.falls_silent()
    story.waits(0.1)
    assert story.texts[0] == "Ann, say something kind."


def test_done_ends_it_at_any_step() -> None:
    story = guided()
    story.hears(Name.DONE)
    assert story.prompts == ["aftercare_end"]
    assert story.falls_silent() == []
    assert story.hears(Name.DONE) == []
    assert story.waits(600) == []


# ---- After it the evening is over, until people say otherwise. ---------------------------------


def at_its_end(**agreement: object) -> Story:
    """Aftercare was read to its end, in a session that is asked about every minute."""
    check_in = {"every_minutes": 1, "silence_seconds": 30, "session_minutes": 1}
    story = Story.of(check_in=check_in, aftercare={"steps": ["Sleep."]}, **agreement)
    story.happens(Started(), Sounded())
    quiet(story).hears(Name.AFTERCARE)
    quiet(story).waits(119)
    story.happens(Sounded())
    story.waits(1)
    assert story.prompts == ["aftercare_end"]
    return story


def test_nothing_alarms_people_at_its_end_or_later() -> None:
    story = at_its_end()
    assert story.state.mode is Mode.RESTING
    assert quiet(story).waits(2 * 3600) == []


def test_the_music_stays_low_until_somebody_asks_for_it() -> None:
    story = quiet(at_its_end())
    assert story.state.music is Music.SOFT
    assert story.hears(Name.RESUME) == [Restore()]
    assert story.state.mode is Mode.RESTING
    assert story.waits(3600) == []


def test_a_beginning_starts_the_evening_anew_with_its_music_and_timers() -> None:
    story = quiet(at_its_end())
    story.waits(600)
    story.hears(Name.BEGIN)
    assert story.prompts == ["begun"]
    assert story.falls_silent() == [Restore()]
    assert story.waits(59.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in"]


def test_go_does_not_end_the_rest() -> None:
    assert quiet(at_its_end()).hears(Name.GO) == []


@pytest.mark.parametrize("name", [Name.SLOW, Name.CHECK_IN])
def test_a_word_during_the_rest_leads_back_to_it(name: Name) -> None:
    story = quiet(at_its_end())
    story.hears(name)
    quiet(story).hears(Name.GO)
    assert story.state.mode is Mode.RESTING
    assert quiet(story).waits(3600) == []
    assert story.state.music is Music.SOFT


def test_who_resumes_after_a_stop_and_aftercare_plays_with_fresh_timers() -> None:
    story = Story.of(check_in={"every_minutes": 2})
    story.hears(Name.STOP)
    quiet(story).hears(Name.AFTERCARE)
    quiet(story).waits(300)
    story.hears(Name.DONE)
    quiet(story).hears(Name.RESUME)
    quiet(story).hears(Name.YES)
    assert story.state.mode is Mode.PLAYING
    assert story.falls_silent() == [Restore()]
    assert story.waits(119.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in"]


def test_before_the_session_the_music_stays_low_too_and_nothing_is_armed_by_it() -> None:
    story = unarmed(Name.DENY, Name.AFTERCARE, Name.DONE)
    assert story.state.mode is Mode.UNARMED
    assert story.state.music is Music.SOFT


def test_a_pause_that_was_asked_for_stays_a_pause() -> None:
    story = after(Name.PAUSE_MUSIC, Name.AFTERCARE, Name.DONE)
    assert story.state.music is Music.PAUSED
    story.hears(Name.BEGIN)
    assert quiet(story).state.music is Music.PAUSED
    assert story.hears(Name.RESUME) == [ResumePlayers()]


def test_it_begins_again_at_its_first_step() -> None:
    story = guided()
    story.hears(Name.NEXT, Name.AFTERCARE)
    assert story.texts[-1] == "Water."


def test_while_stopped_the_stop_stays() -> None:
    story = after(Name.STOP)
    story.hears(Name.AFTERCARE, Name.NEXT, Name.NEXT, Name.NEXT)
    assert story.prompts[-1] == "aftercare_end"
    assert not any(isinstance(effect, Restore | ResumePlayers) for effect in story.effects)
    assert story.state.mode is Mode.STOPPED


@pytest.mark.parametrize("name", [Name.SLOW, Name.STOP, Name.HOUSE, Name.CHECK_IN])
def test_danger_ends_it(name: Name) -> None:
    story = after(Name.AFTERCARE, name)
    assert story.hears(Name.NEXT) == []


@pytest.mark.parametrize("name", [Name.NEXT, Name.SKIP, Name.WAIT])
def test_outside_of_it_its_words_mean_nothing(name: Name) -> None:
    assert started().hears(name) == []


def test_tomorrow_is_remembered_if_that_was_agreed() -> None:
    story = guided(reminder=True)
    assert RemindTomorrow() in story.hears(Name.DONE)
    assert story.prompts == ["aftercare_end", "reminder"]
    story = guided()
    assert RemindTomorrow() not in story.hears(Name.DONE)


def test_the_clock_of_a_step_is_counted_in_frames() -> None:
    story = guided()
    assert story.state.aftercare.next_at == story.state.now + frames(60)

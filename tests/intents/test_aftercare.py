"""Guided aftercare."""

import pytest

from intents.clock import frames
from intents.messages import RemindTomorrow, Restore, ResumePlayers
from intents.names import Name
from intents.state import Mode
from tests.intents.story import Story, after, english_prompts, quiet, started

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
    assert story.waits(30) == [], "it is still being read"
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
    assert story.falls_silent() == [Restore()]
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
    assert story.falls_silent() == [Restore()]
    assert story.hears(Name.DONE) == []
    assert story.waits(600) == []


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

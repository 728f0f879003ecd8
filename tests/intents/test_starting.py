"""Before a session: the questions, arming, the beginning."""

from dataclasses import replace

import pytest

from intents.faults import Fault
from intents.messages import Chime, ChimeKind, ResumePlayers, Started
from intents.names import Name
from intents.state import Mode, new_session, taken_over
from tests.intents.story import Story, english_prompts, plan, quiet, unarmed

QUESTIONS = english_prompts().before
EVERY_YES = [Name.AFFIRM] * len(QUESTIONS)


def test_it_says_that_it_listens_and_asks_the_first_question() -> None:
    story = unarmed()
    assert story.prompts == ["listening", "before_intro", "before"]
    assert story.texts[-1] == QUESTIONS[0]
    assert story.chimes == [ChimeKind.READY]
    assert story.state.mode is Mode.UNARMED


def test_each_yes_leads_to_the_next_question_and_the_last_arms() -> None:
    story = unarmed()
    for question in QUESTIONS[1:]:
        quiet(story).hears(Name.AFFIRM)
        assert story.texts == [question]
    quiet(story).hears(Name.AFFIRM)
    assert story.prompts == ["before_done"]
    assert story.chimes == [ChimeKind.READY]
    assert story.state.mode is Mode.ARMED


def test_own_questions_are_asked_instead() -> None:
    story = Story.of(before={"questions": ["Is the cat outside?"]})
    story.happens(Started())
    assert story.texts[-1] == "Is the cat outside?"
    story.hears(Name.AFFIRM)
    assert story.state.mode is Mode.ARMED


def test_a_no_waits_until_they_call_and_asks_the_same_again() -> None:
    story = unarmed(Name.AFFIRM, Name.DENY)
    assert story.waits(600) == []
    assert story.hears(Name.AFFIRM) == [], "nobody asked"
    story.hears(Name.READY)
    assert story.texts == [QUESTIONS[1]]


def test_a_question_that_nobody_answers_is_closed() -> None:
    story = quiet(unarmed())
    assert story.waits(59.9) == []
    story.waits(0.1)
    assert story.prompts == ["before_wait"]
    assert story.hears(Name.AFFIRM) == []


@pytest.mark.parametrize("name", [Name.GO, Name.BEGIN])
def test_nothing_begins_before_the_questions_are_answered(name: Name) -> None:
    story = unarmed(name)
    assert story.prompts == []
    assert story.state.mode is Mode.UNARMED
    story.hears(Name.READY)
    assert story.texts == [QUESTIONS[0]]


@pytest.mark.parametrize("name", [Name.GO, Name.BEGIN])
def test_armed_begins_when_they_say_so(name: Name) -> None:
    story = unarmed(*EVERY_YES)
    assert story.waits(600) == []
    story.hears(name)
    assert story.prompts == ["begun"]
    assert story.state.mode is Mode.PLAYING
    quiet(story).waits(45 * 60)
    assert story.effects == []


def test_the_time_between_check_ins_begins_with_the_session() -> None:
    story = Story.of(before={}, check_in={"every_minutes": 2})
    story.happens(Started())
    for name in [*EVERY_YES, Name.BEGIN]:
        quiet(story).waits(50)
        assert story.effects == []
        story.hears(name)
    quiet(story)
    assert story.waits(119.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in"]


@pytest.mark.parametrize("armed", [False, True])
@pytest.mark.parametrize("name", [Name.SLOW, Name.CHECK_IN])
def test_slow_and_check_in_lead_back_to_where_it_was(name: Name, *, armed: bool) -> None:
    story = unarmed(*(EVERY_YES if armed else ()))
    before = story.state.mode
    quiet(story).hears(name)
    quiet(story).hears(Name.GO)
    assert story.prompts == ["going_on"]
    assert story.state.mode is before


def test_a_stop_before_the_session_latches_and_leads_back_to_it() -> None:
    story = unarmed(Name.AFFIRM, Name.STOP)
    stopped = story.state.mode
    assert story.hears(Name.AFFIRM) == []
    story.hears(Name.RESUME, Name.YES)
    assert ResumePlayers() in story.effects
    assert (stopped, story.state.mode) == (Mode.STOPPED, Mode.UNARMED)
    quiet(story).hears(Name.READY)
    assert story.texts == [QUESTIONS[1]]


def test_who_is_deaf_asks_nothing() -> None:
    story = Story.of(before={})
    story.breaks(Fault.NO_FRAMES)
    assert story.happens(Started()) == []


# ---- Words that were not heard when they were tried. -----------------------------------------


def untested(**before: object) -> Story:
    return Story(new_session(replace(plan({"before": before}), tested=False)))


def test_a_word_that_was_not_heard_refuses_to_arm() -> None:
    story = untested()
    story.happens(Started())
    for _ in QUESTIONS:
        quiet(story).hears(Name.AFFIRM)
    assert story.prompts == ["before_untested"]
    assert Chime(ChimeKind.READY) not in story.effects
    assert story.state.mode is Mode.UNARMED
    quiet(story).hears(Name.READY)
    assert story.prompts == ["before_untested"]
    quiet(story).hears(Name.BEGIN)
    assert story.state.mode is Mode.UNARMED


def test_it_refuses_too_where_no_questions_were_wanted() -> None:
    story = untested(ask=False)
    story.happens(Started())
    assert story.prompts == ["listening", "before_untested"]
    before = story.state.mode
    story.hears(Name.STOP)
    assert (before, story.state.mode) == (Mode.UNARMED, Mode.STOPPED)


def test_without_questions_it_plays_at_once() -> None:
    assert new_session(plan({"before": {"ask": False}})).mode is Mode.PLAYING


def test_a_beginning_ends_aftercare_that_was_being_read() -> None:
    """Or else check-ins would wait for its end for ever, where quiet was asked for."""
    story = unarmed(*EVERY_YES, Name.QUIET)
    quiet(story).hears(Name.AFTERCARE)
    story.hears(Name.BEGIN)
    assert story.state.mode is Mode.PLAYING
    assert story.state.aftercare.step is None
    assert story.state.activity is None


def test_a_session_that_is_taken_over_says_nothing_and_has_asked_for_nothing() -> None:
    state = taken_over(new_session(plan()))
    assert not state.speaking
    assert not state.keeps
    assert state.ears_open

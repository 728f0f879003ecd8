"""What Safeword says and does not hear itself: what is told of it, when, and how often."""

import pytest

from intents.faults import Fault
from intents.messages import Noticed, OtherDevice, OwnVoice
from intents.names import Name
from intents.notices import Notice
from intents.state import MISSED_ENOUGH, HeardBack, taken_over
from tests.intents.story import Story, after, deaf, english_prompts, quiet, started

FOUND, MISSED = OwnVoice(found=True), OwnVoice(found=False)
ALL_MISSED = [MISSED] * MISSED_ENOUGH
TOLD = "not_heard_back"


def told_of(story: Story, *events: OwnVoice | OtherDevice) -> list[str]:
    """What is said when these come, each a minute after the one before."""
    said: list[str] = []
    for event in events:
        story.happens(event)
        said += story.prompts
        story.waits(60)
        said += story.prompts
        quiet(story)
    return said


def test_it_is_told_once_that_it_does_not_hear_itself() -> None:
    story = started()
    assert told_of(story, *ALL_MISSED[1:]) == []
    assert told_of(story, *ALL_MISSED * 3) == [TOLD]
    assert story.state.notices.had == {Notice.NOT_HEARD_BACK}


def test_it_is_said_only_when_nothing_else_was_for_a_while() -> None:
    story = started()
    assert story.happens(*ALL_MISSED) == []
    assert story.state.notices.had == {Notice.NOT_HEARD_BACK}, "the screen shows it at once"
    assert story.waits(9.8) == []
    story.waits(0.3)
    assert story.texts == [english_prompts()[TOLD]]


def test_another_notice_does_not_wait_for_it() -> None:
    story = started()
    story.happens(*ALL_MISSED, Noticed(Notice.AGREEMENT_CHANGED))
    assert story.prompts == ["agreement_changed"]
    assert quiet(story).waits(9.8) == []
    story.waits(0.3)
    assert story.prompts == [TOLD]


@pytest.mark.parametrize("before", [[], ALL_MISSED[1:]], ids=["at once", "later"])
def test_who_was_heard_once_is_not_told(before: list[OwnVoice]) -> None:
    assert told_of(started(), *before, FOUND, *ALL_MISSED * 3) == []


def test_each_other_device_is_found_out_and_told_anew() -> None:
    story = started()
    assert told_of(story, FOUND, OtherDevice(), *ALL_MISSED * 2) == [TOLD]
    assert told_of(story, OtherDevice(), *ALL_MISSED[1:]) == []
    assert told_of(story, MISSED) == [TOLD]
    assert told_of(story, OtherDevice(), FOUND, *ALL_MISSED) == []


def test_what_waits_to_be_told_of_a_device_that_is_gone_is_not() -> None:
    story = after(Name.SLOW)
    assert told_of(story, *ALL_MISSED, OtherDevice(), FOUND) == []
    story.hears(Name.GO)
    quiet(story).waits(60)
    assert TOLD not in story.prompts


@pytest.mark.parametrize("names", [(Name.STOP,), (Name.SLOW,), (Name.AFTERCARE,), (Name.END,)])
def test_it_changes_nothing_and_waits_for_a_calm_moment(names: tuple[Name, ...]) -> None:
    story = after(*names)
    mode, music = story.state.mode, story.state.music
    assert story.happens(*ALL_MISSED) == []
    assert (story.state.mode, story.state.music) == (mode, music)
    story.waits(4)
    assert TOLD not in story.prompts


def test_it_is_no_fault_and_waits_for_the_end_of_one() -> None:
    story = deaf()
    assert story.happens(*ALL_MISSED, OtherDevice(), *ALL_MISSED) == []
    assert story.state.faults == {Fault.NO_FRAMES}
    story.waits(60)
    assert TOLD not in story.prompts


def test_another_process_finds_it_out_for_itself_and_does_not_tell_it_twice() -> None:
    story = started()
    story.happens(FOUND)
    assert taken_over(story.state).heard_back == HeardBack()
    assert told_of(story, OtherDevice(), *ALL_MISSED) == [TOLD]
    assert told_of(Story(taken_over(story.state)), *ALL_MISSED) == []


def test_what_was_found_and_not_told_is_found_out_anew_by_another_process() -> None:
    story = started()
    story.happens(*ALL_MISSED)
    assert told_of(Story(taken_over(story.state)), FOUND) == []
    assert told_of(Story(taken_over(story.state)), *ALL_MISSED) == [TOLD]

"""Test words that come through or not: what is told of them, and when."""

from collections.abc import Sequence

import pytest

from intents.clock import frames
from intents.messages import Probed, Ticked
from intents.names import Name
from intents.state import LATEST, TOO_MANY
from tests.intents.story import Story, quiet, started

MISSED = [Probed(heard=False)] * TOO_MANY
HEARD = Probed(heard=True)
WELL = [HEARD] * LATEST


def told_of(story: Story, *probes: Probed) -> Sequence[str]:
    """What is said when these come a minute apart, each sentence to its end."""
    said: list[str] = []
    for probe in probes:
        story.happens(Ticked(story.state.now + frames(60)), probe)
        said += story.prompts
        quiet(story)
    return said


def test_a_room_that_is_too_loud_is_told_once() -> None:
    story = started()
    assert told_of(story, *MISSED[1:]) == []
    assert told_of(story, *MISSED * 10) == ["too_loud"]


def test_words_that_are_lost_now_and_then_are_no_reason() -> None:
    assert told_of(started(), *[*MISSED[1:], *WELL[1:]] * 20) == []


def test_a_room_that_hides_most_of_them_is_told() -> None:
    assert told_of(started(), *[*MISSED[2:], HEARD] * 3) == ["too_loud"]


def test_it_is_told_again_when_it_was_quiet_between() -> None:
    story = started()
    assert told_of(story, *MISSED) == ["too_loud"]
    assert told_of(story, *WELL * 2, *MISSED) == ["too_loud"]


def test_a_room_that_is_loud_off_and_on_is_not_told_each_time() -> None:
    story = started()
    assert told_of(story, *[*MISSED, *[HEARD] * 3] * 2) == ["too_loud"]


@pytest.mark.parametrize("names", [(Name.SLOW,), (Name.STOP,), (Name.CHECK_IN,)])
def test_it_waits_while_people_ask_for_care(names: Sequence[Name]) -> None:
    story = started()
    for name in names:
        story.hears(name)
        quiet(story)
    story.happens(*MISSED)
    assert "too_loud" not in story.prompts


def test_what_is_over_before_there_was_a_moment_for_it_is_not_told() -> None:
    story = started()
    story.hears(Name.SLOW)
    quiet(story)
    story.happens(*MISSED, *WELL)
    story.hears(Name.GO)
    quiet(story).waits(60)
    assert "too_loud" not in story.prompts


def test_who_asks_is_told_how_it_is_now() -> None:
    story = started()
    story.happens(*MISSED)
    quiet(story)
    story.hears(Name.LISTENING)
    assert story.prompts == ["too_loud"]
    quiet(story).happens(*WELL)
    story.hears(Name.LISTENING)
    assert story.prompts == ["hears_well"]

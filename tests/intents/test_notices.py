"""A microphone turned down or up: what is told of it, when, and what is no reason to."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from intents.clock import frames
from intents.faults import Fault
from intents.messages import Event, Measured, Noticed, OutOfReach, Started, Ticked
from intents.names import Name
from intents.notices import Notice
from intents.proof import Levels
from tests.intents.story import BOTH, Story, after, deaf, english_prompts, quiet, started, unarmed

TRIED = Levels(voice=-30, background=-55)
ROOM = Measured(-55, -55)
"""A room as it was when the words were tried, in which nobody speaks."""
FAINT = Measured(-80, -80)
"""The same through a microphone that is turned down by 25 dB."""
FAINT_VOICE = Measured(-55, -80)
"""Somebody speaks there."""
MINUTES = 11


def tried(story: Story) -> Story:
    """These people had tried their words."""
    state = story.state
    return replace(story, state=replace(state, plan=replace(state.plan, levels=TRIED)))


def goes_on(story: Story, minutes: float, *windows: Measured) -> list[str]:
    """One second after another has these windows; what is said meanwhile, each to its end."""
    said: list[str] = []
    for _ in range(round(60 * minutes)):
        events: Sequence[Event] = (Ticked(story.state.now + frames(1)), *windows)
        story.happens(*events)
        said += story.prompts
        quiet(story)
    return said


@pytest.mark.parametrize("windows", [(FAINT,), (FAINT, FAINT_VOICE)], ids=["silent", "talking"])
def test_a_microphone_that_is_turned_down_is_told_once(windows: tuple[Measured, ...]) -> None:
    story = tried(started())
    assert goes_on(story, 9.9, *windows) == []
    assert goes_on(story, 0.3, *windows) == ["faint"]
    assert goes_on(story, 60, *windows) == []


def test_people_who_are_silent_in_the_same_room_are_not_told() -> None:
    assert goes_on(tried(started()), 60, ROOM) == []


def test_a_room_that_is_only_a_little_quieter_is_no_reason() -> None:
    assert goes_on(tried(started()), 60, Measured(-70, -70)) == []


def test_something_as_loud_as_a_voice_is_heard_well() -> None:
    story = tried(started())
    for _ in range(4):
        assert goes_on(story, 9, FAINT) == []
        story.happens(Measured(-35, -80))
    assert goes_on(story, MINUTES, FAINT) == ["faint"]


def test_a_word_that_is_heard_is_heard_however_faint_it_is() -> None:
    story = tried(started())
    for _ in range(4):
        assert goes_on(story, 9, FAINT) == []
        story.hears(Name.GO)
        quiet(story)


@pytest.mark.parametrize(
    "names", [(Name.STOP,), (Name.SLOW,), (Name.PAUSE_MUSIC,), (Name.AFTERCARE, Name.DONE)]
)
def test_a_room_whose_music_is_off_or_low_is_quieter_and_no_reason(names: tuple[Name, ...]) -> None:
    assert goes_on(tried(after(*names)), MINUTES, FAINT) == []


def test_who_is_deaf_for_another_reason_says_only_that() -> None:
    assert "faint" not in goes_on(tried(deaf()), MINUTES, FAINT)


def test_where_no_word_was_tried_there_is_nothing_to_compare_with() -> None:
    assert goes_on(started(), 60, FAINT) == []


CUT_OFF = Measured(-5, -40, cut_off=True)
BLOW = (CUT_OFF, Measured(-20, -40))


def test_voices_that_are_cut_off_are_told_once() -> None:
    story = started()
    assert goes_on(story, 0.4, CUT_OFF) == []
    assert goes_on(story, 0.2, CUT_OFF) == ["cut_off"]
    assert goes_on(story, 10, CUT_OFF) == []
    assert story.state.notices.had == {Notice.CUT_OFF}


def test_what_is_cut_off_now_and_then_is_no_reason() -> None:
    assert goes_on(started(), 60, *BLOW) == []
    story = started()
    for _ in range(10):
        assert goes_on(story, 0.4, CUT_OFF) == []
        assert goes_on(story, 1, ROOM) == []


def test_our_own_voice_in_the_microphone_is_nobodys() -> None:
    story = started()
    story.hears(Name.LIMITS)
    assert story.happens(*[CUT_OFF] * 100) == []


def found(story: Story) -> Story:
    """Voices were cut off."""
    story.happens(*[CUT_OFF] * 40)
    return story


def test_a_notice_waits_until_nothing_else_is_said() -> None:
    story = started()
    story.hears(Name.LISTENING)
    assert found(story).prompts == []
    story = started()
    story.happens(OutOfReach(bus=False))
    assert story.prompts == ["no_players"]


@pytest.mark.parametrize(
    "names",
    [(Name.STOP,), (Name.SLOW,), (Name.CHECK_IN,), (Name.AFTERCARE,), (Name.END,)],
    ids=lambda names: names[0],
)
def test_a_notice_waits_for_a_calm_moment(names: tuple[Name, ...]) -> None:
    story = found(after(*names))
    assert "cut_off" not in story.prompts
    story.waits(0.1)
    assert "cut_off" not in story.prompts


def test_it_is_said_as_soon_as_the_moment_comes() -> None:
    story = found(after(Name.SLOW))
    story.hears(Name.GO)
    assert story.prompts == ["going_on"]
    story.falls_silent()
    story.waits(0.1)
    assert story.texts == [english_prompts()["cut_off"]]
    story = found(deaf())
    assert story.prompts == []


def test_it_does_not_take_the_place_of_an_answer_or_of_the_greeting() -> None:
    story = found(unarmed())
    assert story.prompts == []
    assert story.state.activity == "question"
    early = Story.of(**BOTH)
    assert found(early).effects == []
    early.happens(Started())
    assert early.prompts == ["listening"]


def test_an_unsure_look_at_a_stop_word_comes_first() -> None:
    story = started()
    story.hears(Name.MAYBE_STOP)
    assert found(story).prompts == []
    story.waits(3)
    assert story.prompts == ["cut_off"]


def test_two_notices_are_said_one_after_the_other() -> None:
    story = tried(started())
    assert goes_on(story, 12, FAINT, *[Measured(-80, -80, cut_off=True)] * 2) == [
        "cut_off",
        "faint",
    ]
    assert story.state.faults == frozenset[Fault]()


CHANGED = Noticed(Notice.AGREEMENT_CHANGED)


def test_a_changed_agreement_is_said_once_and_after_a_stop_only_when_people_went_on() -> None:
    story = started()
    story.happens(CHANGED)
    assert story.texts == [english_prompts()["agreement_changed"]]
    assert quiet(story).happens(CHANGED) == []
    story = after(Name.STOP)
    story.happens(CHANGED)
    assert "agreement_changed" not in goes_on(story, 5)
    story.hears(Name.RESUME)
    quiet(story).hears(Name.YES)
    assert story.prompts == ["resumed"]
    quiet(story).waits(0.1)
    assert story.prompts == ["agreement_changed"]


def test_who_wants_quiet_reads_it_and_hears_only_what_matters() -> None:
    story = after(Name.QUIET)
    assert story.happens(CHANGED) == []
    assert story.state.notices.had == {Notice.AGREEMENT_CHANGED}
    assert found(story).prompts == ["cut_off"]

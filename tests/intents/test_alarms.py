"""An alarm and the answer to a stop: only a stop word cuts them; and faults of each kind."""

from collections.abc import Callable

import pytest

from intents.faults import Fault
from intents.messages import (
    Chime,
    ChimeKind,
    CutSpeech,
    Dropped,
    Event,
    FaultsChanged,
    Measured,
    Noticed,
    OtherDevice,
    OutOfReach,
    OwnVoice,
    PausePlayers,
    PlayersPaused,
    Probed,
    Sounded,
    Spoke,
    Started,
)
from intents.names import STOPS, Name
from intents.notices import Notice
from intents.state import MISSED_ENOUGH, TOO_MANY, Mode
from tests.intents.story import Story, after, during, english_prompts, quiet, signal, started


def unanswered() -> Story:
    """Nobody answered a check-in, and that is being said."""
    story = after(Name.CHECK_IN)
    while story.state.mode is not Mode.STOPPED:
        quiet(story).waits(15)
    return story


def alarming(*faults: Fault) -> Story:
    """The alarm is being said."""
    story = started()
    story.breaks(*(faults or [Fault.NO_FRAMES]))
    return story


KEPT: dict[str, Callable[[], Story]] = {
    "alarm": alarming,
    "stop": lambda: during(Name.STOP),
    "house": lambda: during(Name.HOUSE),
    "unanswered": unanswered,
}


@pytest.fixture(params=list(KEPT.values()), ids=list(KEPT))
def kept(request: pytest.FixtureRequest) -> Story:
    """Something is being said that only a stop word may cut."""
    situation: Callable[[], Story] = request.param
    return situation()


OTHERS: list[Event] = [
    *(signal(name) for name in Name if name not in STOPS),
    FaultsChanged(frozenset()),
    FaultsChanged(frozenset({Fault.STREAM_ENDED})),
    PlayersPaused(2, 1),
    OutOfReach(bus=False),
    Started(),
    Sounded(),
    Measured(-80.0, -80.0, cut_off=True),
    Dropped(),
    Spoke(0),
    Noticed(Notice.AGREEMENT_CHANGED),
    *[Probed(heard=False)] * TOO_MANY,
    *[OwnVoice(found=False)] * MISSED_ENOUGH,
    OtherDevice(),
]


@pytest.mark.parametrize(
    "event", OTHERS, ids=lambda event: getattr(event, "name", type(event).__name__)
)
def test_nothing_else_cuts_it(kept: Story, event: Event) -> None:
    assert CutSpeech() not in kept.happens(event)
    assert CutSpeech() not in kept.waits(5)


@pytest.mark.parametrize("name", sorted(STOPS))
def test_a_stop_word_cuts_it(kept: Story, name: Name) -> None:
    assert kept.hears(name)[:3] == [PausePlayers(), CutSpeech(), Chime(ChimeKind.STOP)]


def test_who_wants_quiet_hears_the_whole_chime() -> None:
    story = Story.of(people=[{"name": "Ann", "after_stop": {"manner": "quiet"}}])
    story.hears(Name.STOP)
    assert CutSpeech() not in story.hears(Name.LIMITS)
    quiet(story).waits(2)
    assert CutSpeech() in story.hears(Name.LIMITS)


def test_once_it_was_said_speech_can_be_cut_again(kept: Story) -> None:
    quiet(kept)
    assert CutSpeech() in kept.hears(Name.LIMITS)


def test_the_question_after_a_stop_can_be_cut() -> None:
    story = Story.of(people=[{"name": "Ann", "after_stop": {"manner": "ask"}}])
    story.hears(Name.STOP)
    assert story.prompts == ["stopping", "stop_ask"]
    story.happens(Spoke(0))
    assert story.hears(Name.RESUME)[0] == CutSpeech()


def test_hearing_again_waits_for_the_answer_to_a_stop_that_was_heard_while_deaf() -> None:
    story = alarming()
    story.hears(Name.STOP)
    assert story.prompts == ["stopping"]
    story.breaks()
    assert story.effects[0] == Chime(ChimeKind.READY), "behind what is being said"
    assert story.prompts == ["hearing_again"]


def test_hearing_again_waits_for_the_alarm() -> None:
    story = alarming()
    story.breaks()
    assert story.effects[0] == Chime(ChimeKind.READY)
    assert story.prompts == ["hearing_again"]


def test_hearing_that_comes_and_goes_says_so_once_and_then_what_is_true() -> None:
    story = alarming()
    story.breaks()
    for _ in range(20):
        assert story.breaks(Fault.NO_FRAMES) == [PausePlayers()]
        assert story.breaks() == []
    story.breaks(Fault.NO_FRAMES)
    alarm = story.state.speech.kept
    assert alarm is not None
    story.happens(Spoke(alarm))
    assert story.effects[:2] == [CutSpeech(), Chime(ChimeKind.ALARM)]
    assert story.prompts == ["deaf"]


def test_an_alarm_that_was_due_meanwhile_sounds_right_after_the_answer_to_a_stop() -> None:
    story = during(Name.STOP)
    story.breaks(Fault.NO_FRAMES)
    assert story.effects == [PausePlayers()]
    story.falls_silent()
    assert story.effects[:2] == [CutSpeech(), Chime(ChimeKind.ALARM)]
    assert story.prompts == ["deaf"]


# ---- What is said fits the kind of fault. ------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault.TURNED_DOWN, Fault.EAR_FAILED, Fault.LISTENER_LOST])
def test_who_hears_too_little_says_that_it_cannot_hear(fault: Fault) -> None:
    story = alarming(fault)
    assert story.prompts == ["deaf"]
    story.breaks()
    assert story.prompts == ["hearing_again"]


def test_who_is_not_heard_says_so_and_later_what_was_missed() -> None:
    story = alarming(Fault.UNHEARD)
    assert story.state.mode is Mode.STOPPED
    assert story.prompts == ["unheard"]
    quiet(story).waits(10)
    assert story.chimes == [ChimeKind.ALARM]
    assert story.prompts == ["unheard"]
    quiet(story).breaks()
    assert story.texts == [english_prompts()["heard_again"]]
    assert story.state.mode is Mode.STOPPED


def test_who_is_not_looked_after_says_so_and_when_that_is_mended() -> None:
    story = alarming(Fault.GUARDIAN_LOST)
    assert story.state.mode is Mode.STOPPED
    assert story.prompts == ["unguarded"]
    quiet(story).breaks()
    assert story.prompts == ["guarded_again"]
    assert story.state.mode is Mode.STOPPED


def test_deafness_is_what_matters_of_two_kinds_and_both_ends_are_told() -> None:
    story = alarming(Fault.UNHEARD)
    quiet(story).breaks(Fault.UNHEARD, Fault.NO_FRAMES)
    assert story.prompts == ["deaf"], "at once"
    quiet(story).breaks(Fault.UNHEARD)
    story.waits(10)
    assert story.prompts == ["unheard"]
    quiet(story).breaks()
    assert story.prompts == ["hearing_again", "heard_again"]
    quiet(story).breaks(Fault.NO_FRAMES)
    quiet(story).breaks()
    assert story.prompts == ["hearing_again"], "the one before is over"


def test_deafness_is_told_at_once_also_while_the_other_fault_ends() -> None:
    story = quiet(alarming(Fault.GUARDIAN_LOST))
    assert story.breaks(Fault.GUARDIAN_LOST, Fault.NO_FRAMES)[0] == PausePlayers()
    assert story.prompts == ["deaf"]
    quiet(story).breaks(Fault.GUARDIAN_LOST, Fault.NO_FRAMES, Fault.BEHIND)
    assert story.prompts == [], "it was told"


def test_who_asks_while_the_alarm_is_said_hears_it_once() -> None:
    story = alarming(Fault.NO_FRAMES)
    story.hears(Name.RESUME)
    assert story.prompts == []
    quiet(story).hears(Name.RESUME)
    assert story.prompts == ["deaf"]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0.5, "for a moment"), (1, "Minutes without me: 1."), (482, "Minutes without me: 482.")],
)
def test_a_computer_that_slept_says_for_how_long_and_that_is_a_stop(
    minutes: float, text: str
) -> None:
    """Law 1: nobody knows what was said meanwhile, and no other clock counted it."""
    story = started()
    assert story.sleeps(minutes)[0] == PausePlayers()
    assert story.state.mode is Mode.STOPPED
    assert story.chimes == [ChimeKind.ALARM]
    assert text in story.texts[0]
    story.breaks()
    assert story.prompts == ["hearing_again"]
    quiet(story).sleeps(minutes)
    assert text in story.texts[0], "also in a stop"


def test_that_the_computer_slept_waits_for_what_only_a_stop_may_cut(kept: Story) -> None:
    kept.sleeps(5)
    kept.breaks()
    assert kept.prompts == ["slept_long", "hearing_again"]


def test_who_slept_and_woke_deaf_says_both() -> None:
    story = started()
    story.sleeps(5, Fault.NO_FRAMES)
    assert story.prompts == ["slept_long"]
    story.breaks(Fault.NO_FRAMES)
    quiet(story).waits(10)
    assert story.prompts == ["deaf"], "that it slept was said"
    quiet(story).breaks()
    assert story.prompts == ["hearing_again"]


def test_who_sleeps_again_while_it_is_deaf_says_so_at_once() -> None:
    story = quiet(alarming())
    story.sleeps(5, Fault.NO_FRAMES)
    assert story.prompts == ["slept_long"]


@pytest.mark.parametrize("name", [Name.RESUME, Name.LISTENING])
def test_who_asks_is_told_what_is_wrong(name: Name) -> None:
    story = quiet(alarming(Fault.UNHEARD))
    story.hears(name)
    assert story.prompts == ["unheard"]


def test_aftercare_is_not_offered_while_there_is_a_fault() -> None:
    story = Story.of(people=[{"name": "Ann", "after_stop": {"offer_aftercare": True}}])
    story.breaks(Fault.NO_FRAMES)
    quiet(story).hears(Name.STOP)
    quiet(story).waits(60)
    assert "aftercare_offer" not in story.prompts
    quiet(story).breaks()
    quiet(story).waits(1)
    assert story.prompts == ["aftercare_offer"]

"""Music that cannot be paused is told, at the start, when that changes, and at each stop."""

from dataclasses import replace

import pytest

from intents.faults import Fault
from intents.messages import CutSpeech, OutOfReach, Started
from intents.names import Name
from tests.intents.story import Story, english_prompts, quiet, started, unarmed

NO_BUS = OutOfReach(bus=False)
OTHER = OutOfReach(bus=True, streams=("firefox",))
CALL = replace(OTHER, calls=("firefox",))
ALL_WELL = OutOfReach(bus=True)


@pytest.mark.parametrize(
    ("event", "prompt"),
    [(NO_BUS, "no_players"), (OTHER, "silenced_music"), (CALL, "other_music")],
    ids=["bus", "streams", "call"],
)
def test_what_is_out_of_reach_at_the_start_is_said_after_the_greeting(
    event: OutOfReach, prompt: str
) -> None:
    story = Story.of()
    assert story.happens(event) == [], "the ears are not open yet"
    story.happens(Started())
    assert story.prompts == ["listening"]
    story.falls_silent()
    story.waits(0.1)
    assert story.texts == [english_prompts()[prompt]]
    assert quiet(story).waits(600) == []


def test_it_does_not_take_the_place_of_the_first_question() -> None:
    story = Story.of(before={})
    story.happens(NO_BUS, Started())
    assert story.prompts == ["listening", "before_intro", "before"]


def test_a_bus_that_dies_is_told_then() -> None:
    story = started()
    story.happens(NO_BUS)
    assert story.prompts == ["no_players"]
    assert story.happens(NO_BUS) == []


def test_it_is_told_again_only_after_all_was_well() -> None:
    story = started()
    story.happens(NO_BUS)
    assert quiet(story).happens(ALL_WELL) == []
    story.happens(NO_BUS)
    assert story.prompts == ["no_players"]
    story = started()
    story.happens(OTHER)
    assert quiet(story).happens(OTHER) == []
    assert story.happens(ALL_WELL) == []
    story.happens(OTHER)
    assert story.prompts == ["silenced_music"]


def test_each_other_program_is_told_once() -> None:
    story = started()
    story.happens(OTHER)
    quiet(story).happens(OutOfReach(bus=True, streams=("firefox", "game")))
    assert story.prompts == ["silenced_music"]
    quiet(story).happens(OTHER)
    assert story.effects == []


@pytest.mark.parametrize("name", [Name.STOP, Name.HOUSE])
@pytest.mark.parametrize("event", [NO_BUS, CALL], ids=["bus", "call"])
def test_a_stop_is_followed_by_what_has_to_be_done_by_hand(name: Name, event: OutOfReach) -> None:
    story = started()
    story.happens(event)
    quiet(story).hears(name)
    assert story.texts[1] == english_prompts()["music_by_hand"]
    assert story.waits(5) == []
    story.players_report()
    assert quiet(story).waits(60) == []


@pytest.mark.parametrize("bus", [True, False])
def test_what_will_be_silenced_is_told_when_that_is_done_or_failed(*, bus: bool) -> None:
    for report, prompt in (({"obeyed": 1}, "music_off"), ({"refused": 1}, "music_refused")):
        story = started()
        story.happens(replace(OTHER, bus=bus))
        quiet(story).hears(Name.STOP)
        assert "music_by_hand" not in story.prompts
        story.players_report(**report)
        assert story.prompts == [prompt]


@pytest.mark.parametrize("event", [NO_BUS, CALL], ids=["bus", "call"])
def test_that_the_music_is_off_is_not_said_of_what_is_to_be_done_by_hand(event: OutOfReach) -> None:
    story = started()
    story.happens(event)
    quiet(story).hears(Name.STOP)
    assert "music_by_hand" in story.prompts
    assert story.players_report(obeyed=1) == []
    quiet(story).players_report(refused=1)
    assert story.prompts == ["music_refused"]


def test_who_wants_quiet_is_told_too() -> None:
    story = Story.of(people=[{"name": "Ann", "after_stop": {"manner": "quiet"}}])
    story.happens(Started(), NO_BUS)
    quiet(story).waits(0.1)
    quiet(story).hears(Name.STOP)
    assert story.prompts == ["music_by_hand"]


def test_what_is_asked_after_a_stop_comes_last() -> None:
    story = Story.of(people=[{"name": "Ann", "after_stop": {"manner": "ask"}}])
    story.happens(NO_BUS)
    story.hears(Name.STOP)
    assert story.prompts == ["stopping", "music_by_hand", "stop_ask"]


def test_an_alarm_and_an_unanswered_question_say_it() -> None:
    story = started()
    story.happens(NO_BUS)
    quiet(story).breaks(Fault.NO_FRAMES)
    assert story.prompts == ["deaf", "music_by_hand"]
    story = started()
    story.happens(NO_BUS)
    quiet(story).hears(Name.CHECK_IN)
    quiet(story).waits(15)
    quiet(story).waits(15)
    assert story.prompts == ["check_in_unanswered", "music_by_hand"]


def test_a_pause_that_was_asked_for_says_it() -> None:
    story = started()
    story.happens(NO_BUS)
    quiet(story).hears(Name.PAUSE_MUSIC)
    assert story.prompts == ["music_held", "music_by_hand"]


def test_a_change_during_the_answer_to_a_stop_waits_for_its_end() -> None:
    story = started()
    story.hears(Name.STOP)
    assert story.happens(NO_BUS) == []
    assert story.waits(3) == []
    quiet(story).waits(0.1)
    assert story.prompts == ["no_players"]
    assert CutSpeech() not in story.effects


def test_what_is_well_again_before_it_could_be_told_is_not_told() -> None:
    story = started()
    story.hears(Name.LIMITS)
    story.happens(NO_BUS, ALL_WELL)
    assert quiet(story).waits(60) == []


def test_nothing_is_told_while_a_session_closes() -> None:
    story = unarmed(Name.END)
    assert story.happens(NO_BUS) == []

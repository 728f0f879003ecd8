"""What follows a stop: what each person wants to hear, and whom the house word calls."""

from intents.messages import Chime, ChimeKind, CutSpeech, PausePlayers, Say
from intents.names import Name
from intents.state import Mode
from tests.intents.story import Story, english_prompts, quiet


def wishing(ann: dict[str, object], ben: dict[str, object] | None = None) -> Story:
    """Ann, whose own word is "mango", and Ben, with what they want after a stop."""
    people = [
        {"name": "Ann", "stop": ["mango"], "after_stop": ann},
        {"name": "Ben", "after_stop": ben or {}},
    ]
    return Story.of(people=people)


def test_who_wants_quiet_hears_the_chime_and_nothing_else() -> None:
    story = wishing({"manner": "quiet"})
    effects = story.hears(Name.STOP, phrase="mango")
    assert effects == [PausePlayers(), CutSpeech(), Chime(ChimeKind.STOP)]
    assert story.state.mode is Mode.STOPPED
    assert story.players_report(obeyed=1) == []
    assert story.waits(600) == []


def test_that_a_player_refused_is_said_to_anybody() -> None:
    story = wishing({"manner": "quiet"})
    story.hears(Name.STOP, phrase="mango")
    story.players_report(refused=1)
    assert story.prompts == ["music_refused"]


def test_who_wants_to_be_asked_is_asked() -> None:
    story = wishing({"manner": "ask"})
    story.hears(Name.STOP, phrase="mango")
    assert story.prompts == ["stopping", "stop_ask"]


def test_who_wants_a_sentence_of_their_own_hears_it() -> None:
    story = wishing({"says": "Hold me."})
    story.hears(Name.STOP, phrase="mango")
    assert story.texts == ["Hold me."]


def test_a_word_of_everyone_follows_who_wants_most_care() -> None:
    story = wishing({"manner": "quiet"}, {"manner": "ask", "says": "Hold me."})
    story.hears(Name.STOP, phrase="red")
    assert story.prompts == []
    story = wishing({"says": "Hold me."}, {"manner": "ask"})
    story.hears(Name.STOP, phrase="red")
    assert story.texts == ["Hold me.", english_prompts()["stop_ask"]]


def test_the_word_of_one_is_not_the_wish_of_the_other() -> None:
    story = wishing({}, {"manner": "quiet"})
    story.hears(Name.STOP, phrase="mango")
    assert story.prompts == ["stopping"]


def test_a_word_that_two_people_have_is_everyones() -> None:
    people = [
        {"name": "Ann", "stop": ["mango"]},
        {"name": "Ben", "stop": ["mango"], "after_stop": {"manner": "quiet"}},
    ]
    story = Story.of(people=people)
    story.hears(Name.STOP, phrase="mango")
    assert story.prompts == []


def test_aftercare_is_offered_when_it_has_been_calm_for_a_while() -> None:
    story = wishing({"offer_aftercare": True})
    story.hears(Name.STOP)
    quiet(story)
    assert story.waits(29.9) == []
    story.waits(0.1)
    assert story.prompts == ["aftercare_offer"]
    assert quiet(story).waits(600) == []
    assert story.state.mode is Mode.STOPPED


def test_the_offer_waits_until_nothing_is_said_and_is_dropped_if_it_came_first() -> None:
    story = wishing({"offer_aftercare": True})
    story.hears(Name.STOP)
    quiet(story).waits(29)
    story.hears(Name.LIMITS)
    assert story.waits(10) == []
    story.falls_silent()
    story.waits(0.1)
    assert story.prompts == ["aftercare_offer"]
    story = wishing({"offer_aftercare": True})
    story.hears(Name.STOP)
    quiet(story).hears(Name.RESUME)
    quiet(story).waits(20)
    assert story.prompts == ["resume_kept"]
    story.hears(Name.RESUME)
    quiet(story).waits(15)
    assert story.prompts == []


def test_no_offer_after_the_stop_was_ended() -> None:
    story = wishing({"offer_aftercare": True})
    story.hears(Name.STOP, Name.RESUME, Name.YES)
    assert quiet(story).waits(60) == []


# ---- The house word. -------------------------------------------------------------------------


def test_the_house_word_stops_and_calls_somebody_loudly() -> None:
    story = wishing({"calls": "Kim"})
    number = story.state.speech.utterances
    assert story.hears(Name.HOUSE) == [
        PausePlayers(),
        CutSpeech(),
        Chime(ChimeKind.STOP),
        Say(number, "house", "Kim, please come here now. You are needed.", louder=2),
    ]
    assert story.state.mode is Mode.STOPPED


def test_it_calls_even_if_somebody_wants_quiet() -> None:
    story = wishing({"manner": "quiet"}, {"calls": "Kim"})
    story.hears(Name.HOUSE)
    assert story.prompts == ["house"]


def test_it_calls_everyone_who_is_to_be_called_once() -> None:
    story = wishing({"calls": "Kim"}, {"calls": "Lou"})
    story.hears(Name.HOUSE)
    assert story.texts == ["Kim, Lou, please come here now. You are needed."]
    story = wishing({"calls": "Kim"}, {"calls": "Kim"})
    story.hears(Name.HOUSE)
    assert story.texts == ["Kim, please come here now. You are needed."]


def test_it_calls_anybody_where_nobody_was_named() -> None:
    story = wishing({})
    story.hears(Name.HOUSE)
    assert story.prompts == ["house_nobody"]

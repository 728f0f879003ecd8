"""From one report of one ear to what it may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.agreement import Listening
from intents.clock import frames
from intents.doubt import AGREED
from intents.heard import Heard, Look
from intents.names import SPOKEN, STOPS, Name
from intents.phrases import Lexicon
from intents.understand import Meaning, understand, understand_after
from tests.intents.story import lexicon

ENGLISH = lexicon()
KOREAN = lexicon({"words": {"stop": ["빨강"], "slow": ["노랑"], "go": ["다시 시작"]}})
PHRASE = lexicon({"words": {"stop": ["safe word"]}})


def transcribed(text: str, words: Lexicon = ENGLISH) -> Name | None:
    """What a free transcription is taken for."""
    return meant(Heard("ear", text, 1.0, Look.FINAL, asked=False, began=0, ended=1), words)


def answered(text: str) -> Name | None:
    """What the answer of an ear that was asked about this very phrase is taken for."""
    return meant(Heard("ear", text, 0.7, Look.FINAL, asked=True, began=0, ended=1), ENGLISH)


@pytest.mark.parametrize(
    ("asked", "alone", "look", "means"),
    [
        (True, True, Look.EARLY, True),
        (True, False, Look.EARLY, False),
        (False, True, Look.EARLY, False),
        (False, True, Look.FINAL, True),
        (True, False, Look.FINAL, False),
    ],
)
def test_a_piece_of_a_sentence_lets_go_on_only_what_was_asked_and_stands_alone(
    asked: bool,  # noqa: FBT001
    alone: bool,  # noqa: FBT001
    look: Look,
    means: bool,  # noqa: FBT001
) -> None:
    heard = Heard("ear", "green", 1.0, look, asked, began=0, ended=1, alone=alone)
    assert (meant(heard, ENGLISH) is Name.GO) is means


def meant(heard: Heard, words: Lexicon) -> Name | None:
    meaning = understand(heard, words)
    return meaning.name if meaning else None


@pytest.mark.parametrize(
    "text",
    [
        "tired",
        "read",
        "ready",
        "reddish",
        "bred",
        "ret",
        "mellow",
        "yell",
        "grin",
        "greens",
        "we're tired",
        "check",
        "checked in",
        "nexts",
        "dune",
        "yeast",
        "result",
        "assume",
    ],
)
def test_short_words_are_compared_exactly(text: str) -> None:
    assert transcribed(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "red",
        "Red.",
        "'Red!'",
        "red red red",
        "Red, red, red, red, red, red!",
        "oh, red",
        "red, please stop",
        "please, red, red, red, red, please",
        "yellow, no, red",
        "green red",
    ],
)
def test_a_stop_word_among_few_others_is_a_stop(text: str) -> None:
    assert transcribed(text) is Name.STOP


@pytest.mark.parametrize(
    "text",
    [
        "she put the red tin on the shelf",
        "I like red wine and green olives",
        "what are our limits and red is one",
    ],
)
def test_a_stop_word_in_a_long_sentence_is_asked_about(text: str) -> None:
    assert transcribed(text) is Name.EMBEDDED


def test_a_stop_of_two_words_may_be_repeated_too() -> None:
    assert transcribed("Safe word! Safe word! Safe word!", PHRASE) is Name.STOP
    assert transcribed("is the word safe", PHRASE) is None


def test_a_slow_word_among_many_others_is_asked_about_too() -> None:
    assert transcribed("okay yellow") is Name.SLOW
    assert transcribed("I said yellow can we slow down please") is Name.EMBEDDED


@pytest.mark.parametrize("text", ["green okay", "is it green", "okay resume", "yes yes resume"])
def test_what_lets_things_go_on_must_stand_alone(text: str) -> None:
    assert transcribed(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("빨강", Name.STOP),
        ("빨 강", Name.STOP),
        ("빨강 빨강 빨강", Name.STOP),
        ("빨 강 멈춰 줘", Name.STOP),
        ("다시시작", Name.GO),
        ("다 시 시 작", Name.GO),
        ("빨강색", None),
        ("저기 있는 새 빨강 통 좀 나에게 줘", Name.EMBEDDED),
    ],
)
def test_korean_is_understood_however_it_is_spaced(text: str, name: Name | None) -> None:
    assert transcribed(text, KOREAN) is name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what are you limits", Name.LIMITS),
        ("what are all limits", Name.LIMITS),
        ("remind me of the limit", Name.LIMITS),
        ("start the after care", Name.AFTERCARE),
        ("let us start aftercare", Name.AFTERCARE),
        ("can we checking", Name.CHECK_IN),
    ],
)
def test_long_requests_may_have_a_slip(text: str, name: Name) -> None:
    assert transcribed(text) is name


@pytest.mark.parametrize(
    ("phrase", "slip", "name"),
    [
        ("are we ok", "are we okay", None),
        ("is it ok so", "is it okay so", Name.CHECK_IN),
        ("everybody happy", "everybody's happy", Name.CHECK_IN),
    ],
)
def test_a_request_of_few_short_words_may_have_no_slip(
    phrase: str, slip: str, name: Name | None
) -> None:
    own = lexicon({"check_in": {"phrases": [phrase]}})
    assert transcribed(phrase, own) is Name.CHECK_IN
    assert transcribed(slip, own) is name


@pytest.mark.parametrize("text", ["what were you thinking", "start the car", "", "..."])
def test_other_talk_is_no_request(text: str) -> None:
    assert transcribed(text) is None


@pytest.mark.parametrize("name", SPOKEN)
def test_an_answer_to_a_question_means_what_was_asked(name: Name) -> None:
    for phrase in ENGLISH.phrases[name]:
        assert answered(phrase) is name


def test_an_answer_is_never_searched_for_words() -> None:
    assert answered("oh red") is None
    assert answered("what are you limits") is None


def test_where_and_how_surely_it_was_heard_is_kept() -> None:
    heard = Heard("vosk", "yellow", 0.25, Look.EARLY, asked=True, began=5, ended=9)
    assert understand(heard, ENGLISH) == Meaning(
        Name.SLOW, 0.25, "vosk", Look.EARLY, 5, 9, phrase="yellow"
    )


@pytest.mark.parametrize("listening", Listening)
def test_only_a_stop_word_is_doubted(listening: Listening) -> None:
    own = lexicon({"words": {"slow": ["amber"], "listening": listening}})
    for text, name in (("red", Name.STOP), ("safe word", Name.HOUSE), ("amber", Name.SLOW)):
        heard = Heard("moonshine", text, 0.9, Look.FINAL, asked=True, began=0, ended=9)
        meaning = understand(heard, own)
        assert meaning is not None
        assert meaning.name is name
        assert meaning.doubt == (AGREED[listening] if name in STOPS else 0)


def test_careful_doubts_less_and_calm_more() -> None:
    assert AGREED[Listening.CAREFUL] < AGREED[Listening.USUAL] == 0 < AGREED[Listening.CALM]


# ---- Sentences that an ear heard as two utterances. ------------------------------------------


def piece(text: str, began: float, ended: float, score: float = 1.0) -> Heard:
    return Heard("ear", text, score, Look.FINAL, False, frames(began), frames(ended))


def joined(before: str, text: str, pause: float = 0.5) -> Name | None:
    """What a transcription is taken for that follows another after so many seconds."""
    meaning = understand_after(
        piece(before, 1.0, 2.0), piece(text, 2.0 + pause, 3.0 + pause), ENGLISH
    )
    return meaning.name if meaning else None


def test_a_sentence_with_a_pause_in_it_is_one_sentence() -> None:
    assert joined("Yes,", "resume.") is Name.YES
    assert joined("What are", "our limits?") is Name.LIMITS


def test_after_a_longer_pause_it_is_another_sentence() -> None:
    assert joined("Yes,", "resume.", pause=0.7) is Name.YES
    assert joined("Yes,", "resume.", pause=0.8) is Name.RESUME


def test_the_whole_sentence_is_bounded_and_as_sure_as_its_weaker_half() -> None:
    meaning = understand_after(piece("yes", 1, 2, 0.6), piece("resume", 2.5, 3, 0.9), ENGLISH)
    assert meaning == Meaning(
        Name.YES, 0.6, "ear", Look.FINAL, frames(1), frames(3), phrase="yes resume"
    )


@pytest.mark.parametrize("word", ["red", "yellow"])
@pytest.mark.parametrize("before", ["the colour of that tin over there is", "yes", "not"])
def test_a_safe_word_is_never_weakened_by_what_came_before(before: str, word: str) -> None:
    assert joined(before, word) is transcribed(word)


def test_an_old_stop_word_is_not_asked_about_again() -> None:
    assert joined("red wine is what I like", "and olives with it") is None


def test_without_a_first_half_it_stands_alone() -> None:
    heard = piece("resume", 1, 2)
    assert understand_after(None, heard, ENGLISH) == understand(heard, ENGLISH)


@given(
    st.lists(st.sampled_from(["ready", "tired", "mellow", "oh", "my", "sweet"])),
    st.lists(st.sampled_from(["hello", "bed", "please", "please please"])),
)
def test_a_stop_word_is_never_overheard_among_others(before: list[str], after: list[str]) -> None:
    name = transcribed(" ".join([*before, "red", *after]))
    assert name in (Name.STOP, Name.EMBEDDED)


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    assert transcribed(text) in (*SPOKEN, Name.EMBEDDED, None)


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_outside_its_scale_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="score"):
        Heard("ear", "red", score, Look.FINAL, asked=True, began=0, ended=1)


@pytest.mark.parametrize(("began", "ended"), [(-1, 5), (6, 5)])
def test_a_stretch_that_cannot_be_is_refused(began: int, ended: int) -> None:
    with pytest.raises(ValueError, match="stretch"):
        Heard("ear", "red", 0.5, Look.FINAL, asked=True, began=began, ended=ended)


@pytest.mark.parametrize(
    ("text", "alone", "name"),
    [
        ("green", True, Name.GO),
        ("green", False, None),
        ("resume", False, None),
        ("yes resume", True, Name.YES),
        ("yes resume", False, None),
        ("red", False, Name.STOP),
        ("next", False, Name.NEXT),
    ],
)
def test_what_lets_things_go_on_is_not_found_at_the_end_of_a_sentence(
    text: str,
    alone: bool,  # noqa: FBT001
    name: Name | None,
) -> None:
    heard = Heard("ear", text, 0.9, Look.FINAL, asked=True, began=0, ended=1, alone=alone)
    assert meant(heard, ENGLISH) is name


# ---- Requests about a topic. -----------------------------------------------------------------


def topic(text: str, look: Look = Look.FINAL) -> tuple[Name, str] | None:
    """What a transcription asks about."""
    meaning = understand(Heard("ear", text, 1.0, look, asked=False, began=0, ended=1), ENGLISH)
    return (meaning.name, meaning.topic) if meaning else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What about rope?", (Name.ABOUT, "rope")),
        ("What about the rope?", (Name.ABOUT, "rope")),
        ("What about Alex?", (Name.ABOUT, "alex")),
        ("What are Alex's limits?", (Name.ABOUT, "alex")),
        ("What are Alex's hard limits?", (Name.HARD_LIMITS, "alex")),
        ("What are our hard limits?", (Name.HARD_LIMITS, "")),
        ("Add no slapping tonight.", (Name.NARROW, "slapping")),
        ("What about one two three four?", (Name.ABOUT, "one two three four")),
        ("What about one two three four five?", None),
        ("What about red rope?", (Name.STOP, "")),
        ("Add no hot red wax to the list tonight.", (Name.EMBEDDED, "")),
    ],
)
def test_a_topic_is_found_and_a_safe_word_in_it_comes_first(
    text: str, found: tuple[Name, str] | None
) -> None:
    assert topic(text) == found


def test_nothing_but_danger_is_looked_for_before_somebody_has_finished() -> None:
    assert topic("What about rope", Look.EARLY) is None
    assert topic("oh red", Look.EARLY) == (Name.STOP, "")


def test_talk_does_not_make_a_topic_longer() -> None:
    whole = understand_after(piece("what about rope", 1, 2), piece("and me", 2.3, 3), ENGLISH)
    assert whole is None
    halves = understand_after(piece("what about", 1, 2), piece("rope", 2.3, 3), ENGLISH)
    assert halves is not None
    assert (halves.name, halves.topic) == (Name.ABOUT, "rope")
    other = understand_after(piece("what about", 1, 2), piece("next", 2.3, 3), ENGLISH)
    assert other is not None
    assert other.name is Name.NEXT


def test_the_stop_word_that_was_found_is_named() -> None:
    own = lexicon({"people": [{"name": "Ann", "stop": ["mango"]}]})
    heard = Heard("ear", "mango mango please", 1.0, Look.FINAL, asked=False, began=0, ended=1)
    meaning = understand(heard, own)
    assert meaning is not None
    assert (meaning.name, meaning.phrase) == (Name.STOP, "mango")

"""Signals without words: what they mean under an agreement, and what follows."""

from collections.abc import Sequence

import pytest

from intents.agreement import Signals, agreement_from
from intents.clock import frames
from intents.errors import AgreementProblem
from intents.heard import Heard, Look
from intents.joining import Memory, join
from intents.messages import Signal
from intents.names import Name
from intents.phrases import Lexicon
from intents.proof import Loudness, attempts_for
from intents.signs import BANDS, DEPTH, PHRASES, SIGN_EAR, Sign
from intents.state import Mode
from intents.understand import understand
from tests.intents.story import Story, lexicon

BY_HUMS: dict[str, object] = {"signals": {"stop": ["hums"], "slow": ["knocks"]}}
SIGNS = lexicon(BY_HUMS)


def given(sign: Sign, words: Lexicon = SIGNS) -> Sequence[Name]:
    """What is acted on when the ear of signs reports it."""
    heard = Heard(SIGN_EAR, PHRASES[sign], 0.9, Look.FINAL, asked=True, began=1, ended=2, sign=sign)
    meaning = understand(heard, words)
    signal = join(Memory(), meaning, frozenset({"moonshine"}))[1] if meaning else None
    return [signal.name] if signal else []


@pytest.mark.parametrize(("sign", "name"), [(Sign.HUMS, Name.STOP), (Sign.KNOCKS, Name.SLOW)])
def test_a_signal_counts_as_what_was_agreed(sign: Sign, name: Name) -> None:
    assert given(sign) == [name]


def test_a_signal_that_nobody_agreed_on_is_nothing() -> None:
    assert given(Sign.HUMS, words=lexicon()) == []


@pytest.mark.parametrize("sign", Sign)
def test_to_say_what_a_signal_is_called_is_none(sign: Sign) -> None:
    said = Heard("ear", PHRASES[sign], 1.0, Look.FINAL, asked=False, began=0, ended=1)
    assert understand(said, SIGNS) is None


@pytest.mark.parametrize(
    ("signals", "says"),
    [
        ({"stop": ["hums"], "slow": ["hums"]}, "cannot both stop and slow down"),
        ({"stop": ["whistles"]}, "'hums', 'knocks' or 'squeaks'"),
    ],
)
def test_signals_that_cannot_be_are_refused_with_what_can(
    signals: dict[str, object], says: str
) -> None:
    with pytest.raises(AgreementProblem, match=says):
        agreement_from({"signals": signals}, "test.toml")


SOUNDING = {"bands": [0] * BANDS, "seconds": 0.3}


@pytest.mark.parametrize(
    "squeaker",
    [
        {"version": 1, "examples": [SOUNDING] * 2},
        {"version": 0, "examples": [SOUNDING] * 3},
        {"version": 2, "examples": [SOUNDING] * 3},
        {"version": 1, "examples": [SOUNDING] * 2 + [SOUNDING | {"bands": [0]}]},
        {"version": 1, "examples": [SOUNDING | {"bands": [DEPTH + 1] * BANDS}] * 3},
        {"version": 1, "examples": [SOUNDING | {"seconds": float("nan")}] * 3},
        {"version": 1, "examples": "none"},
        "a duck",
    ],
)
def test_what_was_taught_and_is_damaged_is_to_be_taught_again(squeaker: object) -> None:
    with pytest.raises(AgreementProblem, match=r"mistake: squeaker: [^;]*'safeword teach'\.$"):
        agreement_from({"squeaker": squeaker}, "test.toml")


def test_what_was_taught_goes_to_the_ear() -> None:
    taught = {"version": 1, "examples": [SOUNDING] * 3}
    words = lexicon({"signals": {"stop": ["squeaks"]}, "squeaker": taught})
    assert [each.seconds for each in words.squeaker.examples] == [0.3] * 3
    assert given(Sign.SQUEAKS, words) == [Name.STOP]


BEN_HUMS: dict[str, object] = {
    "signals": {"slow": ["knocks"]},
    "people": [{"name": "Ann"}, {"name": "Ben", "signals": {"stop": ["hums"]}}],
}


def test_one_signal_cannot_stop_for_one_and_slow_down_for_another() -> None:
    """Nobody hears who gave it."""
    people = [
        {"name": "Ann", "signals": {"slow": ["hums"]}},
        {"name": "Ben", "signals": {"stop": ["hums"]}},
    ]
    for data in (
        {"people": people},
        {"people": people[:1], "signals": {"stop": ["hums"]}},
        {"people": people[1:], "signals": {"slow": ["hums"]}},
    ):
        with pytest.raises(AgreementProblem, match="'hums' cannot both stop and slow down"):
            agreement_from(data, "test.toml")
    agreed = agreement_from({"people": people[:1], "signals": {"slow": ["hums"]}}, "test.toml")
    assert agreed.listened_for == Signals(slow=(Sign.HUMS,))


def test_a_signal_of_one_person_counts_whoever_gives_it() -> None:
    assert given(Sign.HUMS, words=lexicon(BEN_HUMS)) == [Name.STOP]
    story = Story.of(**BEN_HUMS)
    story.hears(Name.LISTENING)
    assert story.prompts == ["hears_well", "signs_hums", "signs_knocks"]


def test_the_proof_test_asks_for_a_signal_only_whose_it_is() -> None:
    agreed = agreement_from(BEN_HUMS, "test.toml")
    tries = attempts_for(agreed, lexicon(BEN_HUMS), ("moonshine",))
    assert [
        (each.person, each.phrase)
        for each in tries
        if each.ears == (SIGN_EAR,) and each.loudness is Loudness.LOUD
    ] == [("Ann", "three knocks"), ("Ben", "three hums"), ("Ben", "three knocks")]
    assert {each.person for each in tries if each.phrase == "red"} == {"Ann", "Ben"}


SILENT: dict[str, object] = {
    "name": "Sam", "speaks": False, "signals": {"stop": ["hums"]},
}  # fmt: skip


def test_who_says_no_words_tries_signals_only() -> None:
    data: dict[str, object] = {"people": [{"name": "Alex", "stop": ["mango"]}, SILENT]}
    asked = attempts_for(agreement_from(data, "test.toml"), lexicon(data), ("moonshine",))
    assert {each.phrase for each in asked if each.person == "Sam"} == {PHRASES[Sign.HUMS]}
    assert {"mango", "red", "green"} <= {each.phrase for each in asked if each.person == "Alex"}


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ([{"name": "Alex"}, {**SILENT, "signals": {"slow": ["hums"]}}], "a signal that stops"),
        ([{"name": "Alex"}, {**SILENT, "stop": ["mango"]}], "has stop words: choose one"),
        ([SILENT], "nobody could say that it goes on"),
    ],
)
def test_who_says_no_words_must_be_able_to_stop_and_somebody_to_go_on(
    people: list[dict[str, object]], says: str
) -> None:
    with pytest.raises(AgreementProblem, match=says):
        agreement_from({"people": people}, "test.toml")


def test_a_signal_of_everybody_is_enough_for_who_says_no_words() -> None:
    people = [{"name": "Alex"}, {"name": "Sam", "speaks": False}]
    agreed = agreement_from({"signals": {"stop": ["hums"]}, "people": people}, "test.toml")
    assert not agreed.people[1].speaks


@pytest.mark.parametrize("people", [(), ("Ann", "Ben")])
def test_the_proof_test_has_everyone_give_each_signal(people: Sequence[str]) -> None:
    data = BY_HUMS | {"people": [{"name": name} for name in people]}
    tries = attempts_for(agreement_from(data, "test.toml"), SIGNS, ("moonshine",))
    assert [
        (each.person, each.name, each.phrase, each.loudness)
        for each in tries
        if each.ears == (SIGN_EAR,)
    ] == [
        (person, name, phrase, loudness)
        for person in people or [""]
        for name, phrase in ((Name.STOP, "three hums"), (Name.SLOW, "three knocks"))
        for loudness in Loudness
    ]


def test_are_you_listening_is_answered_with_the_signals_too() -> None:
    story = Story.of(**BY_HUMS)
    story.hears(Name.LISTENING)
    assert story.prompts == ["hears_well", "signs_hums", "signs_knocks"]


def by_sign(began: int, now: int) -> Signal:
    return Signal(Name.STOP, 0.9, (SIGN_EAR,), began, now, PHRASES[Sign.HUMS])


def test_over_our_own_voice_it_is_asked_about_and_again_it_is_a_stop() -> None:
    """Law 6: it is cut at once. But our own sentences have beats and pauses too."""
    story = Story.of(**BY_HUMS)
    story.hears(Name.LIMITS)
    now = story.state.now
    story.happens(by_sign(now, now))
    assert story.prompts == ["embedded"]
    while story.state.speaking:
        story.falls_silent()
    story.waits(3)
    now = story.state.now
    story.happens(by_sign(now - 1, now))
    assert story.state.mode is Mode.STOPPED


def test_it_may_have_been_our_voice_that_has_just_ended() -> None:
    story = Story.of(**BY_HUMS)
    story.hears(Name.LISTENING)
    story.waits(1)
    story.falls_silent()
    story.waits(0.3)
    story.happens(by_sign(story.state.now - frames(1), story.state.now))
    assert story.state.mode is Mode.CHECKING_IN


def test_a_word_over_our_own_voice_is_a_stop_as_ever() -> None:
    story = Story.of(**BY_HUMS)
    story.hears(Name.LIMITS)
    story.hears(Name.STOP)
    assert story.state.mode is Mode.STOPPED


def test_over_the_question_how_everyone_is_it_is_the_answer() -> None:
    """Law 5: and our own voice cannot put off what follows from silence."""
    story = Story.of(**BY_HUMS)
    story.hears(Name.CHECK_IN)
    story.happens(by_sign(story.state.now, story.state.now))
    assert story.state.mode is Mode.STOPPED

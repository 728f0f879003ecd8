"""The schema of the agreement, and what people read when theirs has a mistake."""

import pytest
from pydantic import ValidationError

from intents.agreement import Agreement, agreement_from
from intents.errors import AgreementProblem, Problem


def problem_with(data: dict[str, object]) -> str:
    with pytest.raises(AgreementProblem) as caught:
        agreement_from(data, "ours.toml")
    return str(caught.value)


def test_nothing_needs_to_be_agreed_to_listen_for_the_usual_words() -> None:
    agreement = agreement_from({}, "ours.toml")
    assert agreement == Agreement()
    assert agreement.language == "en"
    assert agreement.check_in.every_minutes is None


def test_words_are_kept_as_they_are_compared() -> None:
    agreement = agreement_from({"words": {"stop": ["  Safe WORD! "], "go": ["Go\u2019on"]}}, "x")
    assert agreement.words.stop == ("safe word",)
    assert agreement.words.go == ("go'on",)


def test_names_and_limits_are_kept_as_they_are_written() -> None:
    person = agreement_from({"people": [{"name": " Ann ", "hard": ["No needles!"]}]}, "x").people[0]
    assert (person.name, person.hard) == ("Ann", ("No needles!",))


def test_an_agreement_cannot_be_changed_afterwards() -> None:
    agreement = agreement_from({}, "x")
    with pytest.raises(ValidationError):
        agreement.language = "ko"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"words": {"stop": ["?!"]}}, "words.stop.0"),
        ({"words": {"stop": ["'"]}}, "words.stop.0"),
        ({"words": {"stop": [""]}}, "words.stop.0"),
        ({"words": {"stop": [True]}}, "words.stop.0"),
        ({"people": [{"name": "\u2764\ufe0f"}]}, "people.0.name"),
        ({"people": [{"name": "Ann", "after_stop": {"says": "..."}}]}, "people.0.after_stop.says"),
        ({"words": {"stop": "red"}}, "words.stop"),
        ({"words": {"stop_in_a_sentence": "never"}}, "words.stop_in_a_sentence"),
        ({"words": {"listening": "deaf"}}, "words.listening"),
        ({"check_in": {"answer_seconds": 4.9}}, "check_in.answer_seconds"),
        ({"check_in": {"answer_seconds": 121}}, "check_in.answer_seconds"),
        ({"check_in": {"answer_seconds": float("nan")}}, "check_in.answer_seconds"),
        ({"check_in": {"every_minutes": -1}}, "check_in.every_minutes"),
        ({"check_in": {"every_minutes": float("inf")}}, "check_in.every_minutes"),
        ({"people": [{"name": "Ann"}, {"hard": ["ice"]}]}, "people.1.name"),
        ({"people": [{"name": "  "}]}, "people.0.name"),
        ({"aftercare": {"steps": ["x" * 301]}}, "aftercare.steps.0.text"),
        ({"aftercare": {"steps": [{"text": "Rest.", "minutes": 0}]}}, "aftercare.steps.0.minutes"),
        ({"aftercare": {"steps": [7]}}, "aftercare.steps.0"),
        ({"experience": "much"}, "experience"),
        (
            {"people": [{"name": "Ann", "after_stop": {"manner": "loud"}}]},
            "people.0.after_stop.manner",
        ),
        ({"language": "english"}, "language"),
    ],
)
def test_a_mistake_is_named_by_its_place(data: dict[str, object], place: str) -> None:
    text = problem_with(data)
    assert text.startswith(f"The agreement ours.toml has a mistake: {place}: ")
    assert "Value error" not in text


def test_an_unknown_setting_is_refused_with_its_mend() -> None:
    assert "words.stopp: there is no such setting" in problem_with({"words": {"stopp": ["red"]}})


def test_a_choice_that_there_is_not_is_answered_with_those_that_there_are() -> None:
    text = problem_with({"words": {"stop_in_a_sentence": "never"}})
    assert "'strict' or 'standalone'" in text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({"signals": {"stop": "squeaks"}}, "signals.stop: write a list, with [ and ]"),
        ({"before": {"ask": "perhaps"}}, "before.ask: write true or false"),
        ({"check_in": {"every_minutes": 0.001}}, "every_minutes: this must be 0.5 or more, or 0"),
        ({"check_in": {"every_minutes": "often"}}, "check_in.every_minutes: write a number"),
        ({"check_in": {"every_minutes": -1}}, "every_minutes: it must be greater than or equal"),
        ({"people": [{}]}, "people.0.name: it is missing"),
        ({"people": [{"name": 7}]}, "people.0.name: write a text"),
        ({"words": ["red"]}, "words: write a table"),
        ({"voice": "nice"}, "voice: it must be 'plain' or 'natural'"),
        ({"language": "english"}, "language: write its two small letters"),
    ],
)
def test_a_mistake_is_told_with_what_to_write_instead(data: dict[str, object], what: str) -> None:
    assert what in problem_with(data)


def test_every_mistake_is_named_at_once() -> None:
    text = problem_with({"wordz": {}, "language": "EN"})
    assert "wordz: " in text
    assert "language: " in text


def test_one_word_cannot_be_in_two_tiers() -> None:
    text = problem_with({"words": {"stop": ["Red"], "slow": ["red."]}})
    assert "'red' is a stop word and a slow word" in text


@pytest.mark.parametrize("value", [5, 120])
def test_the_bounds_of_a_wait_are_allowed(value: int) -> None:
    agreement = agreement_from({"check_in": {"answer_seconds": value, "every_minutes": 240}}, "x")
    assert agreement.check_in.answer_seconds == value


def test_the_shortest_name_is_a_name() -> None:
    assert agreement_from({"people": [{"name": "A"}]}, "x").people[0].name == "A"


def test_the_word_of_one_person_cannot_be_in_another_tier() -> None:
    text = problem_with({"words": {"go": ["kiwi"]}, "people": [{"name": "Ann", "stop": ["Kiwi"]}]})
    assert "'kiwi' is a stop word and a go word" in text


def test_one_word_may_stand_twice_in_a_tier() -> None:
    assert agreement_from({"words": {"stop": ["red", "Red"]}}, "x").words.stop == ("red", "red")


def test_a_word_without_a_word_says_what_to_write() -> None:
    assert "write one or a few words, such as 'red'" in problem_with({"words": {"stop": ["..."]}})


def test_an_agreement_that_is_no_table_is_a_problem_too() -> None:
    with pytest.raises(AgreementProblem, match="the whole: "):
        agreement_from(None, "ours.toml")  # type: ignore[arg-type]


def test_agreement_problems_are_for_users_and_exit_with_ex_config() -> None:
    assert issubclass(AgreementProblem, Problem)
    assert AgreementProblem.exit_code == 78


def test_two_people_cannot_have_one_name() -> None:
    with pytest.raises(AgreementProblem, match="a name of their own"):
        agreement_from({"people": [{"name": "Sam"}, {"name": "sam"}]}, "test.toml")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"people": [{"name": "\u001b[31mEvil"}]}, "people.0.name"),
        ({"people": [{"name": "Ann", "hard": ["\u001b[2J x"]}]}, "people.0.hard.0"),
        ({"together": {"soft": ["\u009b2J ice"]}}, "together.soft.0"),
        ({"aftercare": {"steps": ["rest\rrun"]}}, "aftercare.steps.0.text"),
        ({"words": {"stop": ["red\u001b[2J, blue"]}}, "words.stop.0"),
        ({"room": {"microphone": "Blue\u0007"}}, "room.microphone"),
    ],
)
def test_what_a_terminal_would_obey_is_refused_by_its_place(
    data: dict[str, object], place: str
) -> None:
    text = problem_with(data)
    assert f"{place}: a character in this cannot be read by anybody (U+00" in text
    assert text.isprintable()


def test_a_setting_whose_name_a_terminal_would_obey_is_named_without_that() -> None:
    assert problem_with({"\u001b[2Jhard": 1}).isprintable()


def test_texts_of_several_lines_and_in_any_typography_stay() -> None:
    says = "Rest.\n\tDrink\u00a0! \U0001f469\u200d\u2764\ufe0f\u200d\U0001f468 so\u00adft"
    step = agreement_from({"aftercare": {"steps": [says]}}, "x").aftercare.steps[0]
    assert step.text == says

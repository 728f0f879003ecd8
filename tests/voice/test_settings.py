"""Settings of an agreement, by their names."""

from collections.abc import Iterator, Mapping

import pytest

from intents.agreement import Agreement, agreement_from
from intents.errors import AgreementProblem
from voice.agreement_file import example
from voice.errors import UsageProblem
from voice.settings import SETTINGS, USUAL, changed, is_set, setting, shown

MORE = {
    "language": "de",
    "experience": "long",
    "intensity": "rough",
    "voice": "natural",
    "words.stop_in_a_sentence": "standalone",
    "words.listening": "calm",
    "check_in.every_minutes": "7.5",
    "check_in.session_minutes": "0",
    "check_in.silence_seconds": "60",
    "check_in.answer_seconds": "20",
    "before.ask": "false",
    "aftercare.reminder": "true",
    "room.microphone": "Blue Yeti",
    "room.loudspeaker": "80",
    "room.hears_itself": "false",
    "room.keys": "false",
}
"""Something else than usual for each."""


def values(agreement: Agreement) -> dict[str, str]:
    return {each.name: shown(agreement, each) for each in SETTINGS}


def leaves(data: Mapping[str, object], table: str = "") -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{table}{key}.")
        elif not isinstance(value, list):
            yield table + key


def test_every_single_value_of_an_agreement_is_a_setting() -> None:
    """But for those of people, of which there may be many, and for what was taught."""
    agreed = Agreement().model_dump(mode="json", exclude={"squeaker"})
    assert {*leaves(agreed)} == {each.name for each in SETTINGS}


@pytest.mark.parametrize("name", MORE)
def test_one_is_set_and_taken_back_and_all_else_stays(name: str) -> None:
    before = agreement_from({"people": [{"name": "Alex", "hard": ["rope"]}]}, "a test")
    each = setting(name)
    after = changed(before, each, MORE[name], "a test")
    assert values(after)[name] == MORE[name] != values(before)[name]
    assert (is_set(before, each), is_set(after, each)) == (False, True)
    assert after.people == before.people
    assert changed(after, each, USUAL, "a test") == before


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("check_in.every_minutes", "often", "'often' was not set, .*every_minutes: write a number"),
        ("voice", "nice", "nothing is changed: voice: it must be 'plain' or 'natural'"),
        ("check_in.answer_seconds", "1", "greater than or equal to 5"),
        ("before.ask", "maybe", "before.ask"),
        ("words.listening", "loud", "'careful', 'usual' or 'calm'"),
        ("room.microphone", "", "room.microphone"),
    ],
)
def test_what_cannot_be_is_refused_by_name(name: str, text: str, said: str) -> None:
    with pytest.raises(AgreementProblem, match=said):
        changed(example(), setting(name), text, "a test")


def test_what_is_no_setting_is_refused() -> None:
    with pytest.raises(UsageProblem, match=r"no setting 'words\.stop'"):
        setting("words.stop")

"""An agreement is looked over."""

import pytest

from intents.agreement import agreement_from
from intents.lint import Findings, lint
from intents.sounding import Facts
from tests.intents.story import english, english_prompts
from tests.intents.test_agreeing import agreeing

GOOD: dict[str, object] = {
    "words": {
        "stop": ["pineapple"], "slow": ["avocado"], "go": ["blueberry"], "house": ["lighthouse"],
    },
    "people": [{"name": "Ann", "hard": ["marks"]}],
    "aftercare": {"steps": ["Water."], "reminder": True},
}  # fmt: skip


def found(**changes: object) -> Findings:
    data = {**GOOD, **changes}
    agreement = agreement_from(data, "test.toml")
    return lint(agreement, english(), english_prompts(), agreeing("en"), {"red": Facts(sounds=3)})


def test_nothing_is_found_in_a_good_one() -> None:
    assert found() == Findings()


def test_every_text_that_it_would_hear_itself_say_is_a_mistake() -> None:
    people = [{"name": "Ann", "hard": ["a pineapple", "avocado cream"]}]
    mistakes = found(people=people, aftercare={"steps": ["Check in."], "reminder": True}).mistakes
    assert len(mistakes) == 2
    assert "'pineapple'" in mistakes[0]
    assert "'check in'" in mistakes[1]


def test_words_that_mean_two_things_are_a_mistake() -> None:
    findings = found(words={"stop": ["resume"]}, people=[])
    assert len(findings.mistakes) == 1
    assert "resume" in findings.mistakes[0]
    assert len(findings.hints) == 1


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"words": {**GOOD["words"], "stop": ["red"]}}, "'red' is short"),  # type: ignore[dict-item]
        ({"people": []}, "Nobody is named"),
        ({"people": [{"name": "Bo"}]}, "Bo has no hard limit"),
        ({"aftercare": {"reminder": True}}, "No aftercare of your own"),
        ({"aftercare": {"steps": ["Water."]}}, "Nobody is reminded"),
        ({"check_in": {"every_minutes": 0}}, "Nobody is asked"),
        ({"before": {"ask": False}}, "No questions"),
        ({"signals": {"slow": ["knocks"]}}, "only slow down"),
        ({"voice": "natural", "language": "de"}, "speaks English only"),
    ],
)
def test_what_could_be_better_is_a_hint(changes: dict[str, object], hint: str) -> None:
    findings = found(**changes)
    assert findings.mistakes == ()
    assert [each for each in findings.hints if hint in each]
    assert len(findings.hints) == 1


def test_signals_without_a_stop_word_have_one_of_the_language() -> None:
    hints = found(words={}, signals={"stop": ["hums"]}).hints
    assert [each for each in hints if "so 'red' counts beside them" in each]


@pytest.mark.parametrize(
    "changes",
    [
        {"signals": {"stop": ["hums"], "slow": ["knocks"]}},
        {"words": {}},
        {
            "words": {},
            "people": [
                {"name": "Bo", "hard": ["marks"], "stop": ["mango"], "signals": {"stop": ["hums"]}}
            ],
        },
    ],
)
def test_signals_beside_a_stop_word_are_as_they_should_be(changes: dict[str, object]) -> None:
    assert not [each for each in found(**changes).hints if "signals" in each]


def test_limits_without_a_name_are_limits_too() -> None:
    assert found(people=[{"name": "Bo"}], together={"hard": ["marks"]}) == Findings()

"""Kind warnings about words."""

import pytest

from intents.word_advice import letters, warnings_about
from tests.intents.story import lexicon
from tests.intents.test_agreeing import agreeing

GOOD = {"stop": ["pineapple"], "slow": ["avocado"], "go": ["blueberry"], "house": ["lighthouse"]}


def warnings(**words: list[str]) -> tuple[str, ...]:
    return warnings_about(lexicon({"words": {**GOOD, **words}}), agreeing("en"))


def test_good_words_are_not_warned_about() -> None:
    assert warnings() == ()


@pytest.mark.parametrize("word", ["no", "stop", "don't", "oh no", "more please"])
def test_a_word_that_is_said_in_play(word: str) -> None:
    [warning] = warnings(stop=[word])
    assert f"'{word}' is said in play" in warning


@pytest.mark.parametrize("word", ["red", "mercy"])
def test_a_short_stop_word(word: str) -> None:
    [warning] = warnings(stop=[word])
    assert f"'{word}' is short" in warning


def test_the_usual_words_of_the_other_tiers_are_known_to_be_short() -> None:
    assert warnings(go=["green"]) == ()
    assert len(warnings(go=["mint"])) == 1


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        ({"slow": ["pineapples"]}, "'pineapple' sounds much like 'pineapples'"),
        ({"go": ["resumes"]}, "'resumes' sounds much like 'resume'"),
    ],
)
def test_words_that_sound_alike(words: dict[str, list[str]], pair: str) -> None:
    assert any(pair in warning for warning in warnings(**words))


def test_two_words_of_one_tier_may_sound_alike() -> None:
    assert warnings(stop=["pineapple", "pine apple"]) == ()


@pytest.mark.parametrize(
    ("phrase", "number"), [("red", 3), ("safe word", 8), ("빨강", 6), ("été", 3)]
)
def test_letters_stand_for_sounds(phrase: str, number: int) -> None:
    assert letters(phrase) == number

"""How much more it takes to call a stop: by the word's length and by what was agreed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.agreement import Listening
from intents.doubt import doubt, less_sure

SCORES = st.floats(0.001, 0.999)


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("red", "blue"),
        ("blue", "mercy"),
        ("mercy", "yellow"),
        ("red", "red red"),
    ],
)
def test_the_shorter_a_word_the_more_it_takes(shorter: str, longer: str) -> None:
    assert doubt(shorter, Listening.USUAL) > doubt(longer, Listening.USUAL)


@pytest.mark.parametrize("word", ["yellow", "pineapple", "safe word", "red red red", "초록색"])
def test_a_word_of_six_letters_is_not_doubted(word: str) -> None:
    assert doubt(word, Listening.USUAL) == 0


def test_what_was_agreed_makes_it_easier_or_harder() -> None:
    by_setting = [doubt("pineapple", each) for each in Listening]
    assert by_setting == sorted(by_setting)
    assert doubt("pineapple", Listening.CAREFUL) < 0 < doubt("pineapple", Listening.CALM)


@given(SCORES, st.floats(-3, 3))
def test_doubt_divides_the_odds(score: float, doubt: float) -> None:
    less = less_sure(score, doubt)
    assert (less < score) == (doubt > 0) or less == pytest.approx(score)
    assert less_sure(less, -doubt) == pytest.approx(score)


def test_odds_of_one_to_one_become_one_to_e() -> None:
    assert less_sure(0.5, 1.0) == pytest.approx(0.2689, abs=1e-4)


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_what_is_certain_stays_so(certain: float) -> None:
    assert less_sure(certain, 1.5) == certain

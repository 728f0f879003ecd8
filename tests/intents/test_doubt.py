"""What doubt does to a score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.doubt import doubt_at, less_sure
from intents.heard import Look

SCORES = st.floats(0.001, 0.999)


@given(SCORES, st.floats(-3, 3))
def test_doubt_divides_the_odds(score: float, doubt: float) -> None:
    less = less_sure(score, doubt)
    assert (less < score) == (doubt > 0) or less == pytest.approx(score)
    assert less_sure(less, -doubt) == pytest.approx(score)


def test_odds_of_one_to_one_become_one_to_e() -> None:
    assert less_sure(0.5, 1.0) == pytest.approx(0.2689, abs=1e-4)


@pytest.mark.parametrize(
    ("look", "doubt", "taken"),
    [
        (Look.FINAL, -1.0, -1.0),
        (Look.EARLY, -1.0, -1.0),
        (Look.BETWEEN, -1.0, -0.5),
        (Look.BETWEEN, -0.25, -0.25),
        (Look.BETWEEN, 1.5, 1.5),
    ],
)
def test_being_careful_makes_a_look_between_two_rests_hardly_surer(
    look: Look, doubt: float, taken: float
) -> None:
    assert doubt_at(look, doubt) == taken


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_what_is_certain_stays_so(certain: float) -> None:
    assert less_sure(certain, 1.5) == certain

"""How sure an answer is: what speaks for it, what speaks against it, and how much."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.clock import frames
from intents.heard import Look
from models.moonshine.judge import Evidence, Judge, features, learned

LEARNED = learned()
ODDS = Judge(
    {
        "margin": 2.0,
        "silence": 1.0,
        "handicap": 0.5,
        "guess": 0.25,
        "over": -1.0,
        "ending": -3.0,
        "early": -4.0,
        "between": -2.5,
        "short": -5.0,
    },
    10.0,
)
PLAIN = Evidence(
    margin=-5.0,
    silence=0.0,
    handicap=0.0,
    guess=0.0,
    over=20.0,
    ending=False,
    look=Look.FINAL,
    lasted=frames(0.8),
)


@pytest.mark.parametrize(
    ("evidence", "odds"),
    [
        (PLAIN, 0.0),
        (replace(PLAIN, margin=-4.5), 1.0),
        (replace(PLAIN, silence=-9.0), 0.0),
        (replace(PLAIN, silence=1.5), -1.5),
        (replace(PLAIN, silence=50.0), -8.0),
        (replace(PLAIN, handicap=8.0), 4.0),
        (replace(PLAIN, guess=-4.0), -1.0),
        (replace(PLAIN, guess=-99.0), -2.0),
        (replace(PLAIN, over=30.0), -1.0),
        (replace(PLAIN, over=99.0), -2.0),
        (replace(PLAIN, over=-9.0), 2.0),
        (replace(PLAIN, ending=True), -3.0),
        (replace(PLAIN, look=Look.EARLY, lasted=frames(1.0)), -4.0),
        (replace(PLAIN, look=Look.EARLY, lasted=frames(0.98)), -9.0),
        (replace(PLAIN, look=Look.BETWEEN, lasted=frames(0.5)), -2.5),
    ],
)
def test_what_counts_and_how_much(evidence: Evidence, odds: float) -> None:
    """Worked out by hand from the weights above."""
    assert ODDS.odds(evidence) == pytest.approx(odds)


def test_a_score_is_a_probability() -> None:
    """Odds of 1 to 1, of e to 1, and of nothing at all."""
    assert ODDS.score(PLAIN) == 0.5
    assert ODDS.score(replace(PLAIN, margin=-4.5)) == pytest.approx(0.731, abs=0.001)
    assert ODDS.score(replace(PLAIN, margin=-1e9)) == pytest.approx(0.0)


@given(st.floats(0.01, 0.99), st.floats(-20, 0), st.sampled_from([0.0, 1.0, 8.0]))
def test_the_least_rank_is_where_the_score_is_reached(
    score: float, guess: float, handicap: float
) -> None:
    evidence = replace(PLAIN, margin=0.0, guess=guess)
    rank = LEARNED.least(evidence, score)
    given_to_it = LEARNED.worth("handicap") * handicap
    there = replace(evidence, margin=rank - given_to_it, handicap=handicap)
    assert LEARNED.score(there) == pytest.approx(score)


def test_what_was_learned_has_the_signs_that_it_must_have() -> None:
    """More for the phrase is more, more against it is less, and a quiet room asks for more."""
    assert set(LEARNED.weights) == set(features(PLAIN))
    for_it = {name for name, weight in LEARNED.weights.items() if weight > 0}
    assert for_it == {"margin", "silence", "handicap", "guess"}


@pytest.mark.parametrize("over", [0.0, 40.0])
def test_a_phrase_that_is_the_transcription_is_sure(over: float) -> None:
    assert LEARNED.score(replace(PLAIN, margin=0.0, guess=-1.0, over=over)) > 0.9

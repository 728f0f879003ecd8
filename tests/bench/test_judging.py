"""What the judge is learned from, and that learning finds what there is to be found."""

from pathlib import Path

import numpy as np
import pytest

from bench.training.judging import UNSAID, Said, examples, fitted, others, words
from intents.heard import Look
from models.moonshine.judge import Evidence, Judge, features

CLIPS = Path(__file__).parent.parent / "clips"
NOWHERE = Path("/nowhere")
TRUE = Judge(
    {
        "margin": 0.9,
        "silence": 0.5,
        "handicap": 0.6,
        "guess": 0.4,
        "over": -0.7,
        "ending": -1.0,
        "early": -2.0,
        "between": 0.0,
        "short": -1.5,
    },
    4.0,
)


def some(count: int) -> list[tuple[Evidence, bool]]:
    """Evidence by chance, and whether it was the word: by chance too, as likely as TRUE says."""
    chance = np.random.default_rng(3)
    found = []
    for _ in range(count):
        evidence = Evidence(
            margin=-chance.exponential(4.0),
            silence=chance.uniform(-3, 6),
            handicap=chance.uniform(0, 8),
            guess=-chance.uniform(0, 8),
            over=chance.uniform(0, 40),
            ending=bool(chance.random() < 0.3),
            look=Look.EARLY if chance.random() < 0.6 else Look.FINAL,
            lasted=int(chance.integers(8_000, 24_000)),
        )
        found.append((evidence, bool(chance.random() < TRUE.score(evidence))))
    return found


def test_learning_finds_the_weights_that_made_the_examples() -> None:
    found = some(20_000)
    weights, bias = fitted([features(each) for each, _ in found], [right for _, right in found])
    assert bias == pytest.approx(TRUE.bias, abs=0.4)
    assert weights == {name: pytest.approx(w, abs=0.25) for name, w in TRUE.weights.items()}


def test_what_was_learned_is_calibrated() -> None:
    """Of what has a score of nine tenths, nine of ten are the word."""
    found = some(20_000)
    judge = Judge(*fitted([features(each) for each, _ in found], [right for _, right in found]))
    near = [right for each, right in found if 0.85 < judge.score(each) < 0.95]
    assert sum(near) / len(near) == pytest.approx(0.9, abs=0.03)


def test_looks_at_a_word_are_examples_of_it() -> None:
    found = examples(Said(NOWHERE, CLIPS / "red__af_heart.flac", "red"))
    assert {each.look for each, _ in found} == {Look.EARLY, Look.FINAL}
    assert all(right for _, right in found)
    assert max(each.margin for each, _ in found) > -1


def test_looks_at_another_word_are_examples_of_none_of_the_phrases() -> None:
    assert "hello" not in UNSAID
    found = examples(Said(NOWHERE, CLIPS / "hello__af_heart.flac"))
    assert not any(right for _, right in found)


def test_where_no_recordings_are_there_is_nothing_to_learn_from() -> None:
    assert [*words(NOWHERE), *others(NOWHERE)] == []

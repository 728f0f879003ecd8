"""The confidence interval, by published examples."""

import pytest

from intents.proportion import Proportion


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    # R. Newcombe, Statistics in Medicine 17 (1998), table I, method 3: Wilson's score.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_published_examples(hits: int, tries: int, low: float, high: float) -> None:
    assert Proportion(hits, tries).interval() == pytest.approx((low, high), abs=5e-5)


def test_without_a_try_nothing_is_known() -> None:
    assert Proportion(0, 0).interval() == (0, 1)


def test_all_of_them_is_the_mirror_of_none() -> None:
    low, high = Proportion(20, 20).interval()
    assert (1 - high, 1 - low) == pytest.approx(Proportion(0, 20).interval())

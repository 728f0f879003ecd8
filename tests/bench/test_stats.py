"""The interval of the benchmark, against values from tables and by counting."""

import math

import pytest

from bench.stats import poisson, rate


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (11, 5.491, 19.682)]
)
def test_the_interval_of_a_count(count: int, low: float, high: float) -> None:
    assert poisson(count) == pytest.approx((low, high), abs=2e-3)


def test_what_lies_outside_has_a_chance_of_one_in_forty() -> None:
    _, high = poisson(3)
    chance = sum(math.exp(-high) * high**k / math.factorial(k) for k in range(4))
    assert chance == pytest.approx(0.025, abs=1e-6)


def test_no_hours_have_no_rate() -> None:
    assert rate(0, 0.0) == "\u2013"

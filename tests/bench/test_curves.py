"""Misses and false stops under a shift, counted by hand."""

import pytest

from bench.curves import SHIFTS, Point, curves, rarely_wrong, section
from bench.in_noise import STOPS
from bench.part import Part
from intents.doubt import AGREED
from tests.bench.sessions import session, trial

WORDS = session([10, 20, 30, 40], [(10.2, "red", 0.9), (20.2, "red", 0.6), (33, "red", 0.9)])
"""The first is sure, the second hardly, the third is called too late and the fourth not at all."""
TALK = session([1], [(50, "red", 0.55), (100, "pineapple", 0.9), (150, "red", 0.2)])


def points() -> dict[float, Point]:
    made = curves(["red"], {trial(): WORDS, trial(snr=0.0): WORDS}, [Part(TALK), Part(TALK)])["red"]
    return {point.shift: point for point in made}


def test_as_it_is() -> None:
    now = points()[0.0]
    assert (now.missed, now.of, now.false) == (2, 4, 2)
    assert now.hours == pytest.approx(0.2)


def test_less_easily_convinced_it_misses_more_and_is_wrong_less_often() -> None:
    """0.6 has log-odds of 0.41, 0.9 has 2.20 and 0.55 has 0.20."""
    found = {shift: (point.missed, point.false) for shift, point in points().items()}
    assert found[-0.5] == (3, 0)
    assert found[-2.0] == (3, 0)
    assert found[-2.5] == (4, 0)
    assert found[1.0] == (2, 2)


def test_the_best_of_those_that_are_rarely_wrong() -> None:
    some = [Point(0.0, 1, 9, 3, 10.0), Point(-0.5, 2, 9, 1, 10.0), Point(-1.0, 4, 9, 0, 10.0)]
    assert rarely_wrong(some) == some[1]
    assert rarely_wrong(some[:1]) is None
    alike = [Point(1.0, 2, 9, 0, 10.0), Point(-0.5, 2, 9, 0, 10.0), Point(-1.0, 2, 9, 0, 10.0)]
    assert rarely_wrong(alike) == alike[1], "the nearest to the product"


def test_every_shift_and_word_has_its_row_and_columns() -> None:
    made = section({word: list(points().values()) for word in STOPS})
    rows = [line for line in made.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(SHIFTS)
    assert {row.count("|") for row in rows} == {2 + 2 * len(STOPS)}
    assert "| as it is | 2/4 = 50.0%" in made


def test_the_table_has_what_people_can_agree_on() -> None:
    assert {-doubt for doubt in AGREED.values()} <= set(SHIFTS)

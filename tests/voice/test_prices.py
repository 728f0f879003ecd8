"""What people are told that a way to listen costs is what was counted."""

import re
from pathlib import Path

import pytest

from intents.agreement import Listening
from intents.doubt import AGREED, OF_TALK, PRICES
from voice.telling.prices import prices

REPORT = Path(__file__).parents[2] / "docs" / "benchmark.md"
ROW = re.compile(r"\| (as it is|[+-]\d\.\d) \| (\d+)/(\d+) = [^|]* \| (\d+): (\d+\.\d+) ")
SHIFTS = {
    -float(shift.replace("as it is", "0")): [float(count) for count in counts]
    for shift, *counts in ROW.findall(REPORT.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("way", Listening)
def test_it_is_the_report_that_is_told(way: Listening) -> None:
    missed, tries, mistakes, an_hour = SHIFTS[AGREED[way]]
    price = PRICES[way]
    assert (price.missed.hits, price.missed.tries, price.mistakes) == (missed, tries, mistakes)
    assert price.mistakes == round(an_hour * OF_TALK / 60)


def test_each_way_is_told_where_it_was_counted_and_nowhere_else() -> None:
    told = list(prices("en"))
    assert [next((way for way in Listening if way in line), None) for line in told[1:-1]] == [
        *Listening
    ]
    assert "calm missed 4 of 93" in told[3]
    assert not list(prices("ko"))

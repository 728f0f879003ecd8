"""Laws 1 and 4: a kill at a random moment of an evening loses no stop, and is told."""

import pytest

from bench.faults.kills import evening
from bench.faults.latch import latch_violations, music_violations, told_violations

SEEDS = {"the listener, as it hears a stop word": 80, "the guardian, at the second answer": 19}
"""`python -m bench.faults --kills` plays many more."""


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_a_kill_leaves_no_music_on_loses_no_stop_and_is_told(seed: int) -> None:
    seen = evening(seed)
    assert not seen.broken
    assert not music_violations(seen)
    assert not latch_violations(seen)
    assert not told_violations(seen)

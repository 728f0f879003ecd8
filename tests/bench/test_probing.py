"""The benchmark of test words, without recordings of people."""

import numpy as np
import pytest

from bench.mixing import VOICE, Sound
from bench.probing import session
from intents.clock import frames


def noise(level: float) -> Sound:
    """Five minutes at this level, in dB of full scale."""
    amplitude = 10 ** (level / 20)
    return np.random.default_rng(2).normal(0, amplitude, frames(300)).astype(np.float32)


@pytest.mark.parametrize(
    ("level", "comes", "told"),
    [(VOICE - 30, {True}, 0), (VOICE + 15, {False}, 1)],
    ids=["quiet", "loud"],
)
def test_in_a_loud_room_no_test_word_comes_through_and_it_is_told(
    level: float, comes: set[bool], told: int
) -> None:
    heard, notices = session(noise(level))
    assert set(heard) == comes
    assert notices == told

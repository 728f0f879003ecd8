"""The level of the room: what stands out, and what is background."""

import numpy as np
import pytest
from numpy.typing import NDArray

from intents.clock import frames
from voice.audio.level import FLOOR, Level

BLOCK = frames(0.02)


def noise(seconds: float, level: float) -> NDArray[np.float32]:
    """White noise at this level in dB of full scale."""
    normal = np.random.default_rng(1).normal(0, 1, frames(seconds))
    return (normal * 10 ** (level / 20)).astype(np.float32)


def stands_out(level: Level, sound: NDArray[np.float32]) -> int:
    """How many windows of it do."""
    blocks = [sound[at : at + BLOCK] for at in range(0, len(sound), BLOCK)]
    windows = filter(None, map(level.add, blocks))
    return sum(window.stands_out for window in windows)


@pytest.mark.parametrize("expected", [-60.0, -20.0])
def test_the_level_is_that_of_the_sound(expected: float) -> None:
    level = Level()
    stands_out(level, noise(3, expected))
    assert level.now == pytest.approx(expected, abs=0.5)
    assert level.background == pytest.approx(expected, abs=0.5)


def test_a_voice_in_a_quiet_room_stands_out_and_the_room_does_not() -> None:
    level = Level()
    assert stands_out(level, noise(20, -60)) == 0
    assert stands_out(level, noise(2, -40)) == 20
    assert stands_out(level, noise(2, -60)) == 0


def test_what_lasts_becomes_background() -> None:
    level = Level()
    stands_out(level, noise(20, -60))
    stands_out(level, noise(20, -30))
    assert stands_out(level, noise(5, -30)) == 0


def test_talk_with_pauses_stays_in_the_foreground() -> None:
    level = Level()
    for _ in range(20):
        stands_out(level, noise(1, -60))
        assert stands_out(level, noise(1, -35)) > 8


def test_digital_silence_has_a_level() -> None:
    level = Level()
    assert stands_out(level, np.zeros(frames(1), np.float32)) == 0
    assert level.now == FLOOR


def test_a_window_is_cut_off_where_one_of_its_blocks_is() -> None:
    level = Level()
    cut_off = [n == 7 for n in range(15)]
    block = np.zeros(BLOCK, np.float32)
    windows = filter(None, (level.add(block, cut_off=each) for each in cut_off))
    assert [window.cut_off for window in windows] == [False, True, False]

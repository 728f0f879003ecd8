"""Telling beside the loop: in order, to the end, and never in the loop's way."""

import threading
import time

import pytest

from tests.fixtures.waiting import wait_until
from voice.telling.aside import PATIENCE, Aside
from voice.telling.happening import Happening, Kind

LINES = [Happening(at, Kind.EFFECT, "chime") for at in range(100)]


def test_everything_is_told_in_order_before_it_is_left() -> None:
    told: list[Happening] = []

    def slowly(happening: Happening) -> None:
        time.sleep(0.001)
        told.append(happening)

    with Aside(slowly, patient=True) as tell:
        for line in LINES:
            tell(line)
    assert told == LINES


def test_a_reader_that_stopped_reading_does_not_make_the_loop_wait() -> None:
    stuck = threading.Event()
    began = time.monotonic()

    def tell_nobody(_: Happening) -> None:
        stuck.wait()

    with Aside(tell_nobody, patient=False) as tell:
        for line in LINES:
            tell(line)
        looped = time.monotonic() - began
    left = time.monotonic() - began
    stuck.set()
    assert looped < PATIENCE / 2
    assert left < 3 * PATIENCE


def test_a_reader_that_is_gone_ends_the_session() -> None:
    def gone(_: Happening) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError), Aside(gone, patient=True) as tell:
        wait_until(lambda: tell(LINES[0]), 10, "the news that the reader is gone")


def test_a_reader_that_is_gone_is_noticed_on_leaving_at_the_latest() -> None:
    def gone(_: Happening) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError), Aside(gone, patient=True) as tell:
        tell(LINES[0])

"""Telling beside the loop: in order, to the end, and never in the loop's way."""

import os
import threading
import time

import pytest

from tests.fixtures.waiting import wait_until
from voice.telling.background import PATIENCE, WAITING, InBackground
from voice.telling.happening import Happening, Kind
from voice.telling.out import Lines, Lossy, Out

LINES = [Happening(at, Kind.EFFECT, "chime") for at in range(100)]


def nobody_cares(_: Exception) -> None:
    raise AssertionError


def test_everything_is_told_in_order_before_it_is_left() -> None:
    told: list[Happening] = []

    def slowly(happening: Happening) -> None:
        time.sleep(0.001)
        told.append(happening)

    with InBackground(slowly, nobody_cares, patient=True) as tell:
        for line in LINES:
            tell(line)
    assert told == LINES


def test_a_reader_that_stopped_reading_does_not_make_the_loop_wait() -> None:
    """Nor does it fill the memory, or keep the process from its end."""
    stuck = threading.Event()
    failed: list[Exception] = []
    began = time.monotonic()

    def tell_nobody(_: Happening) -> None:
        stuck.wait()

    with InBackground(tell_nobody, failed.append, patient=False, leave=stuck.set) as tell:
        for _ in range(WAITING // len(LINES) + 2):
            for line in LINES:
                tell(line)
        looped = time.monotonic() - began
    left = time.monotonic() - began
    assert looped < PATIENCE / 2
    assert left < 3 * PATIENCE
    assert len(failed) == 1


@pytest.mark.parametrize("patient", [True, False])
def test_a_reader_that_is_gone_is_told_once_and_nobody_is_bothered(patient: bool) -> None:  # noqa: FBT001
    failed: list[Exception] = []

    def gone(_: Happening) -> None:
        raise BrokenPipeError

    with InBackground(gone, failed.append, patient=patient) as tell:
        for line in LINES:
            tell(line)
    assert [type(error) for error in failed] == [BrokenPipeError]


def test_it_tells_again_when_there_is_room_again() -> None:
    told: list[Happening] = []
    failed: list[Exception] = []

    def once_full(happening: Happening) -> None:
        if happening.at < 50:
            raise OSError("No space left on device")
        told.append(happening)

    with InBackground(once_full, failed.append, patient=False) as tell:
        for line in LINES:
            tell(line)
    assert told == LINES[50:]
    assert len(failed) == 1


# ---- The streams themselves. ------------------------------------------------------------------


def test_what_an_encoding_does_not_have_is_replaced() -> None:
    read, write = os.pipe()
    Out(write, "latin-1").write("Łukasz holds you\n")
    Out(write, "utf-8").write("\udce9 is no character\n")
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b"?ukasz holds you\n? is no character\n"


def test_a_full_pipe_is_waited_for_until_it_is_left() -> None:
    read, write = os.pipe()
    out = Out(write, "utf-8")
    ended = threading.Event()

    def fill() -> None:
        with pytest.raises(BlockingIOError):
            out.write("x" * 10_000_000)
        ended.set()

    thread = threading.Thread(target=fill)
    thread.start()
    out.leave()
    wait_until(ended.is_set, 10, "the end of the waiting")
    thread.join()
    os.close(read)
    os.close(write)


def test_what_may_be_lost_is_where_nobody_reads_and_that_is_told_once() -> None:
    """A pipe that is full, and one whose reader is gone."""
    read, write = os.pipe()
    why: list[OSError] = []
    out = Lossy(write, "utf-8", why.append)
    out.write("x" * 10_000_000)
    os.close(read)
    out.write("anything")
    os.close(write)
    assert [type(error) for error in why] == [BlockingIOError]


def test_lines_into_a_pipe_that_nobody_reads_raise_and_do_not_end_the_program() -> None:
    read, write = os.pipe()
    os.close(read)
    lines = Lines(Out(write, "utf-8"))
    for _ in range(2):
        with pytest.raises(BrokenPipeError):
            lines.print("anything")
    os.close(write)

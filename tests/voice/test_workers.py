"""Work beside the loop: each piece ends in a result or in a fault, once, and in time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.fixtures.waiting import wait_until
from voice.session.workers import LATE, LATEST, MOST_LOST, Workers


class Told:
    """What came of the work."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[str] = []

    @property
    def all(self) -> int:
        return len(self.done) + len(self.failed)


def fails() -> None:
    raise ValueError("no such thing")


def fails_without_a_word() -> None:
    raise MemoryError


@contextmanager
def hanging(workers: Workers, told: Told) -> Iterator[Callable[[], None]]:
    """A job that hangs until this is left; what is yielded hands over one more."""
    free = threading.Event()

    def hang() -> None:
        workers.hand(free.wait, told.done.append, told.failed.append)

    hang()
    try:
        yield hang
    finally:
        free.set()


def test_a_result_or_a_fault() -> None:
    for replay in (False, True):
        workers, told = Workers("some", 1, replay=replay), Told()
        workers.hand(lambda: 7, told.done.append, told.failed.append)
        workers.hand(fails, told.done.append, told.failed.append)
        workers.hand(fails_without_a_word, told.done.append, told.failed.append)
        wait_until(lambda told=told: told.all == 3, 10, "three reports")  # type: ignore[misc]
        assert told.done == [7]
        assert told.failed == ["no such thing", "MemoryError"]
        assert not workers.busy
        workers.close()


def test_work_that_hangs_is_given_up_in_time_and_holds_up_nothing_after_it() -> None:
    workers, told = Workers("some", 1, replay=False), Told()
    with hanging(workers, told):
        wait_until(lambda: not workers._waiting, 10, "its begin")
        workers.advance(LATEST - 1)
        assert told.failed == []
        workers.advance(1)
        assert told.failed == [LATE]
        workers.hand(lambda: 7, told.done.append, told.failed.append)
        wait_until(lambda: told.done == [7], 10, "the work after it")
        assert not workers.busy
    wait_until(lambda: threading.active_count() < 20, 10, "the end of what hung")
    assert told.done == [7], "what was given up is not told twice"
    workers.close()


def test_whatever_hangs_everything_is_told() -> None:
    workers, told = Workers("some", 1, replay=False), Told()
    with hanging(workers, told) as hang:
        for _ in range(2 * MOST_LOST):
            hang()
            workers.advance(LATEST)
        workers.advance(LATEST)
        assert told.all == 2 * MOST_LOST + 1
    workers.close()


def test_what_is_needed_goes_before_what_is_done_ahead() -> None:
    workers, order = Workers("some", 1, replay=False), list[str]()
    with hanging(workers, Told()):
        wait_until(lambda: not workers._waiting, 10, "the begin")
        first, second = (
            workers.hand(lambda name=name: order.append(name), print, print, within=None)  # type: ignore[misc]
            for name in ("ahead", "ahead, then hurried")
        )
        workers.hurry(second)
        workers.hand(lambda: order.append("needed"), print, print)
        assert not first.over
    wait_until(lambda: len(order) == 3, 10, "all of it")
    assert order == ["ahead, then hurried", "needed", "ahead"]
    workers.close()


def test_only_one_thread_works_ahead() -> None:
    workers, told, free = Workers("some", 2, replay=False), Told(), threading.Event()
    for _ in range(5):
        workers.hand(free.wait, told.done.append, told.failed.append, within=None)
    workers.hand(lambda: 7, told.done.append, told.failed.append)
    wait_until(lambda: told.done == [7], 10, "what is needed")
    free.set()
    workers.close()


def test_what_was_cancelled_is_never_begun() -> None:
    workers, told = Workers("some", 1, replay=False), Told()
    with hanging(workers, told):
        wait_until(lambda: not workers._waiting, 10, "the begin")
        job = workers.hand(lambda: 7, told.done.append, told.failed.append)
        assert workers.cancel(job)
        assert not workers.cancel(job)
    workers.close()
    assert told.done == [True]
    assert told.failed == []


def test_at_the_end_what_waits_is_done_where_that_is_wanted() -> None:
    for finish in (True, False):
        workers, told = Workers("some", 1, replay=False), Told()
        with hanging(workers, Told()):
            wait_until(lambda workers=workers: not workers._waiting, 10, "it")  # type: ignore[misc]
            workers.hand(lambda: 7, told.done.append, told.failed.append)
            closer = threading.Thread(target=workers.close, kwargs={"finish": finish})
            closer.start()
        closer.join()
        assert bool(told.done) <= finish


def test_where_no_thread_can_be_had_work_is_late_and_a_later_one_does_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As at a limit of processes."""
    workers, told = Workers("some", 1, replay=False), Told()

    def refused(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as limit:
        limit.setattr(threading.Thread, "start", refused)
        workers.hand(lambda: 1, told.done.append, told.failed.append)
        workers.advance(LATEST)
    assert told.failed == [LATE]
    workers.hand(lambda: 2, told.done.append, told.failed.append)
    wait_until(lambda: bool(told.done), 10, "the work")
    assert told.done == [2]
    workers.close()

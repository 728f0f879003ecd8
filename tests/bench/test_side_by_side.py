"""All sessions of a report in two processes: what comes back, in which order, and what is told."""

from operator import neg

import pytest

from bench.side_by_side import Task, played


def test_results_are_in_the_order_of_the_tasks_and_the_same_is_played_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    results = played([Task(neg, job, 60.0 * job) for job in (1, 3, 2, 3)])
    assert list(results.items()) == [(1, -1), (3, -3), (2, -2)]
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1].startswith("6 of 6 minutes of sound played")


def test_what_goes_wrong_is_raised_and_the_rest_is_left() -> None:
    with pytest.raises(TypeError):
        played([Task(neg, "red", 2.0), *(Task(neg, job, 1.0) for job in range(3))])

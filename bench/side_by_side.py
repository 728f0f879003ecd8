"""Sessions in two processes at once, each with ears of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from typing import TypeVar

from models.ears import EarModel
from voice.hearing import load_ears

Job = TypeVar("Job")
Result = TypeVar("Result")


def played(play: Callable[[Job], Result], jobs: Sequence[Job]) -> dict[Job, Result]:
    """What each job led to, in their order. `play` is a function of a module."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return dict(zip(jobs, pool.map(play, jobs), strict=True))


@cache
def ears() -> tuple[EarModel, ...]:
    """The English ears, loaded once in each process."""
    return load_ears("en", None)

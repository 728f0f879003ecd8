"""All sessions of a report in two processes at once, each with ears of its own."""

import sys
import time
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import Any

import soundfile

from bench.clips import Clip
from models.ears import EarModel
from voice.ears import load_ears

_TOLD = 0.05
"""Progress is told each time that so much of the sound is done."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to play."""

    play: Callable[[Any], Any]
    """A function of a module, which is given the job."""
    job: Hashable
    length: float
    """About how many seconds of sound: who is longest begins first."""


def played(tasks: Sequence[Task]) -> dict[Any, Any]:
    """What each job led to, in the order of the tasks; the same job is played once.

    The longest begin first, so that no process has nothing to do at the end. Says on stderr how far
    it is.
    """
    by_job = {task.job: task for task in tasks}
    longest = sorted(by_job.values(), key=lambda task: -task.length)
    progress = _Progress(sum(task.length for task in longest))
    pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    try:
        going = {pool.submit(task.play, task.job): task for task in longest}
        done = {}
        for future in as_completed(going):
            done[going[future].job] = future.result()
            progress.add(going[future].length)
    finally:
        pool.shutdown(cancel_futures=True)
    return {job: done[job] for job in by_job}


def length(clips: Sequence[Clip], gap: float) -> float:
    """Seconds of the clips, each with a gap before it."""
    return sum(float(soundfile.info(clip.path).duration) + gap for clip in clips)


@cache
def ears() -> tuple[EarModel, ...]:
    """The English ears, loaded once in each process."""
    return load_ears("en", None)


class _Progress:
    """Tells on stderr how much of the sound is done."""

    def __init__(self, whole: float) -> None:
        self._whole = whole
        self._done = self._next = 0.0
        self._began = time.monotonic()

    def add(self, seconds: float) -> None:
        self._done += seconds
        if self._done >= min(self._next, self._whole):
            self._next = self._done + _TOLD * self._whole
            minutes = (time.monotonic() - self._began) / 60
            tell(
                f"{self._done / 60:.0f} of {self._whole / 60:.0f} minutes of sound played, "
                f"after {minutes:.1f} minutes"
            )


def tell(line: str) -> None:
    """Say on stderr what goes on."""
    print(line, file=sys.stderr, flush=True)

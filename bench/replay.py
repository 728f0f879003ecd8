"""What the ears reported in a session, kept, and understood again as if they had been more or less
sure: the same understanding and joining as in the session, without hearing it all once more.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import numpy as np

from intents.agreement import Agreement, InASentence
from intents.clock import FRAME_RATE
from intents.doubt import doubt_at, less_sure
from intents.heard import Heard
from intents.messages import Signal
from intents.names import Name
from intents.phrases import Lexicon
from intents.words import has_run
from models.ears import Ear, Frames
from voice.assembly import lexicon_and_plan
from voice.session.ear_pipeline import EarPipeline

_NOTHING = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Report:
    """What one ear said after one block."""

    ear: str
    at: int
    """The session's time, in frames."""
    heard: tuple[Heard, ...]
    took: float
    """Seconds of processor time."""


class Recorder:
    """An ear that writes down what another one says, and how long each second of sound took it."""

    def __init__(self, ear: Ear) -> None:
        """Listen with this ear."""
        self._ear = ear
        self.name = ear.name
        self._now = 0
        self.reports: list[Report] = []
        self.computing: list[float] = []
        """Seconds of processor time for each second of sound."""

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        """As the other ear."""
        self._now += len(block)
        began = time.thread_time()
        return self._kept(self._ear.hear(block, expected, hurry=hurry), time.thread_time() - began)

    def finish(self) -> Sequence[Heard]:
        """As the other ear."""
        began = time.thread_time()
        return self._kept(self._ear.finish(), time.thread_time() - began)

    def _kept(self, heard: Sequence[Heard], took: float) -> Sequence[Heard]:
        second = (self._now - 1) // FRAME_RATE
        self.computing += [0.0] * (second + 1 - len(self.computing))
        self.computing[second] += took
        if heard:
            self.reports.append(Report(self.name, self._now, tuple(heard), took))
        return heard


class _Speaking:
    """An ear that says what it is given."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.next: tuple[Heard, ...] = ()

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        del block, expected, hurry
        said, self.next = self.next, ()
        return said

    def finish(self) -> Sequence[Heard]:
        return ()


@dataclass(frozen=True, slots=True)
class Reports:
    """All reports of a session, and what they were understood by."""

    of: Sequence[Report]
    agreement: Agreement
    knowing: Mapping[Name, frozenset[str]]

    def by_policy(self, policy: InASentence) -> "Reports":
        """The same, to be understood by another policy of the agreement."""
        words = self.agreement.words.model_copy(update={"stop_in_a_sentence": policy})
        return replace(self, agreement=self.agreement.model_copy(update={"words": words}))

    def only_danger(self) -> "Reports":
        """Those that may be danger: the rest takes long to understand. What means danger only by
        the sentence before it is lost.
        """
        urgent = self._lexicon().urgent()
        kept = []
        for report in self.of:
            heard = [h for h in report.heard if any(has_run(h.text, phrase) for phrase in urgent)]
            kept += [replace(report, heard=tuple(heard))] if heard else []
        return replace(self, of=kept)

    def signals(self, shift: float = 0.0) -> list[tuple[int, Signal]]:
        """The signals that follow, each with its time in frames, if all log-odds of all ears were
        higher by `shift`, as far as an agreement could make them (`intents.doubt`). What an ear was
        too unsure to report stays unreported.
        """
        ears = {name: _Speaking(name) for name in sorted({report.ear for report in self.of})}
        pipeline = EarPipeline(tuple(ears.values()), self.knowing, self._lexicon())
        found = []
        for at, together in groupby(sorted(self.of, key=_time), _time):
            for report in together:
                ears[report.ear].next = tuple(
                    replace(each, score=less_sure(each.score, doubt_at(each.look, -shift)))
                    for each in report.heard
                )
            for understood in pipeline.hear(_NOTHING):
                found += [(at, signal) for signal in understood.signals]
        return found

    def _lexicon(self) -> Lexicon:
        return _lexicon(self.agreement)


@lru_cache(maxsize=4)
def _lexicon(agreement: Agreement) -> Lexicon:
    lexicon, _ = lexicon_and_plan(agreement)
    return lexicon


def _time(report: Report) -> int:
    return report.at

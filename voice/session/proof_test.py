"""Runs the proof test on a microphone: who is to say what is shown, a chime opens each try."""

from collections.abc import Mapping, Sequence
from itertools import dropwhile
from queue import SimpleQueue
from typing import Protocol

from intents.clock import frames
from intents.faults import Fault
from intents.messages import Chime, ChimeKind, PausePlayers
from intents.names import Name
from intents.phrases import Lexicon
from intents.proof import (
    Attempt,
    Outcome,
    Proof,
    hindered,
    measured,
    reported,
    signalled,
    sounded,
    ticked,
)
from voice.audio.interfaces import Block, Source
from voice.audio.level import Level
from voice.errors import DeviceProblem
from voice.session.contained_ear import ContainedEar, EarMaker
from voice.session.ear_pipeline import EarPipeline
from voice.session.performer import Performer
from voice.session.workers import Note
from voice.telling.happening import Happening, Tell

LAST = frames(5)
"""So long the last chime and order may take to be done."""


class Prompter(Protocol):
    """Shows the people what to do."""

    def ask(self, attempt: Attempt) -> None:
        """This comes next."""

    def begin(self) -> None:
        """Now."""

    def told(self, outcome: Outcome) -> None:
        """This came of it."""

    def fault(self, fault: Fault, *, present: bool) -> None:
        """This is wrong from now on, or over."""


class ProofTest:
    """One run. `tell` is called when something became of the players or the loudspeaker."""

    def __init__(
        self,
        *,
        source: Source,
        ears: Sequence[EarMaker],
        knowing: Mapping[Name, frozenset[str]],
        lexicon: Lexicon,
        performer: Performer,
        prompter: Prompter,
        tell: Tell,
    ) -> None:
        """`knowing`: which ears can hear each name. An ear may fail as it may in a session."""
        self._source = source
        self._ears = [ContainedEar(make) for make in ears]
        self._pipeline = EarPipeline(self._ears, knowing, lexicon)
        self._performer = performer
        self._prompter = prompter
        self._note = tell
        self._level = Level()
        self.lost = 0
        """Frames that were lost before the ears had them."""
        self.faults: frozenset[Fault] = frozenset()
        """What is wrong, and does not keep people from trying: the loudspeaker, or an ear."""
        self._ended = False
        self._remarks: SimpleQueue[Note] = SimpleQueue()

    def run(self, attempts: tuple[Attempt, ...]) -> Proof:
        """Until every word was tried, a stop word was meant, or the source ends.

        Raises `DeviceProblem` when the microphone delivers nothing that can be heard.
        """
        proof = Proof(attempts)
        if attempts:
            self._prompter.ask(attempts[0])
        over_at = None
        # What came while the test was made ready is not for it.
        for block in dropwhile(lambda block: not block.is_recent, self._source.blocks()):
            before, proof = proof, self._step(proof, block)
            self._tell(before, proof)
            self._performer.advance(len(block.frames), paced=True)
            self._collect(proof.now)
            if self._ended:
                break
            if proof.over:
                over_at = proof.now + LAST if over_at is None else over_at
                if not self._performer.busy or proof.now >= over_at:
                    break
        return proof

    def end(self) -> None:
        """Make `run` return after the block it is at, with what is known. For signal handlers."""
        self._ended = True

    def woken(self) -> None:
        """Nothing: a word that was missed is simply said again."""

    def remark(self, note: Note) -> None:
        """Tell this with the next block. For signal handlers."""
        self._remarks.put(note)

    def _step(self, proof: Proof, block: Block) -> Proof:
        self.lost += block.dropped
        if block.faults and not proof.over:
            what = ", ".join(sorted(block.faults)).replace("_", " ")
            raise DeviceProblem(
                f"The microphone cannot be heard: {what}. See that it "
                "is plugged in and not muted, and begin again."
            )
        proof = ticked(proof, proof.now + len(block.frames))
        if window := self._level.add(block.frames):
            proof = measured(proof, round(window.level, 1), round(window.background, 1))
            proof = sounded(proof) if window.stands_out else proof
        reports = list(self._pipeline.hear(block.frames))
        self._notice()
        if Fault.EAR_FAILED in self.faults:
            proof = hindered(proof)
        for understood in reports:
            for meaning in understood.meanings:
                proof = reported(proof, meaning)
            for signal in understood.signals:
                proof = signalled(proof, signal)
        return proof

    def _notice(self) -> None:
        failed = {Fault.EAR_FAILED} if any(ear.failed for ear in self._ears) else set()
        before, self.faults = self.faults, self._performer.faults() | failed
        for fault in sorted(before ^ self.faults):
            self._prompter.fault(fault, present=fault in self.faults)

    def _collect(self, now: int) -> None:
        remarks = [self._remarks.get() for _ in range(self._remarks.qsize())]
        for result in (*remarks, *self._performer.results()):
            if isinstance(result, Note):
                self._note(Happening(now, result.kind, result.name, result.more))

    def _tell(self, before: Proof, after: Proof) -> None:
        if after.trying and not before.trying:
            self._performer.perform(Chime(ChimeKind.READY))
            self._prompter.begin()
        for outcome in after.outcomes[len(before.outcomes) :]:
            self._prompter.told(outcome)
            if not after.over:
                self._prompter.ask(after.left[0])
        if after.stopped and not before.stopped:
            self._performer.perform(Chime(ChimeKind.STOP))
            self._performer.perform(PausePlayers())

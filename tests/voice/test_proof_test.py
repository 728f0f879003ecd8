"""The proof test by frames: what may fail in it without ending it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from intents.clock import frames, seconds
from intents.faults import Fault
from intents.names import Name
from intents.proof import HANDOVER, Attempt, Loudness, Outcome, tried, verdict
from tests.voice.test_contained import FailingEar
from tests.voice.test_performer import OneSecond
from tests.voice.test_session import PLAYING, ScriptedEar, ScriptedSource, quiet
from tests.voice.test_unheard import MutedRoom, Muting
from voice.assembly import lexicon_and_plan
from voice.audio.interfaces import Source
from voice.players.none import NoPlayers
from voice.session.contained_ear import EarMaker
from voice.session.performer import RoomPerformer
from voice.session.proof_test import ProofTest

RED = Attempt("", Name.STOP, "red", Loudness.NORMAL)
YELLOW = Attempt("", Name.SLOW, "yellow", Loudness.NORMAL)
BEGINS = seconds(HANDOVER)


class Said:
    """What the people are told."""

    def __init__(self) -> None:
        self.faults: list[tuple[Fault, bool]] = []
        self.heard: list[bool] = []

    def ask(self, attempt: Attempt) -> None:
        pass

    def begin(self) -> None:
        pass

    def told(self, outcome: Outcome) -> None:
        self.heard.append(outcome.heard)

    def fault(self, fault: Fault, *, present: bool) -> None:
        self.faults.append((fault, present))


def tried_by(said: Said, room: MutedRoom, source: Source, *ears: EarMaker) -> Sequence[Outcome]:
    """The outcomes of "red" and "yellow" that count."""
    lexicon, _ = lexicon_and_plan(PLAYING)
    test = ProofTest(
        source=source,
        ears=ears,
        knowing=dict.fromkeys(Name, frozenset({"script"})),
        lexicon=lexicon,
        performer=RoomPerformer(NoPlayers(), OneSecond(), room, replay=True),
        prompter=said,
        tell=lambda _: None,
    )
    return tried(test.run((RED, YELLOW)))


def test_an_ear_that_fails_ends_no_test_and_what_it_missed_does_not_count() -> None:
    said = Said()
    ears = iter((FailingEar({}, BEGINS + 1, BEGINS + 2), ScriptedEar({10: "yellow"})))
    outcomes = tried_by(said, MutedRoom(), ScriptedSource(quiet(30)), lambda: next(ears))
    assert said.faults == [(Fault.EAR_FAILED, True), (Fault.EAR_FAILED, False)]
    assert [each.attempt for each in outcomes] == [YELLOW]
    assert said.heard[0] is False
    assert verdict((RED, YELLOW), outcomes) is not True


def test_a_loudspeaker_that_is_muted_meanwhile_is_told_and_the_test_goes_on() -> None:
    said, room = Said(), MutedRoom()
    tried_by(said, room, Muting(room), partial(ScriptedEar, {}))
    assert said.faults == [(Fault.UNHEARD, True), (Fault.UNHEARD, False)]


def test_what_came_before_it_was_ready_is_no_part_of_the_test() -> None:
    """Else the first tries would be over before anybody was asked."""
    said = Said()
    late = [replace(block, backlog=frames(0.02 * n)) for n, block in enumerate(quiet(8))][::-1]
    source = ScriptedSource([*late, *quiet(BEGINS + 3)])
    ear = partial(ScriptedEar, {BEGINS + 0.5: "red"})
    assert [each.heard for each in tried_by(said, MutedRoom(), source, ear)] == [True]

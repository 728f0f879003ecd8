"""What guardian and listener are made of: the wire, the silence, and when to start again."""

import argparse
import json
import math
import os
import pickle
import subprocess
from dataclasses import replace
from itertools import product
from pathlib import Path
from string import ascii_lowercase

import pytest

from intents.agreement import agreement_from
from intents.faults import Fault
from intents.state import Hearing, State, new_session, taken_over
from tests.intents.story import lexicon, plan
from tests.voice.test_guardian_held_up import OfPlayers, nobody
from voice import agreement_file
from voice.cli import listener
from voice.cli.listening import Watched
from voice.guardian import silence
from voice.guardian.guardian import Guardian
from voice.guardian.process import Process, restarts
from voice.guardian.silence import BEGINS_WITHIN, SILENT, Silence
from voice.guardian.wire import Beat, Gone, Handover, Leaving, Pulse, Wire, begun
from voice.players.memory import Memory
from voice.session.performer import OnlyTelling

LOST = Hearing(faults=frozenset({Fault.LISTENER_LOST}))


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


def test_messages_come_whole_and_in_order_and_their_end_is_known() -> None:
    ours, theirs = Wire.pair()
    agreement = agreement_from({}, "a test")
    state = new_session(plan())
    handover = Handover(
        argparse.Namespace(speaker=None, json_to=None), agreement, ("careful",), os.getpid()
    )
    beat = Beat(begun(state, "Bedroom"), Memory())
    for message in (handover, beat, Leaving(3)):
        ours.send(message)
    assert theirs.first() == handover
    received = theirs.receive()
    assert received == beat
    assert isinstance(received, Beat)
    assert received.session.state(state.plan) == state
    assert theirs.receive() == Leaving(3)
    assert theirs.receive() is None
    ours.close()
    with pytest.raises(Gone):
        theirs.receive()
    theirs.send(Pulse())  # nobody reads it, and nothing is raised
    theirs.close()


def test_a_guardian_that_a_listener_starts_takes_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only who has the terminal does, and no screen is to promise more."""
    given: list[Handover] = []
    watched: list[Watched] = []
    ours, theirs = Wire.pair()
    guardian = Process(os.getpid(), ours)
    at = begun(new_session(plan()), "Bedroom")
    handover = Handover(argparse.Namespace(keys=True), agreement_from({}, "a test"), (), 1)

    def listen(*parts: object) -> int:
        watched.extend(part for part in parts if isinstance(part, Watched))
        return 0

    def start(_: str, handover: Handover) -> Process:
        given.append(handover)
        return guardian

    monkeypatch.setattr(listener, "listen", listen)
    monkeypatch.setattr(Process, "start", start)
    listener.run(handover, guardian)
    watched[0].another(at)
    assert [(each.args.keys, each.begun) for each in given] == [(False, at)]
    ours.close()
    theirs.close()


def test_the_largest_agreement_comes_whole(tmp_path: Path) -> None:
    """Nothing that is read from a file is too large for what systems take at once by default."""
    path = tmp_path / "agreement.toml"
    letters = [f"no {a}{b}{c}" for a, b, c in product(ascii_lowercase, repeat=3)]
    text = f"[together]\nhard = {json.dumps(letters)}\n"
    path.write_text(text + "#" * (agreement_file.LARGEST - len(text)), encoding="utf-8")
    agreement = agreement_file.read(path)
    handover = Handover(argparse.Namespace(json_to=None), agreement, (), os.getpid())
    assert len(pickle.dumps(handover)) < 2 * 212_992
    ours, theirs = Wire.pair()
    ours.send(handover)
    assert theirs.first() == handover
    ours.close()
    theirs.close()


def test_who_does_not_read_is_not_waited_for() -> None:
    ours, theirs = Wire.pair()
    for _ in range(100_000):
        ours.send(Pulse())
    assert theirs.receive() == Pulse()
    ours.close()
    theirs.close()


def test_silence_is_counted_in_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(silence, "time", clock)
    other = Silence(first=20)
    clock.now += 3600
    assert not other.look(), "we were stopped ourselves"
    for _ in range(99):
        clock.now += 0.19
        assert not other.look(), "it has time to start"
    other.broken()
    looks = 0
    while not other.look():
        clock.now += 0.1
        looks += 1
    assert looks * 0.1 == pytest.approx(SILENT, abs=0.11)
    other.broken()
    assert not other.look()


def test_who_is_held_up_is_known_before_who_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(silence, "time", clock)
    other = Silence(first=20)
    for limit, held_up in ((20, False), (SILENT, True), (BEGINS_WITHIN, False)):
        other.broken(limit)
        for _ in range(8):
            clock.now += 0.1
            assert not other.look()
            assert not other.held_up
        clock.now += 0.1
        assert not other.look()
        assert other.held_up is held_up
    other.broken()
    assert not other.held_up


@pytest.mark.parametrize(
    ("state", "limit"),
    [
        (replace(new_session(plan()), ears_open=True), SILENT),
        (new_session(plan()), BEGINS_WITHIN),
        (replace(taken_over(new_session(plan())), hearing=LOST), BEGINS_WITHIN),
    ],
    ids=["people were told that it listens", "it begins", "it catches up"],
)
def test_a_listener_that_nobody_counts_on_yet_may_be_silent_for_longer(
    monkeypatch: pytest.MonkeyPatch, state: State, limit: float
) -> None:
    clock = Clock()
    monkeypatch.setattr(silence, "time", clock)
    ours, theirs = Wire.pair()
    with subprocess.Popen(["sleep", "600"]) as other:
        listener = Process(other.pid, ours)
        other_is_silent = Silence(math.inf)
        theirs.send(Beat(begun(state, "Bedroom"), Memory()))
        looks = 0
        while not listener.hear(other_is_silent)[1]:
            clock.now += 0.1
            looks += 1
        listener.kill()
        listener.leave()
    theirs.close()
    assert looks * 0.1 == pytest.approx(limit, abs=0.11)


def test_who_ends_again_and_again_is_started_later_each_time() -> None:
    now = 100.0
    starts = restarts()
    waits = []
    for _ in range(8):
        waited = 0
        while now < starts.due:
            now += 1
            waited += 1
        waits.append(waited)
        starts.put_off(now)
    assert waits == [0, 1, 2, 4, 8, 16, 30, 30]
    starts.was_well(lasted=0)
    assert now < starts.due
    starts.was_well(lasted=61)
    assert now >= starts.due


@pytest.mark.parametrize(
    ("ends", "code", "told"),
    [("kill -ABRT $$", 134, True), ("exit 69", 69, False), ("kill -KILL $$", 137, False)],
)
def test_a_listener_that_crashes_before_it_began_did_not_say_why(
    capfd: pytest.CaptureFixture[str], ends: str, code: int, *, told: bool
) -> None:
    ours, theirs = Wire.pair()
    with subprocess.Popen(["sh", "-c", ends], pass_fds=[theirs.fileno()]) as child:
        theirs.close()
        listener = Process(child.pid, ours, child)
        guardian = Guardian(
            listener,
            None,
            start=nobody,
            lexicon=lexicon(),
            plan=plan(),
            room=OfPlayers(OnlyTelling()),
            heard=lambda: None,
        )
        assert guardian.run() == code
        listener.leave()
    assert ("safeword models verify" in capfd.readouterr().err) is told

"""A session that runs is asked how it is, and nothing is done to it."""

from pathlib import Path

from intents.faults import Fault
from tests.fixtures.control import Running
from tests.fixtures.waiting import wait_until
from voice.doctor import running
from voice.doctor.finding import Finding, Level
from voice.only_one import only_one


def looked() -> Finding:
    (found,) = running.look()
    return found


def test_none(runtime: Path) -> None:
    assert runtime.exists()
    assert looked().sentence == "No session runs."


def test_one_that_only_its_lock_tells_of(runtime: Path) -> None:
    assert runtime.exists()
    with only_one():
        assert looked().level is Level.ADVICE
        with_lock = looked()
    assert "cannot reach" in with_lock.sentence
    assert looked().level is Level.FINE


def test_one_that_hears_and_one_that_does_not(session: Running) -> None:
    found = looked()
    assert found.level is Level.FINE
    assert "hears; it is" in found.sentence
    session.room.faults = frozenset({Fault.DIGITAL_SILENCE})
    wait_until(lambda: looked().level is Level.WRONG, 20, "the fault")
    assert "digital silence" in looked().sentence
    assert session.heard() == []


def test_one_that_stands_still(session: Running) -> None:
    session.room.moves.clear()
    # A block that had begun is heard to its end.
    wait_until(lambda: looked().level is Level.WRONG, 20, "the fault")
    assert "does not answer" in looked().sentence
    session.room.moves.set()

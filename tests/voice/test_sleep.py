"""A computer that slept heard nothing, and the date tells nothing of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import voice
from intents.faults import Fault
from tests.voice.test_session import quiet, run
from voice.session.sleep import AT_ONCE, LEAST, Sleep
from voice.telling.happening import Happening

SOURCES = Path(voice.__file__).parent.parent
THE_DATE = frozenset(
    {"asctime", "ctime", "date", "datetime", "gmtime", "localtime", "strftime", "time", "time_ns"}
    | {"CLOCK_REALTIME", "CLOCK_TAI"}
)
MAY_ASK_FOR_THE_DATE = {
    "voice/cli/main.py",  # of yesterday's session it reminds
    "voice/cli/performing.py",  # which is kept
    "voice/doctor/proof_test.py",  # how old it is
    "voice/reminder.py",
}


class Clocks:
    """Both clocks, as the kernel keeps them."""

    def __init__(self) -> None:
        self.awake = 100.0
        self.slept = 7.0
        self.held_up = 0.0
        """For so long somebody else has the processor between two looks at a clock."""
        self.sleep = Sleep(self._always, self._awake)

    def _always(self) -> float:
        return self._awake() + self.slept

    def _awake(self) -> float:
        self.awake += self.held_up
        return self.awake


@pytest.fixture
def clocks() -> Clocks:
    clocks = Clocks()
    assert clocks.sleep.passed() == 0, "what was before is none of its business"
    return clocks


def test_only_sleep_counts_and_only_once(clocks: Clocks) -> None:
    clocks.awake += 3600
    assert clocks.sleep.passed() == 0
    clocks.slept += 600
    clocks.awake += 1
    assert clocks.sleep.passed() == pytest.approx(600)
    assert clocks.sleep.passed() == 0
    clocks.slept += LEAST / 2
    assert clocks.sleep.passed() == 0


def test_a_program_that_is_held_up_between_two_clocks_did_not_sleep(clocks: Clocks) -> None:
    for held_up in (10 * AT_ONCE, 0.0, 10 * LEAST, 0.0):
        clocks.held_up = held_up
        assert clocks.sleep.passed() == 0
    clocks.held_up = LEAST
    clocks.slept += 600
    assert clocks.sleep.passed() == 0, "not known yet"
    clocks.held_up = 0
    assert clocks.sleep.passed() == pytest.approx(600)


def test_the_real_clocks_are_not_apart() -> None:
    sleep = Sleep()
    assert [sleep.passed() for _ in range(100)] == [0.0] * 100


def test_a_session_latches_and_tells_it_once() -> None:
    """Law 1. What is simulated is what the two clocks say."""
    told: list[Happening] = []
    slept = iter([0.0] * 50 + [600.0])
    run(told, quiet(2), slept=lambda: next(slept, 0.0))
    faults = [each.more["present"] for each in told if each.name == Fault.SLEPT]
    assert faults == [True, False]
    said = [each.more["prompt"] for each in told if each.name == "say"]
    assert said[-2:] == ["slept_long", "hearing_again"]
    assert [each.name for each in told if each.kind == "state"][-1] == "stopped"


def _asks_for_the_date() -> Iterator[str]:
    for package in ("intents", "models", "voice"):
        for path in (SOURCES / package).glob("**/*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Attribute(value=ast.Name(id="time"), attr=name) if name in THE_DATE:
                        yield str(path.relative_to(SOURCES))
                    case (
                        ast.ImportFrom(module="time" | "datetime")
                        | ast.Import(names=[ast.alias(name="datetime")])
                    ):
                        yield str(path.relative_to(SOURCES))
                    case _:
                        pass


def test_nothing_that_listens_or_decides_asks_for_the_date() -> None:
    """A clock that is set, or the hour that summer takes, can then change nothing."""
    assert set(_asks_for_the_date()) == MAY_ASK_FOR_THE_DATE

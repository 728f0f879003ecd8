"""Ears for a program that only asks whether something was said: it never waits, and never fails."""

import re
import threading
from collections.abc import Sequence

import numpy as np
import pytest

from intents.clock import frames
from intents.errors import Problem
from intents.heard import Heard
from intents.names import Name
from models.ears import Frames
from tests.fixtures.waiting import wait_until
from tests.voice.test_contained import FailingEar
from tests.voice.test_session import PLAYING, ScriptedEar
from voice.assembly import lexicon_and_plan
from voice.hotword.spotter import HEARS_AGAIN, KEEPS_UP, MOST, TOO_SLOW, Spotter, spotter_for
from voice.session.contained_ear import EarMaker

PIECE = 0.128
SILENCE = bytes(2 * frames(PIECE))
LEXICON, _ = lexicon_and_plan(PLAYING)


class Spotting(Spotter):
    """Looks for "red" with such an ear, and keeps what it reports."""

    def __init__(self, ear: EarMaker, *known: Name) -> None:
        self.reports: list[str] = []
        knowing = {name: frozenset({"script"}) for name in known or Name}
        super().__init__([ear], knowing, LEXICON, ["red"], self._note)

    def _note(self, text: str) -> None:
        self.reports.append(text)
        raise OSError("nobody reads it")

    def hears(self, seconds: float) -> None:
        """So much silence, no quicker than the ears take it."""
        for _ in range(round(seconds / PIECE)):
            wait_until(self._pieces.empty, 10, "the ears")
            self.give(SILENCE)

    def wait_for_found(self) -> None:
        wait_until(self.found, 10, "the word")


def test_what_was_heard_is_told_once() -> None:
    spotter = Spotting(lambda: ScriptedEar({1.0: "red", 3.0: "yellow", 5.0: "red"}))
    spotter.hears(2.0)
    spotter.wait_for_found()
    spotter.hears(2.5)
    assert not spotter.found()
    spotter.hears(2.0)
    spotter.wait_for_found()
    assert spotter.reports == []
    spotter.close()


def test_an_ear_that_raises_is_reported_without_words_and_hears_again() -> None:
    made: list[ScriptedEar] = []

    def make() -> ScriptedEar:
        made.append(ScriptedEar({3.0: "red"}) if made else FailingEar({}, 1.0, 9.0))
        return made[-1]

    spotter = Spotting(make)
    spotter.hears(1.5)
    wait_until(lambda: spotter.reports, 10, "the report")
    assert "script" in spotter.reports[0]
    assert "secret" not in spotter.reports[0]
    assert not spotter.found()
    spotter.hears(4.0)
    spotter.wait_for_found()
    assert spotter.reports[1:] == [HEARS_AGAIN]
    spotter.close()


def test_whatever_else_fails_is_reported_too_and_it_hears_on() -> None:
    """The ears are said to know only one name: what is made of another fails."""
    spotter = Spotting(lambda: ScriptedEar({1.0: "yellow", 2.0: "red"}), Name.STOP)
    spotter.hears(2.5)
    spotter.wait_for_found()
    assert "KeyError" in spotter.reports[0]
    assert spotter.reports[1:] == [HEARS_AGAIN]
    spotter.close()


def test_ears_that_do_not_keep_up_are_reported_and_nobody_waits_for_them() -> None:
    """Law 1: to be deaf and look alive is worse than to miss a word."""
    goes_on = threading.Event()
    finished: list[int] = []

    class Slow(ScriptedEar):
        def hear(
            self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
        ) -> Sequence[Heard]:
            goes_on.wait()
            return super().hear(block, expected, hurry=hurry)

        def finish(self) -> Sequence[Heard]:
            finished.append(self.now)
            return ()

    spotter = Spotting(lambda: Slow({PIECE * MOST + 1: "red"}))
    for _ in range(2 * MOST):
        spotter.give(SILENCE)
    assert spotter.reports == [TOO_SLOW]
    goes_on.set()
    spotter.hears(2.0)
    spotter.wait_for_found()
    assert spotter.reports == [TOO_SLOW, KEEPS_UP]
    assert len(finished) == 1, "nothing is made of what was said before and after what was lost"
    spotter.close()


def test_what_was_begun_before_the_sound_broke_off_is_looked_at() -> None:
    class Unfinished(ScriptedEar):
        def finish(self) -> Sequence[Heard]:
            return self.hear(np.zeros(frames(100), np.float32))

    spotter = Spotting(lambda: Unfinished({50.0: "red"}))
    spotter.hears(1.0)
    assert not spotter.found()
    spotter.break_off()
    spotter.hears(PIECE)
    spotter.wait_for_found()
    spotter.close()


@pytest.mark.parametrize("full", [False, True])
def test_it_ends_also_while_sound_waits(full: bool) -> None:  # noqa: FBT001
    spotter = Spotting(lambda: ScriptedEar({}))
    for _ in range(2 * MOST if full else 0):
        spotter.give(SILENCE)
    spotter.close()
    assert not spotter._thread.is_alive()


@pytest.mark.parametrize(
    ("phrase", "language", "listening", "says"),
    [
        ("x", "en", "usual", "'x' is one letter, too short to be heard: write a word"),
        ("xzq", "en", "usual", "No ear can hear the stop word 'xzq'"),
        ("resume", "en", "usual", "which means 'resume': choose another word"),
        (
            "red",
            "en",
            "loud",
            "the hotword has a mistake: words.listening: it must be 'careful', ",
        ),
        ("vermelho", "pt", "usual", "Safeword does not speak 'pt': choose one of"),
    ],
)
def test_what_cannot_be_listened_for_is_said(
    phrase: str, language: str, listening: str, says: str
) -> None:
    with pytest.raises(Problem, match=re.escape(says)):
        spotter_for([phrase], language, listening, "the hotword", print)

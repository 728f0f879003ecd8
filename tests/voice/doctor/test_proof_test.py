"""Whether the proof test is one of these words, of this microphone, and of these days."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from intents.agreement import Agreement, Words
from intents.proof import Outcome, attempts_for
from voice import check_file
from voice.assembly import lexicon_and_plan
from voice.doctor import proof_test
from voice.doctor.finding import Level
from voice.doctor.wanted import Wanted
from voice.errors import DeviceProblem

AGREED = Agreement(words=Words(stop=("zinnober",)))
WANTED = Wanted(AGREED, ears=("moonshine",))
ATTEMPTS = attempts_for(AGREED, lexicon_and_plan(AGREED)[0], WANTED.ears)
ALL_HEARD = tuple(Outcome(each, heard=True, microphone="Bedroom") for each in ATTEMPTS)


@pytest.fixture(autouse=True)
def _bedroom(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.exists()
    monkeypatch.setattr(proof_test, "name_of", lambda _: "Bedroom")


def looked(wanted: Wanted = WANTED) -> list[tuple[Level, str]]:
    found = list(proof_test.look(wanted))
    assert "zinnober" not in str(found)
    return [(each.level, each.sentence) for each in found]


def age(days: float) -> None:
    then = time.time() - days * 86_400
    os.utime(check_file.path(), (then, then))


def test_none_yet() -> None:
    ((level, said),) = looked()
    assert level is Level.ADVICE
    assert "no proof test yet" in said


def test_one_that_fits() -> None:
    check_file.keep((), ALL_HEARD)
    age(3.5)
    assert looked() == [
        (Level.FINE, "Every word was heard in the latest proof test, which was 3 days ago.")
    ]


def test_a_word_that_was_missed_keeps_a_session_from_being_armed() -> None:
    check_file.keep((), (replace(ALL_HEARD[0], heard=False), *ALL_HEARD[1:]))
    ((level, said),) = looked()
    assert level is Level.WRONG
    assert "not armed" in said


def test_one_of_other_words_ears_or_settings() -> None:
    check_file.keep((), ALL_HEARD)
    other = Agreement(words=Words(stop=("zinnober", "ananas")))
    for wanted in (replace(WANTED, agreement=other), replace(WANTED, ears=("vosk",))):
        ((level, said),) = looked(wanted)
        assert level is Level.ADVICE
        assert "not one of all your present words" in said


def test_one_whose_agreement_cannot_be_read() -> None:
    check_file.keep((), ALL_HEARD)
    ((level, said),) = looked(Wanted())
    assert level is Level.ADVICE
    assert "cannot be seen" in said


def test_an_old_one() -> None:
    check_file.keep((), ALL_HEARD)
    age(45.5)
    (fine, _), (level, said) = looked()
    assert (fine, level) == (Level.FINE, Level.ADVICE)
    assert "old: it was 45 days ago" in said


def test_one_of_another_microphone_and_one_of_nobody_knows_which() -> None:
    check_file.keep((), tuple(replace(each, microphone=None) for each in ALL_HEARD))
    assert len(looked()) == 1
    check_file.keep((), (replace(ALL_HEARD[0], microphone="Kitchen"), *ALL_HEARD[1:]))
    _, (level, said) = looked()
    assert (level, said) == (Level.ADVICE, "It was made with another microphone.")


def test_without_a_microphone_that_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object) -> str:
        raise DeviceProblem

    check_file.keep((), (replace(ALL_HEARD[0], microphone="Kitchen"), *ALL_HEARD[1:]))
    monkeypatch.setattr(proof_test, "name_of", none)
    assert len(looked()) == 1


def test_a_damaged_file() -> None:
    check_file.keep((), ALL_HEARD)
    check_file.path().write_text("zinnober", encoding="utf-8")
    ((level, said),) = looked()
    assert level is Level.ADVICE
    assert "cannot be understood" in said


def test_a_folder_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)
    ((level, said),) = looked()
    assert level is Level.ADVICE
    assert "$XDG_STATE_HOME/safeword cannot be looked at: Not a directory" in said

"""The results of the proof test, as they are kept."""

import json
import stat
from math import nan
from pathlib import Path

import pytest

from intents.names import Name
from intents.proof import Attempt, Loudness, Outcome
from voice import check_file

RED = Attempt("Ann", Name.STOP, "red", Loudness.NORMAL)
LOUD = Attempt("Ann", Name.STOP, "red", Loudness.LOUD)
NO_NUMBER = json.dumps(
    [{"attempt": {"person": "", "name": "stop", "phrase": "red", "loudness": "loud"}, "score": nan}]
)
KOREAN = Attempt("지민", Name.STOP, "빨간불", Loudness.NORMAL)


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_what_is_kept_is_read_again() -> None:
    outcomes = (
        Outcome(RED, heard=True, score=0.9, sounded=True),
        Outcome(KOREAN, instead=Name.SLOW),
    )
    assert check_file.keep((RED, KOREAN), outcomes) == outcomes
    assert check_file.read() == outcomes


def test_they_are_for_their_owner_only() -> None:
    check_file.keep((RED,), (Outcome(RED, heard=True),))
    assert stat.S_IMODE(check_file.path().stat().st_mode) == 0o600


def test_a_newer_result_replaces_an_older_one_and_the_others_stay() -> None:
    check_file.keep((RED, LOUD), (Outcome(RED, heard=True), Outcome(LOUD)))
    kept = check_file.keep((RED, LOUD), (Outcome(LOUD, heard=True),))
    assert kept == (Outcome(RED, heard=True), Outcome(LOUD, heard=True))


def test_what_is_to_be_tried_again_is_forgotten_and_the_rest_stays() -> None:
    check_file.keep((RED, LOUD, KOREAN), (Outcome(RED, heard=True), Outcome(KOREAN, heard=True)))
    check_file.forget("red")
    assert check_file.read() == (Outcome(KOREAN, heard=True),)


def test_where_nothing_was_tried_nothing_is_forgotten() -> None:
    check_file.forget("red")
    assert not check_file.path().exists()


def test_what_another_agreement_missed_is_not_forgotten() -> None:
    check_file.keep((RED,), (Outcome(RED),))
    assert check_file.keep((LOUD,), (Outcome(LOUD),)) == (Outcome(LOUD),)
    assert check_file.read() == (Outcome(RED), Outcome(LOUD))


@pytest.mark.parametrize("damaged", ["", "{}", '[{"attempt": 1}]', "\x00", NO_NUMBER])
def test_a_damaged_file_means_that_nothing_was_tried(damaged: str) -> None:
    check_file.keep((RED,), (Outcome(RED, heard=True),))
    check_file.path().write_text(damaged, encoding="utf-8")
    assert check_file.read() == ()


def test_levels_are_kept_and_a_file_without_any_is_read() -> None:
    loud = Outcome(RED, heard=True, level=-31.2, background=-55.0)
    check_file.keep((RED,), (loud,))
    assert check_file.read() == (loud,)
    kept = json.loads(check_file.path().read_text(encoding="utf-8"))
    for each in kept:
        del each["level"], each["background"]
    check_file.path().write_text(json.dumps(kept), encoding="utf-8")
    assert check_file.read() == (Outcome(RED, heard=True),)

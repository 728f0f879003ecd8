"""No look ends another one, whatever happens in it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from voice.doctor import players, versions
from voice.doctor.examination import Options, contained, examined
from voice.doctor.finding import Finding, Kind, Level, fine


def broken(*_: object) -> Iterator[Finding]:
    yield fine(Kind.EARS, "One ear.")
    raise LookupError("a word of theirs")


def test_one_that_fails_is_a_finding_without_what_its_error_says() -> None:
    first, second = contained(Kind.EARS, broken)
    assert first.sentence == "One ear."
    assert second.level is Level.WRONG
    assert "LookupError at voice/doctor/examination.py:" in second.sentence
    assert "theirs" not in second.sentence + second.mend


def test_one_that_hangs_is_left_behind_and_what_it_found_stays() -> None:
    released = threading.Event()

    def hangs() -> Iterator[Finding]:
        yield fine(Kind.SOUND_SERVER, "A server.")
        released.wait(60)

    found = contained(Kind.SOUND_SERVER, hangs, 0.1)
    released.set()
    assert [each.level for each in found] == [Level.FINE, Level.WRONG]
    assert "did not end" in found[1].sentence
    assert "pipewire" in found[1].mend


def test_the_others_go_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.exists()
    for part in (versions, players):
        monkeypatch.setattr(part, "look", broken)
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    found = list(examined(Options(), lambda: None))
    failed = [each.kind for each in found if "LookupError" in each.sentence]
    assert failed == [Kind.VERSIONS, Kind.PLAYERS]
    assert {each.kind for each in found} >= set(Kind) - {Kind.LEVEL, Kind.ECHO}

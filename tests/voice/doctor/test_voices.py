"""Whether anything can be spoken."""

from pathlib import Path

import pytest

from intents.agreement import Agreement
from voice.doctor import voices
from voice.doctor.finding import Level
from voice.doctor.wanted import Wanted


def test_the_voice_of_the_language_speaks() -> None:
    (found,) = voices.look(Wanted(Agreement(language="de")))
    assert found.level is Level.FINE
    assert "'de'" in found.sentence


def test_without_espeak_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "libespeak-ng.so.1").write_bytes(b"no library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    (found,) = voices.look(Wanted())
    assert found.level is Level.WRONG
    assert "apt install espeak-ng" in found.mend


def test_a_language_that_safeword_does_not_speak() -> None:
    (found,) = voices.look(Wanted(Agreement(language="xx")))
    assert found.level is Level.WRONG

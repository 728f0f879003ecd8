"""Whether anything can be spoken."""

import sys
from pathlib import Path

import pytest

from intents.agreement import Agreement, SpokenBy
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


def natural(language: str = "en") -> Wanted:
    return Wanted(Agreement(voice=SpokenBy.NATURAL, language=language))


def test_the_natural_voice_speaks_where_it_was_chosen() -> None:
    plain, found = voices.look(natural())
    assert (plain.level, found.level) == (Level.FINE, Level.FINE)
    assert "natural voice" in found.sentence


def test_where_it_is_not_installed_it_says_how_to_add_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hibari", None)
    _, found = voices.look(natural())
    assert found.level is Level.ADVICE
    assert "hibari-tts" in found.mend


def test_it_is_for_english() -> None:
    _, found = voices.look(natural("de"))
    assert found.level is Level.ADVICE
    assert "English only" in found.sentence

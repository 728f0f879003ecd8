"""Whether the models of a language are there, whole, and know the words."""

from pathlib import Path

import pytest

from intents.agreement import Agreement, Words
from models.moonshine import files
from models.store import manifest
from models.store.catalogue import ArchivedModel, builtin
from voice.doctor import ears
from voice.doctor.finding import Finding, Level
from voice.doctor.wanted import Wanted


def looked(wanted: Wanted) -> tuple[list[Finding], list[tuple[str, ...]]]:
    taken: list[tuple[str, ...]] = []
    return list(ears.look(wanted, taken.append)), taken


def test_english_is_there_whole(home: Path) -> None:
    assert home.exists()
    (found,), taken = looked(Wanted(Agreement()))
    assert found.level is Level.FINE
    assert taken == [("moonshine",)]


def test_a_language_without_a_model_says_which_there_are(home: Path) -> None:
    assert home.exists()
    (found,), taken = looked(Wanted(Agreement(language="fr")))
    assert (found.level, taken) == (Level.WRONG, [])
    assert "vosk-model-small-fr" in found.mend


def test_a_vosk_model_is_read_and_loaded_too(home: Path) -> None:
    assert home.exists()
    (found,), taken = looked(Wanted(Agreement(language="ko")))
    assert found.level is Level.FINE
    assert taken == [("vosk",)]


def test_a_vosk_model_that_lost_a_file_is_to_be_fetched_again(home: Path) -> None:
    name = "vosk-model-small-fr-0.22"
    entry = builtin().entry(name)
    assert isinstance(entry, ArchivedModel)
    folder = home / ".local" / "share" / "safeword" / "models" / name
    folder.mkdir(parents=True)
    (folder / "final.mdl").touch()
    manifest.write(entry, "0" * 64, folder)
    (folder / "final.mdl").unlink()
    (found,), taken = looked(Wanted(Agreement(language="fr")))
    assert (found.level, taken) == (Level.WRONG, [])
    assert found.mend == f"Fetch it: safeword models fetch {name}"


def test_a_file_of_the_right_size_with_another_content_is_found(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = files.OURS / files.ENCODER.name
    (home / encoder.name).write_bytes(bytes(encoder.stat().st_size))
    monkeypatch.setattr(files, "OURS", home)
    (found,), taken = looked(Wanted(Agreement()))
    assert (found.level, taken) == (Level.WRONG, [])
    assert "pip install" in found.mend
    assert str(home) not in str(found)


def test_a_word_that_no_ear_knows_is_told_and_not_named(home: Path) -> None:
    assert home.exists()
    (there, found), _ = looked(Wanted(Agreement(words=Words(stop=("brrr",)))))
    assert there.level is Level.FINE
    assert found.level is Level.WRONG
    assert "brrr" not in str(found)

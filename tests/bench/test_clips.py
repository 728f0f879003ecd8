"""Somebody's own clips, by their names or by a manifest, and the room between clips."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from bench.by_people import SPOKEN
from bench.clips import Clip, Playlist, in_folder
from bench.in_noise import STOPS
from bench.sessions import OTHER_STOPS, can_be_agreed
from intents.clock import frames
from intents.errors import AgreementProblem
from voice.audio.convert import BLOCK


def record(path: Path, rate: int = 16_000, channels: int = 1) -> None:
    path.parent.mkdir(exist_ok=True)
    soundfile.write(path, np.zeros((160, channels)), rate)


def test_the_name_is_the_text_and_who_says_it(tmp_path: Path) -> None:
    for name in ("Red__sam.flac", "blue_whale__alex_b.flac", "plain.flac"):
        record(tmp_path / name)
    (tmp_path / "notes.txt").touch()
    assert in_folder(tmp_path) == [
        Clip(tmp_path / "Red__sam.flac", "red", "sam"),
        Clip(tmp_path / "blue_whale__alex_b.flac", "blue whale", "alex_b"),
    ]


def test_a_manifest_says_it_instead(tmp_path: Path) -> None:
    record(tmp_path / "one" / "1.flac")
    table = "speaker\tpath\ttext\nsam\tone/1.flac\tRed!\n"
    (tmp_path / "manifest.tsv").write_text(table, encoding="utf-8")
    assert in_folder(tmp_path) == [Clip(tmp_path / "one" / "1.flac", "red", "sam")]


@pytest.mark.parametrize(
    ("manifest", "problem"), [("path\tlabel\n", "columns"), (None, "<text>__<speaker>")]
)
def test_a_folder_without_clips_is_told(tmp_path: Path, manifest: str | None, problem: str) -> None:
    if manifest:
        (tmp_path / "manifest.tsv").write_text(manifest, encoding="utf-8")
    with pytest.raises(ValueError, match=problem):
        in_folder(tmp_path)


def test_clips_that_cannot_be_played_are_told_before_anything_is(tmp_path: Path) -> None:
    clip = tmp_path / "red__sam.flac"
    for wrong in ({"rate": 48_000}, {"channels": 2}):
        record(clip, **wrong)
        with pytest.raises(ValueError, match="one channel of 16000 Hz is needed"):
            in_folder(tmp_path)
    clip.write_text("Dear Sir or Madam")
    with pytest.raises(ValueError, match="cannot be read"):
        in_folder(tmp_path)


def test_words_that_nobody_can_agree_on_are_told_before_anything_is_played() -> None:
    def said(text: str) -> list[Clip]:
        return [Clip(Path(), text, "sam")]

    can_be_agreed(said("pineapple") + said("red"))
    with pytest.raises(AgreementProblem, match="resume"):
        can_be_agreed(said("resume"))


@pytest.mark.parametrize("word", [*STOPS, *OTHER_STOPS, *SPOKEN])
def test_every_word_of_the_report_can_be_agreed_on(word: str) -> None:
    """No sentence that Safeword says has it: people choose these."""
    can_be_agreed([Clip(Path(), word, "sam")])


def test_a_short_floor_goes_round() -> None:
    floor = np.array([1, 2, 3], np.float32)
    played = [block.frames for block in Playlist((), frames(10), floor=floor).blocks()]
    assert played[0][:5].tolist() == [1, 2, 3, 1, 2]
    assert played[-1][0] == floor[(len(played) - 1) * BLOCK % 3]

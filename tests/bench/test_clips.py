"""Somebody's own clips, by their names or by a manifest, and the room between clips."""

from pathlib import Path

import numpy as np
import pytest

from bench.clips import Clip, Playlist, in_folder
from intents.clock import frames
from voice.audio.convert import BLOCK


def test_the_name_is_the_text_and_who_says_it(tmp_path: Path) -> None:
    for name in ("red__sam.flac", "blue_whale__alex_b.flac", "notes.txt", "plain.flac"):
        (tmp_path / name).touch()
    assert in_folder(tmp_path) == [
        Clip(tmp_path / "blue_whale__alex_b.flac", "blue whale", "alex_b"),
        Clip(tmp_path / "red__sam.flac", "red", "sam"),
    ]


def test_a_manifest_says_it_instead(tmp_path: Path) -> None:
    table = "speaker\tpath\ttext\nsam\tone/1.flac\tred\n"
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


def test_a_short_floor_goes_round() -> None:
    floor = np.array([1, 2, 3], np.float32)
    played = [block.frames for block in Playlist((), frames(10), floor=floor).blocks()]
    assert played[0][:5].tolist() == [1, 2, 3, 1, 2]
    assert played[-1][0] == floor[(len(played) - 1) * BLOCK % 3]

"""The split of people's recordings: by who speaks, and nobody in both parts."""

from pathlib import Path

import pytest

from bench.clips import Clip
from bench.people.split import PARTS, READERS, of_part, part_of, speaker_of


def said(name: str, speaker: str) -> Clip:
    return Clip(Path("humans") / f"{name}.flac", "", speaker)


@pytest.mark.parametrize(
    ("name", "speaker", "who"),
    [
        ("words_other/gsc/bed_62581901_nohash_0", "gsc_62581901", "gsc_62581901"),
        ("conversation/callhome/en_4065_004", "callhome_en_4065 (2+ speakers)", None),
        ("conversation/ami/trn05", "ami_multi", "trn05"),
        ("words_other/pv_wakeword/alexa_7", "pv_(>50 unlabelled)", "alexa_7"),
        ("words_other/precise/amelia_1", "precise_amelia", "amelia_1"),
        ("continuous/s2i/0075d273", "s2i_(~50 unlabelled)", "0075d273"),
        ("noise/esc10/001_1-100032-A", "", "100032"),
        ("noise/esc10/002_1-100032-B", "", "100032"),
        ("music/librosa/a_song", "", "a_song"),
    ],
)
def test_who_speaks_or_else_what_was_recorded(name: str, speaker: str, who: str | None) -> None:
    assert speaker_of(said(name, speaker)) == (who or speaker)


def test_all_of_one_speaker_is_in_one_part() -> None:
    speakers = [f"sam_{at}" for at in range(100)]
    clips = [said(f"{speaker}/{at}", speaker) for speaker in speakers for at in range(3)]
    parts = {part: {clip.voice for clip in of_part(part, clips)} for part in PARTS}
    assert parts["tune"] | parts["report"] == set(speakers)
    assert not parts["tune"] & parts["report"]
    assert all(30 < len(found) < 70 for found in parts.values())


def test_it_is_the_checksum_that_everyone_agreed_on() -> None:
    assert part_of(said("x", "jo")) == "report", "the checksum is 63368475, which is odd"
    assert part_of(said("x", "kim")) == "tune", "the checksum is 1023357144, which is even"


def test_the_four_readers_are_two_and_two() -> None:
    found = [part_of(said("words_other/englishccc/1", reader)) for reader in READERS]
    assert sorted(found) == ["report", "report", "tune", "tune"]

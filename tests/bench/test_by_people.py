"""Words that people recorded: which recordings are played where, and the table."""

from pathlib import Path

import pytest

from bench import by_people
from bench.clips import Clip
from tests.bench.sessions import session, trial

FOUND = session([10, 20, 30], [], [(10.2, "stop"), (30.2, "stop")])


@pytest.fixture(name="audio")
def fixture_audio(tmp_path: Path) -> Path:
    """Ten recordings of each word, by name only; the odd ones are by a speaker of the report."""
    rows = [
        f"words_other/pv_wakeword/{word}_{at}.flac\t{word}\t\t{('kim', 'jo')[at % 2]}"
        for word in by_people.SPOKEN
        for at in range(10)
    ]
    (tmp_path / "humans").mkdir()
    text = "\n".join(["path\tlabel\trough_transcript\tspeaker", *rows])
    (tmp_path / "humans" / "manifest.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def numbers(clips: tuple[Clip, ...]) -> list[int]:
    return [int(clip.path.stem.rpartition("_")[2]) for clip in clips]


def test_the_reports_part_is_played_and_half_of_it_in_more_noise(audio: Path) -> None:
    trials = by_people.trials(audio)
    for word in by_people.SPOKEN:
        each: dict[float | None, list[int]] = {10.0: [], 5.0: []}
        for one in trials:
            if one.word == word:
                each[one.snr] += numbers(one.clips)
        assert {snr: sorted(found) for snr, found in each.items()} == {
            10.0: [1, 3, 5, 7, 9],
            5.0: [1, 5, 9],
        }


def test_the_kinds_of_noise_take_turns(audio: Path) -> None:
    kinds = {one.kind: numbers(one.clips) for one in by_people.trials(audio)[:2]}
    assert kinds == {"babble": [1, 5, 9], "room": [3, 7]}, "there is no music here"


def test_without_people_there_is_nothing(tmp_path: Path) -> None:
    assert by_people.trials(tmp_path) == []
    assert by_people.section({trial(): FOUND}) == ""


def test_the_table_has_what_was_missed_at_each_level() -> None:
    text = by_people.section({trial("computer"): FOUND, trial("computer", 5.0): FOUND})
    (row,) = [line for line in text.splitlines() if "computer\u201d |" in line]
    assert row.count("1/3 = 33.3%") == 2
    assert "| \u201calexa\u201d | \u2013 | \u2013 |" in text

"""Recordings through the real ears: the bundled scene, and the contract of `--json`."""

import json
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bench.make_scene import SCENE
from bench.signs.made import computed_hum, three_hums
from tests.fixtures.clips import CLIPS, spoken
from tests.fixtures.command import Line, lines_of, names, safeword

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "json.md"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Line], Path]:
    """What the bundled scene told, and the room that was rendered."""
    room = tmp_path_factory.mktemp("scene") / "room.wav"
    return lines_of("scene", "--fast", "--output", str(room)), room


def test_the_scene_is_heard_as_it_was_spoken(scene: tuple[list[Line], Path]) -> None:
    heard = [name for name in names(scene[0], "heard") if name != "maybe_stop"]
    assert heard == [
        *("stop", "resume", "yes", "slow", "go", "check_in", "go"),
        *("limits", "stop", "resume", "yes", "aftercare", "next", "done"),
    ]


def test_three_hums_stop_the_scene_and_nothing_else_in_it_is_taken_for_them(
    scene: tuple[list[Line], Path],
) -> None:
    described = tomllib.loads((SCENE / "scene.toml").read_text(encoding="utf-8"))["utterance"]
    at = next(number for number, each in enumerate(described) if each["voice"] == "computed")
    hums, resume, yes, after = described[at : at + 4]
    by_signs = [line for line in scene[0] if line.get("ears") == ["signs"]]
    assert [line["name"] for line in by_signs] == ["stop"]
    assert hums["start"] < by_signs[0]["began"] < hums["end"] < by_signs[0]["at"] < resume["start"]
    assert done_between(scene[0], hums["start"], resume["start"]) == [
        *("pause_players", "stopping", "stop_ask"),
    ]
    assert done_between(scene[0], resume["start"], yes["start"]) == ["resume_ask"]
    assert done_between(scene[0], yes["start"], after["start"]) == ["resume_players", "resumed"]


def done_between(lines: list[Line], began: float, ended: float) -> list[str]:
    """What was said, by its prompt, and done to the players."""
    return [
        str(line.get("prompt", line["name"]))
        for line in lines
        if began < line["at"] < ended and line["name"] in ("say", "pause_players", "resume_players")
    ]


def test_the_scene_leads_through_the_states(scene: tuple[list[Line], Path]) -> None:
    states = [(line["name"], line["activity"]) for line in scene[0] if line["kind"] == "state"]
    assert states == [
        ("playing", None),
        ("stopped", None),
        ("stopped", "resume_asked"),
        ("playing", None),
        ("slow", None),
        ("playing", None),
        ("checking_in", None),
        ("playing", None),
        ("playing", "limits"),
        ("playing", None),
        ("stopped", None),
        ("stopped", "resume_asked"),
        ("playing", None),
        ("resting", "aftercare"),
        ("resting", None),
    ]


def test_the_room_is_as_long_as_the_scene_and_not_silent(scene: tuple[list[Line], Path]) -> None:
    lines, room = scene
    assert soundfile.info(room).duration >= lines[-1]["at"] > 100
    sound, rate = soundfile.read(room)
    for line in lines:
        if line["kind"] == "effect" and line["name"] == "chime":
            start = round(line["at"] * rate)
            assert np.abs(sound[start : start + rate // 2]).max() > 0.01


def test_every_name_that_is_told_is_in_the_document(scene: tuple[list[Line], Path]) -> None:
    documented = set(re.findall(r"`(\w+)`", DOCUMENT.read_text(encoding="utf-8")))
    for line in scene[0]:
        assert line["name"] in documented
        assert line.keys() <= documented
        assert line["kind"] in ("heard", "effect", "state", "fault")


def test_the_same_recording_tells_the_same_story_twice() -> None:
    words = ("listen", "--fast", "--dry-run", "--input", str(CLIPS / "red__af_bella.flac"))
    assert lines_of(*words) == lines_of(*words)


def test_each_input_is_a_session_of_its_own(tmp_path: Path) -> None:
    red, other = tmp_path / "red.wav", tmp_path / "other.wav"
    soundfile.write(red, spoken("red__af_bella"), 16_000)
    soundfile.write(other, spoken("hello__af_heart"), 16_000)
    lines = lines_of(
        "listen", "--fast", "--dry-run", "--no-questions", "--input", str(red), str(other)
    )
    of = {path: [line for line in lines if line["input"] == str(path)] for path in (red, other)}
    assert "stop" in names(of[red], "heard")
    assert names(of[other], "state") == ["playing"]
    assert of[other][0]["at"] == 0


@pytest.mark.parametrize(
    ("option", "word", "clip", "name"),
    [
        ("--stop", "mercy", "mercy__af_bella", "stop"),
        ("--stop", "pineapple", "pineapple__af_bella", "stop"),
        ("--slow", "mercy", "mercy__af_bella", "slow"),
        ("--go", "pineapple", "pineapple__af_bella", "go"),
    ],
)
def test_words_of_the_command_line_replace_the_agreed_ones(
    tmp_path: Path, option: str, word: str, clip: str, name: str
) -> None:
    sound = tmp_path / "word.wav"
    soundfile.write(sound, spoken(clip, "red__af_bella"), 16_000)
    lines = lines_of("listen", "--fast", "--dry-run", option, word, "--input", str(sound))
    assert name in names(lines, "heard")
    assert ("stop" in names(lines, "heard")) == (name == "stop" or option != "--stop")


def test_the_text_for_people_shows_what_is_heard_and_done(tmp_path: Path) -> None:
    sound = tmp_path / "red.wav"
    soundfile.write(sound, spoken("red__af_bella"), 16_000)
    done = safeword("listen", "--fast", "--dry-run", "--input", str(sound))
    assert done.returncode == 0
    for shown in ("heard   stop", "effect  pause players", "effect  say: Stopping.", "stopped"):
        assert shown in done.stdout
    assert "packaged example" in done.stderr


def test_what_lets_things_go_on_is_heard_by_an_ear_that_transcribes_it_badly(
    tmp_path: Path,
) -> None:
    """Vosk writes more words than were said here, but knows that the phrase is all of them."""
    agreement = tmp_path / "agreement.toml"
    agreement.write_text('language = "ko"', encoding="utf-8")
    sound = spoken("ko/초록색__hm_omega", "ko/초록불__hm_omega", "ko/초록색__ef_dora")
    noise = np.random.default_rng(1).normal(0, 1e-3, len(sound))
    soundfile.write(tmp_path / "go.wav", sound + noise, 16_000)
    words = ("--agreement", str(agreement), "--input", str(tmp_path / "go.wav"))
    assert "go" in names(lines_of("listen", "--fast", "--dry-run", *words), "heard")


def test_json_goes_to_a_file_beside_the_lines_that_people_read(tmp_path: Path) -> None:
    words = ("listen", "--input", str(CLIPS / "red__af_bella.flac"), "--fast", "--dry-run")
    usual = lines_of(*words)
    path = tmp_path / "told.jsonl"
    shown = safeword(*words, "--json-to", str(path))
    assert shown.returncode == 0
    assert "state   stopped" in shown.stdout
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert told == usual
    assert path.stat().st_mode & 0o077 == 0


def test_three_hums_stop_what_they_were_agreed_to_stop(tmp_path: Path) -> None:
    """Whoever is gagged: nobody says a word."""
    agreement, recording = tmp_path / "agreement.toml", tmp_path / "hums.wav"
    agreement.write_text('[signals]\nstop = ["hums"]\n[before]\nask = false', encoding="utf-8")
    chance = np.random.default_rng(3)
    hums = three_hums(computed_hum(140.0), chance) * 0.05
    room = chance.normal(0, 0.0005, 16_000 * 2)
    soundfile.write(recording, np.concatenate([room, hums, room]), 16_000)
    told = lines_of(
        "listen", "--agreement", str(agreement), "--input", str(recording), "--fast", "--dry-run"
    )
    assert [name for name in names(told, "heard") if name != "maybe_stop"] == ["stop"]
    assert "pause_players" in names(told, "effect")
    (stop,) = (line for line in told if line["kind"] == "heard" and line["name"] == "stop")
    assert stop["ears"] == ["signs"]

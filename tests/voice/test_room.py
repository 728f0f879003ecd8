"""The speaker without a device."""

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from intents.clock import FRAME_RATE
from models.speech import Sound
from voice.audio.room import RoomSpeaker, check_writable
from voice.errors import OutputProblem

LENGTHS = st.lists(st.integers(1, 3000), max_size=5)
STEPS = st.lists(st.integers(0, 2000), max_size=12)


def tone(length: int, level: float = 0.5) -> Sound:
    """A sound at the session's own rate, in which no frame is zero."""
    return Sound(np.full(length, level, dtype=np.float32), FRAME_RATE)


def played(room: RoomSpeaker, sounds: list[Sound]) -> list[int]:
    """Play them; return a list to which each one's number is added when it is done."""
    done: list[int] = []
    for number, sound in enumerate(sounds):
        room.play(sound, lambda number=number: done.append(number))  # type: ignore[misc]
    return done


def pass_by(room: RoomSpeaker, steps: list[int]) -> int:
    for step in steps:
        room.advance(step)
    return sum(steps)


@given(LENGTHS, STEPS)
def test_sounds_follow_each_other_and_nothing_is_lost(lengths: list[int], steps: list[int]) -> None:
    room = RoomSpeaker(FRAME_RATE)
    levels = [0.1 * (number + 1) for number in range(len(lengths))]
    sounds = [tone(length, level) for length, level in zip(lengths, levels, strict=True)]
    done = played(room, sounds)
    passed = pass_by(room, steps)
    whole = np.concatenate([*(sound.frames for sound in sounds), np.zeros(passed)])
    assert np.allclose(room.heard(), whole[:passed])
    ends = np.cumsum(lengths)
    assert done == [number for number, end in enumerate(ends) if end <= passed]
    assert room.busy == (len(done) < len(lengths))


@given(LENGTHS, STEPS, STEPS)
def test_cut_silences_from_the_present_frame_on(
    lengths: list[int], before: list[int], after: list[int]
) -> None:
    room = RoomSpeaker(FRAME_RATE)
    done = played(room, [tone(length) for length in lengths])
    moment = pass_by(room, before)
    done_before = list(done)
    heard_before = room.heard()
    room.cut()
    pass_by(room, after)
    assert np.array_equal(room.heard()[:moment], heard_before)
    assert not room.heard()[moment:].any()
    assert done == done_before
    assert not room.busy


@given(LENGTHS, STEPS, st.sampled_from([22_050, 44_100, 48_000]))
def test_session_time_and_the_rooms_time_never_drift(
    lengths: list[int], steps: list[int], rate: int
) -> None:
    room = RoomSpeaker(rate)
    played(room, [tone(length) for length in lengths])
    passed = pass_by(room, steps)
    assert len(room.heard()) == passed * rate // FRAME_RATE


@given(STEPS)
def test_how_time_is_cut_up_changes_nothing(steps: list[int]) -> None:
    """A sound that is played when another ends follows it without a gap."""

    def run(parts: list[int]) -> NDArray[np.float32]:
        room = RoomSpeaker(44_100)
        room.play(tone(500), lambda: room.play(tone(700, 0.2), lambda: None))
        pass_by(room, parts)
        return room.heard()

    assert np.array_equal(run(steps), run([sum(steps)]))


def test_a_sound_is_resampled_to_the_room() -> None:
    room = RoomSpeaker(48_000)
    time = np.arange(22_050) / 22_050
    room.play(Sound(np.sin(2 * np.pi * 440 * time).astype(np.float32), 22_050), lambda: None)
    room.advance(FRAME_RATE)
    spectrum = np.abs(np.fft.rfft(room.heard()))
    assert int(np.argmax(spectrum)) == 440


def test_an_empty_sound_is_done_at_once() -> None:
    room = RoomSpeaker()
    done = played(room, [tone(0), tone(0)])
    room.advance(1)
    assert done == [0, 1]


def test_save(tmp_path: Path) -> None:
    room = RoomSpeaker(22_050)
    room.play(tone(1600), lambda: None)
    room.advance(3200)
    room.close()
    path = tmp_path / "evening.wav"
    room.save(path)
    frames, rate = soundfile.read(path, dtype="float32")
    assert rate == 22_050
    assert soundfile.info(path).subtype == "PCM_16"
    assert np.abs(frames - room.heard()).max() < 1e-4


def test_nothing_heard_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    RoomSpeaker().save(path)
    assert soundfile.info(path).frames == 0


@pytest.mark.parametrize(
    "place", ["missing/evening.wav", ".", "/dev/full"], ids=["no folder", "a folder", "disk full"]
)
def test_save_says_why_it_cannot(tmp_path: Path, place: str) -> None:
    room = RoomSpeaker()
    room.advance(FRAME_RATE)
    with pytest.raises(OutputProblem, match="cannot be written"):
        room.save(tmp_path / place)


@pytest.mark.parametrize("place", ["missing/evening.wav", "."], ids=["no folder", "a folder"])
def test_what_cannot_be_written_is_found_out_before(tmp_path: Path, place: str) -> None:
    with pytest.raises(OutputProblem, match="cannot be written"):
        check_writable(tmp_path / place)


def test_finding_out_leaves_everything_as_it_was(tmp_path: Path) -> None:
    there, link, pipe = tmp_path / "there.wav", tmp_path / "link.wav", tmp_path / "pipe"
    there.write_bytes(b"an earlier evening")
    link.symlink_to(tmp_path / "new.wav")
    os.mkfifo(pipe)
    before = sorted(tmp_path.iterdir())
    for path in (there, link, pipe, tmp_path / "other.wav"):
        check_writable(path)
    assert sorted(tmp_path.iterdir()) == before
    assert there.read_bytes() == b"an earlier evening"

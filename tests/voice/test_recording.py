import io
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.clock import FRAME_RATE
from models.ears import Frames
from voice.audio.convert import BLOCK, Converter
from voice.audio.interfaces import Block
from voice.audio.recording import Recording
from voice.errors import InputProblem


def tone(seconds: float, rate: int, pitch: float = 440.0) -> Frames:
    moments = np.arange(round(seconds * rate)) / rate
    return (0.5 * np.sin(2 * np.pi * pitch * moments)).astype(np.float32)


def noise(count: int) -> Frames:
    return np.random.default_rng(7).normal(0, 0.1, count).astype(np.float32)


def heard(path: Path) -> Frames:
    return np.concatenate([block.frames for block in Recording(path, fast=True).blocks()])


def test_a_recording_at_16_khz_comes_out_exactly(tmp_path: Path) -> None:
    sound = noise(16_000 + 5)
    soundfile.write(tmp_path / "a.wav", sound, 16_000, subtype="FLOAT")
    came = heard(tmp_path / "a.wav")
    assert np.array_equal(came[: len(sound)], sound)
    assert not came[len(sound) :].any()
    assert len(came) == 51 * BLOCK


@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "mp3"])
@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_every_kind_and_rate_keeps_its_length_and_pitch(
    tmp_path: Path, kind: str, rate: int
) -> None:
    path = tmp_path / f"a.{kind}"
    soundfile.write(path, tone(2.5, rate), rate)
    came = heard(path)
    assert abs(len(came) - 2.5 * FRAME_RATE) <= BLOCK
    spectrum = np.abs(np.fft.rfft(came[:FRAME_RATE]))
    assert spectrum.argmax() == 440
    loudness = np.sqrt((came[BLOCK * 10 : BLOCK * 110].reshape(-1, BLOCK) ** 2).mean(axis=1))
    assert np.allclose(loudness, 0.5 / np.sqrt(2), atol=0.04)


def test_channels_are_averaged(tmp_path: Path) -> None:
    left, right = noise(3_200), tone(0.2, 16_000)
    both = np.stack([left, right], axis=1)
    soundfile.write(tmp_path / "a.wav", both, 16_000, subtype="FLOAT")
    assert np.allclose(heard(tmp_path / "a.wav"), (left + right) / 2, atol=1e-6)


def test_what_is_no_number_or_too_loud_is_held_in_bounds(tmp_path: Path) -> None:
    sound = np.array([np.nan, np.inf, -np.inf, 3.0, -3.0, 0.25], np.float32)
    soundfile.write(tmp_path / "a.wav", sound, 16_000, subtype="FLOAT")
    assert heard(tmp_path / "a.wav")[:6].tolist() == [0.0, 1.0, -1.0, 1.0, -1.0, 0.25]


def test_the_same_file_gives_the_same_blocks_every_time(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.flac", noise(100_000), 44_100)
    recording = Recording(tmp_path / "a.flac", fast=True)
    first, second = ([b.frames.tobytes() for b in recording.blocks()] for _ in range(2))
    assert first == second


def test_digital_silence_in_a_file_is_no_fault(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(48_000), 16_000)
    assert not any(block.faults for block in Recording(tmp_path / "a.wav", fast=True).blocks())


def test_what_is_far_too_loud_stays_a_number_at_every_rate() -> None:
    loud = np.tile(np.array([[3.4e38], [-3.4e38]], np.float32), (100, 1))
    converter = Converter(8_000, 1)
    blocks = [*converter.feed(loud), *converter.finish()]
    assert np.all(np.isfinite(blocks))


@settings(max_examples=50, deadline=None)
@given(
    rate=st.sampled_from([8_000, 16_000, 22_050, 44_100, 48_000, 96_000]),
    pieces=st.lists(st.integers(0, 3_000), max_size=12),
)
def test_no_frame_is_lost_however_the_sound_is_cut(rate: int, pieces: list[int]) -> None:
    converter = Converter(rate, 1)
    blocks = []
    for size in pieces:
        blocks += converter.feed(noise(size).reshape(size, 1))
        assert converter.pending < BLOCK
    blocks += converter.finish()
    assert all(len(block) == BLOCK for block in blocks)
    whole = sum(pieces) * FRAME_RATE / rate
    assert -1 <= len(blocks) * BLOCK - whole <= BLOCK


def wav_of(rate: int) -> bytes:
    """A thousand frames, said to be so many a second."""
    file = io.BytesIO()
    soundfile.write(file, np.zeros(1_000), rate, format="WAV")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gone.wav", None, "There is no file"),
        ("empty.wav", b"", "is empty"),
        ("letter.wav", b"Dear Sir or Madam, " * 100, "is not a recording"),
        ("unknown.raw", b"\x01\x02" * 4_000, "is not a recording"),
        ("slow.wav", wav_of(1), "too few to understand"),
    ],
)
def test_what_cannot_be_played_is_told_at_once(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputProblem, match=words) as caught:
        Recording(path, fast=True)
    assert str(path) in str(caught.value)


def test_a_folder_a_pipe_and_a_file_without_sound_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    soundfile.write(tmp_path / "none.wav", np.zeros(0), 16_000)
    with pytest.raises(InputProblem, match="is a folder"):
        Recording(tmp_path, fast=True)
    with pytest.raises(InputProblem, match="is not a file"):
        Recording(tmp_path / "pipe.wav", fast=True)
    with pytest.raises(InputProblem, match="no sound in it"):
        Recording(tmp_path / "none.wav", fast=True)


def played(path: Path) -> tuple[Frames, InputProblem]:
    """What came of a damaged file, and how the damage was told."""
    came: list[Frames] = []

    def play() -> None:
        came.extend(block.frames for block in Recording(path, fast=True).blocks())

    with pytest.raises(InputProblem) as caught:
        play()
    return np.concatenate(came), caught.value


def with_length(path: Path, sound: Frames, length: int, tail: bytes = b"") -> Path:
    """A WAV file that says that its sound has so many bytes."""
    soundfile.write(path, sound, 16_000, subtype="PCM_16")
    content = bytearray(path.read_bytes())
    place = content.index(b"data") + 4
    content[place : place + 4] = length.to_bytes(4, "little")
    path.write_bytes(content + tail)
    return path


@pytest.mark.parametrize("length", [0, 100, 0x7FFFFFFF, 0xFFFFFFFF])
@pytest.mark.parametrize("seconds", [0.02, 1, 3.5])
def test_a_recorder_that_died_did_not_say_how_long_it_is(
    tmp_path: Path, length: int, seconds: float
) -> None:
    sound = noise(round(seconds * 16_000))
    came = heard(with_length(tmp_path / "a.wav", sound, length))
    assert len(came) >= len(sound)
    assert np.allclose(came[: len(sound)], sound, atol=1e-4)


def test_what_follows_the_sound_is_no_sound(tmp_path: Path) -> None:
    sound, note = noise(16_000), b"LIST\x04\0\0\0INFO"
    assert len(heard(with_length(tmp_path / "a.wav", sound, 32_000, note))) == 16_000
    with pytest.raises(InputProblem, match="no sound in it"):
        Recording(with_length(tmp_path / "b.wav", noise(0), 0, note), fast=True)


@contextmanager
def without_privileges() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, noise(1_000), 16_000)
    path.chmod(0)
    with without_privileges(), pytest.raises(InputProblem, match="may not be read"):
        Recording(path, fast=True)


@pytest.mark.parametrize("kind", ["flac", "ogg"])
def test_a_damaged_file_is_played_up_to_the_damage(tmp_path: Path, kind: str) -> None:
    sound, path = noise(160_000), tmp_path / f"a.{kind}"
    soundfile.write(path, sound, 16_000)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 5_000] = np.random.default_rng(3).bytes(5_000)
    path.write_bytes(content)
    came, problem = played(path)
    assert "is damaged after" in str(problem)
    assert len(came) > 60_000


def test_a_cut_flac_keeps_what_came_before(tmp_path: Path) -> None:
    sound, path = noise(160_000), tmp_path / "a.flac"
    soundfile.write(path, sound, 16_000, subtype="PCM_24")
    path.write_bytes(path.read_bytes()[:200_000])
    came, _ = played(path)
    assert np.allclose(came[:48_000], sound[:48_000], atol=1e-6)


def test_real_time_is_not_faster_than_the_sound(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", noise(8_000), 16_000)
    began = time.monotonic()
    blocks = list(Recording(tmp_path / "a.wav", fast=False).blocks())
    assert len(blocks) == 25
    assert time.monotonic() - began >= 0.5


def test_who_takes_blocks_late_sees_how_much_waits(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", noise(8_000), 16_000)
    blocks = Recording(tmp_path / "a.wav", fast=False).blocks()
    next(blocks)
    threading.Event().wait(0.2)
    assert next(blocks).backlog > 2 * BLOCK


def test_close_interrupts_the_wait_for_the_next_block(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", noise(160_000), 16_000)
    recording = Recording(tmp_path / "a.wav", fast=False)
    taken: list[Block] = []
    listener = threading.Thread(target=lambda: taken.extend(recording.blocks()))
    listener.start()
    recording.close()
    recording.close()
    listener.join(timeout=5)
    assert not listener.is_alive()
    assert len(taken) < 10


def test_close_ends_a_fast_recording_too(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", noise(160_000), 16_000)
    recording = Recording(tmp_path / "a.wav", fast=True)
    blocks = recording.blocks()
    next(blocks)
    recording.close()
    assert list(blocks) == []

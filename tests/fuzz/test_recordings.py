"""Recordings that are damaged, cut or no recordings: played up to there, or refused."""

import io
import struct
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.amount import tries
from tests.fuzz.damage import damaged
from tests.fuzz.refusing import or_refused
from voice.audio.convert import BLOCK
from voice.audio.recording import Recording
from voice.errors import InputProblem

KINDS = {
    "WAV": ("PCM_16", "FLOAT", "PCM_24", "ULAW"),
    "FLAC": ("PCM_16",),
    "OGG": ("VORBIS", "OPUS"),
    "MP3": ("MPEG_LAYER_III",),
}
HEADER = 256
"""Most of what a decoder believes stands in so many bytes."""
AS_THEY_ARE = st.sampled_from([(kind, coded) for kind, codes in KINDS.items() for coded in codes])


@cache
def recorded(kind: str, coded: str) -> bytes:
    """A third of a second of noise."""
    noise = np.random.default_rng(1).normal(0, 0.1, (16_000 // 3, 2))
    file = io.BytesIO()
    soundfile.write(file, noise, 16_000, format=kind, subtype=coded)
    return file.getvalue()


def wav(rate: int, channels: int, bits: int, code: int, sound: bytes) -> bytes:
    """What a header can say, whether it can be or not."""
    a_frame = channels * bits // 8
    about = struct.pack(
        "<HHIIHH", code, channels, rate, rate * a_frame & 0xFFFFFFFF, a_frame & 0xFFFF, bits
    )
    parts = b"WAVEfmt " + struct.pack("<I", len(about)) + about
    parts += b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(parts)) + parts


def play(path: Path, content: bytes) -> None:
    """As `safeword listen --fast --input` does."""
    path.write_bytes(content)
    with or_refused(InputProblem, str(path)):
        for block in Recording(path, fast=True).blocks():
            assert block.frames.shape == (BLOCK,)
            assert np.all(np.abs(block.frames) <= 1), "nor is any of it no number"


@pytest.mark.parametrize("within", [HEADER, None], ids=["header", "anywhere"])
@given(data=st.data())
@tries(60)
def test_a_damaged_recording(tmp_path: Path, within: int | None, data: st.DataObject) -> None:
    kind, coded = data.draw(AS_THEY_ARE)
    content = data.draw(damaged(recorded(kind, coded), within=within))
    play(tmp_path / f"spoilt.{kind.lower()}", content)


HEADERS = st.builds(
    wav,
    rate=st.one_of(st.integers(0, 2**32 - 1), st.sampled_from([0, 1, 3_999, 4_000, 11_025])),
    channels=st.sampled_from([0, 1, 2, 3, 8, 65_535]),
    bits=st.sampled_from([0, 1, 8, 12, 16, 24, 32, 64]),
    code=st.sampled_from([0, 1, 2, 3, 6, 7, 17, 0x55, 0xFFFE]),
    sound=st.binary(max_size=4_000),
)


@given(content=HEADERS)
@tries(80)
def test_whatever_a_header_says(tmp_path: Path, content: bytes) -> None:
    play(tmp_path / "odd.wav", content)


@given(
    sound=st.lists(st.floats(width=32), min_size=1, max_size=700),
    rate=st.sampled_from([8_000, 16_000, 44_100, 192_000]),
)
@tries(40)
def test_sound_that_is_no_number(tmp_path: Path, sound: list[float], rate: int) -> None:
    file = io.BytesIO()
    soundfile.write(file, np.array(sound, np.float32), rate, format="WAV", subtype="FLOAT")
    play(tmp_path / "odd.wav", file.getvalue())


@given(content=st.binary(min_size=1, max_size=2_000))
@tries(40)
def test_what_is_no_recording(tmp_path: Path, content: bytes) -> None:
    for name in ("x.wav", "x.flac", "x.mp3", "x.raw", "x"):
        play(tmp_path / name, content)

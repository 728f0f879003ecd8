import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.clock import FRAME_RATE
from models.ears import Frames
from voice.audio.capture_buffer import CaptureBuffer, Chunk
from voice.audio.convert import BLOCK, Converter, Raw
from voice.audio.detectors import FaintDetector, GapDetector, ZeroDetector, is_cut_off


def raw(*samples: float) -> Raw:
    return np.array(samples, np.float32).reshape(-1, 1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 20_000), st.booleans()), max_size=30))
def test_silence_is_a_second_of_zeros_since_the_last_sound(
    pieces: list[tuple[int, bool]],
) -> None:
    detector = ZeroDetector()
    zeros = 0
    for length, loud in pieces:
        chunk = np.zeros(length, np.float32)
        if loud:
            chunk[length // 2] = 1e-7
        detector.feed(chunk)
        zeros = 0 if loud else zeros + length
        if abs(zeros - FRAME_RATE) > 1:
            assert detector.silent == (zeros > FRAME_RATE)


def test_the_quietest_sound_there_is_ends_the_silence() -> None:
    detector = ZeroDetector()
    detector.feed(np.zeros(FRAME_RATE, np.float32))
    assert detector.silent
    detector.feed(np.array([0.0, 2.0**-15, 0.0], np.float32))
    assert not detector.silent


def faint(sound: Frames) -> bool:
    detector = FaintDetector()
    for at in range(0, len(sound), BLOCK):
        detector.feed(sound[at : at + BLOCK])
    return detector.faint


@pytest.mark.parametrize(
    ("what", "deviation"),
    [("a bedroom", 3e-4), ("the noise of the best converters", 1e-6)],
)
def test_a_working_microphone_in_a_quiet_room_is_not_faint(what: str, deviation: float) -> None:
    noise = np.random.default_rng(2).normal(0, deviation, 5 * FRAME_RATE).astype(np.float32)
    assert not faint(noise), what


def test_the_last_bit_of_16_now_and_then_is_not_faint() -> None:
    """Two channels at 48 kHz: the bit is less when it has become 16 kHz and one channel."""
    sound = np.zeros((5 * 48_000, 2), np.float32)
    sound[::48_000, 0] = 2.0**-15
    converter = Converter(48_000, 2)
    assert not faint(np.concatenate([*converter.feed(sound), *converter.finish()]))


def test_what_is_below_every_noise_is_faint_until_something_is_heard() -> None:
    noise = np.random.default_rng(2).normal(0, 3e-4 * 0.03**3, 5 * FRAME_RATE).astype(np.float32)
    assert noise.any()
    assert faint(noise)
    voice = np.concatenate([noise, np.full(BLOCK, 0.01, np.float32)])
    assert not faint(voice)


def test_a_mute_behind_the_resampler_is_digital_silence() -> None:
    converter, detector = Converter(44_100, 2), ZeroDetector()
    noise = np.random.default_rng(4).normal(0, 0.1, (44_100, 2)).astype(np.float32)
    for block in converter.feed(np.concatenate([noise, np.zeros((66_150, 2), np.float32)])):
        detector.feed(block)
    assert detector.silent


def test_a_pause_of_a_working_microphone_is_no_gap() -> None:
    gap = GapDetector(100.0)
    for step in range(1, 40):
        assert not gap.open(100.0 + step * 0.047)
        gap.arrived(100.0 + step * 0.047)


def test_a_gap_opens_after_a_quarter_of_a_second_and_ends_with_sound() -> None:
    gap = GapDetector(100.0)
    gap.arrived(101.0)
    assert not gap.open(101.24)
    assert gap.open(101.25)
    assert gap.length(101.5) == 0.5
    gap.arrived(101.5)
    assert not gap.open(101.5)


@settings(deadline=None)
@given(st.lists(st.floats(0.001, 3.0), min_size=1, max_size=40), st.integers(100, 1_000))
def test_what_covers_a_gap_is_as_long_as_the_gap(waits: list[float], block: int) -> None:
    gap, now, covered = GapDetector(0.0), 0.0, 0
    for wait in waits:
        now += wait
        while gap.owed(now) >= block:
            gap.cover(block)
            covered += block
    assert covered == pytest.approx(now * FRAME_RATE, abs=block + 1)


def test_sound_that_comes_covers_the_time_before_it() -> None:
    gap = GapDetector(0.0)
    assert gap.owed(0.5) == 8_000
    gap.arrived(0.5)
    assert gap.owed(0.5) == 0
    assert gap.owed(0.75) == 4_000


@settings(deadline=None)
@given(
    limit=st.integers(1, 50),
    steps=st.lists(st.one_of(st.integers(1, 20), st.none()), max_size=60),
)
def test_the_buffer_loses_only_the_oldest_and_counts_every_frame(
    limit: int, steps: list[int | None]
) -> None:
    buffer, put, lost = CaptureBuffer(limit), 0, 0
    taken: list[float] = []
    for length in [*steps, *[None] * 60]:
        if length is not None:
            frames = np.arange(put, put + length, dtype=np.float32).reshape(-1, 1)
            buffer.put(Chunk(frames, at=0.0))
            put += length
            assert buffer.frames <= limit
        elif (chunk := buffer.take(0.0)) is not None:
            lost += chunk.lost
            assert chunk.raw[0, 0] == len(taken) + lost
            taken += chunk.raw[:, 0].tolist()
    assert len(taken) + lost <= put
    buffer.put(Chunk(raw(), at=0.0))
    last = buffer.take(0.0)
    assert last is not None
    assert len(taken) + lost + last.lost == put


def test_losses_that_the_device_told_are_kept_with_the_dropped() -> None:
    buffer = CaptureBuffer(2)
    buffer.put(Chunk(raw(1.0, 2.0), at=0.0, lost=5))
    buffer.put(Chunk(raw(3.0), at=0.0, lost=7))
    chunk = buffer.take(0.0)
    assert chunk is not None
    assert chunk.lost == 5 + 2 + 7


def test_what_was_put_before_the_end_is_still_taken() -> None:
    buffer = CaptureBuffer(10)
    buffer.put(Chunk(raw(1.0), at=3.0))
    buffer.end()
    assert buffer.ended
    chunk = buffer.take(0.0)
    assert chunk is not None
    assert chunk.at == 3.0
    assert buffer.take(60.0) is None


@pytest.mark.parametrize("scale", [2**15, 2**31], ids=["16 bits", "32 bits"])
def test_a_tone_that_is_louder_than_can_be_recorded_is_cut_off(scale: int) -> None:
    time = np.arange(320) / 16_000
    tone = np.sin(2 * np.pi * 200 * time)

    def recorded(gain: float) -> Frames:
        whole = np.clip(np.round(tone * gain * scale), -scale, scale - 1) / scale
        return whole.astype(np.float32).reshape(-1, 1)

    assert is_cut_off(recorded(1.5))
    assert is_cut_off(np.hstack([recorded(0.1), recorded(1.5)]))
    assert not is_cut_off(recorded(0.99))
    assert not is_cut_off(recorded(0.0))

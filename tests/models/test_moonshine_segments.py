"""Where the ear looks: every word at any level, nothing in steady sound, nothing lost."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.clock import frames
from intents.heard import Look
from models.ears import Frames
from models.moonshine.segments import STEP, Segment, Segmenter

SETTLE = 3.0
"""Seconds after which the floor of a steady room is surely known."""


def noise(seconds: float, level: float, seed: int = 0) -> Frames:
    """White noise of a level in decibels under full scale."""
    values = np.random.default_rng(seed).normal(0, 10 ** (level / 20), frames(seconds))
    return values.astype(np.float32)


def burst(seconds: float, level: float) -> Frames:
    """Something like a syllable: noise that swells and fades."""
    swell = np.hanning(frames(seconds)).astype(np.float32)
    return noise(seconds, level, seed=1) * swell


def rising_and_falling(seconds: float, level: float, depth: float = 20.0) -> Frames:
    """Sound without a pause whose level never rests, like music or a crowd."""
    at = np.arange(frames(seconds)) / frames(1.0)
    gain = 10 ** (depth / 40 * np.sin(2 * np.pi * 1.7 * at) / 2)
    return (noise(seconds, level, seed=2) * gain).astype(np.float32)


def segments(sound: Frames, block: int = STEP) -> list[Segment]:
    segmenter = Segmenter()
    found = [
        segment
        for at in range(0, len(sound), block)
        for segment in segmenter.take(sound[at : at + block])
    ]
    last = segmenter.finish()
    return found + ([last] if last else [])


def finals(found: list[Segment]) -> list[Segment]:
    return [segment for segment in found if segment.look is Look.FINAL]


@pytest.mark.parametrize("level", [-120.0, -70.0, -50.0, -30.0])
def test_steady_sound_is_left_alone_once_it_is_known(level: float) -> None:
    assert all(s.ended <= frames(SETTLE) for s in segments(noise(60, level)))


def test_digital_silence_is_never_looked_at() -> None:
    assert segments(np.zeros(frames(10), np.float32)) == []


@pytest.mark.parametrize("floor", [-90.0, -70.0, -50.0, -30.0])
@pytest.mark.parametrize("over", [12.0, 20.0, 30.0])
def test_a_syllable_over_any_floor_gets_early_and_final_looks(floor: float, over: float) -> None:
    sound = noise(8, floor)
    began = frames(5.0)
    word = burst(0.4, floor + over)
    sound[began : began + len(word)] += word
    found = [s for s in segments(sound) if s.began > frames(SETTLE)]
    assert {s.look for s in found[:-1]} == {Look.EARLY, Look.BETWEEN}
    assert found[-1].look is Look.FINAL
    assert found[-1].began <= began - frames(0.25)
    assert found[-1].ended >= began + len(word)


def test_a_word_at_the_very_beginning_is_looked_at() -> None:
    sound = noise(4, -70)
    word = burst(0.4, -30)
    sound[: len(word)] += word
    first = finals(segments(sound))[0]
    assert first.began == 0
    assert first.ended >= len(word)


def test_a_word_just_after_speech_is_not_lost() -> None:
    sound = noise(9, -70)
    for at in (4.0, 5.0, 5.5):
        sound[frames(at) : frames(at) + frames(0.4)] += burst(0.4, -25)
    covered = [(s.began, s.ended) for s in finals(segments(sound))]
    for at in (4.0, 5.0, 5.5):
        assert any(b <= frames(at) and frames(at + 0.4) <= e for b, e in covered)


def test_a_loud_word_over_music_ends_with_the_music_still_playing() -> None:
    sound = rising_and_falling(12, -45, depth=6)
    sound[frames(8.0) : frames(8.5)] += burst(0.5, -20)
    after = [s for s in finals(segments(sound)) if s.ended >= frames(8.5)]
    assert after[0].began <= frames(8.0)
    assert after[0].ended <= frames(9.5)


@pytest.mark.parametrize("seconds", [5.0, 33.3])
def test_endless_sound_is_looked_at_all_the_time_in_short_windows(seconds: float) -> None:
    found = segments(rising_and_falling(seconds, -30))
    whole = finals(found)
    assert whole[0].began == 0
    assert whole[-1].ended == frames(seconds) // STEP * STEP
    assert all(b.began <= a.ended for a, b in pairwise(whole))
    assert max(s.ended - s.began for s in whole) <= frames(8.0)
    early = [s for s in found if s.look is Look.EARLY]
    assert max(s.ended - s.began for s in early) <= frames(2.0)
    ends = [0] + [s.ended for s in found] + [frames(seconds)]
    assert max(np.diff(sorted(ends))) <= frames(0.65)


@pytest.mark.parametrize("rest", [0.14, 0.2])
def test_what_is_said_between_two_rests_is_looked_at_by_itself(rest: float) -> None:
    """A word into another one's talk: no pause there is long enough to close an utterance."""
    sound = noise(9, -70)
    begins = [frames(4.0) + each * frames(0.4 + rest) for each in range(5)]
    for at in begins:
        sound[at : at + frames(0.4)] += burst(0.4, -25)
    between = [s for s in segments(sound) if s.look is Look.BETWEEN]
    for at, end in pairwise(begins):
        alone = [s for s in between if s.began <= at + frames(0.05) and s.ended <= end]
        assert any(s.ended >= at + frames(0.35) and s.ended - s.began < frames(0.9) for s in alone)
    together = [s for s in between if s.ended - s.began > frames(0.9)]
    assert together, "a word may have a rest in its middle"
    assert all(s.ended - s.began <= frames(1.7) for s in between)
    assert len({(s.began, s.ended) for s in between}) == len(between)


def test_what_has_no_rest_in_it_is_never_looked_at_as_if_it_had() -> None:
    found = segments(rising_and_falling(12, -30, depth=6.0))
    assert not [s for s in found if s.look is Look.BETWEEN]


def test_the_end_of_a_recording_gives_the_last_look() -> None:
    sound = np.concatenate([noise(5, -70), burst(0.5, -20)[: frames(0.3)]])
    last = segments(sound)[-1]
    assert last.look is Look.FINAL
    assert last.ended == len(sound)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=40), st.integers(0, 2**32))
def test_blocks_of_any_size_give_the_same_segments(sizes: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    sound = noise(6, -60)
    for at in rng.uniform(0, 5.5, 4):
        word = burst(0.4, float(rng.uniform(-50, -10)))
        sound[frames(at) : frames(at) + len(word)] += word
    segmenter = Segmenter()
    found = []
    at = turn = 0
    while at < len(sound):
        size = sizes[turn % len(sizes)]
        block = sound[at : at + size].copy()
        found += list(segmenter.take(block))
        block[:] = np.nan
        at += size
        turn += 1
    last = segmenter.finish()
    found += [last] if last else []
    expected = segments(sound)
    assert [(s.look, s.began, s.ended) for s in found] == [
        (s.look, s.began, s.ended) for s in expected
    ]
    for segment in found:
        np.testing.assert_array_equal(segment.frames, sound[segment.began : segment.ended])


def pink(seconds: float, level: float) -> Frames:
    """Noise with as much energy in each octave."""
    white = np.fft.rfft(np.random.default_rng(3).normal(size=frames(seconds)))
    made = np.fft.irfft(white / np.sqrt(np.arange(1, len(white) + 1)), frames(seconds))
    return np.asarray(made / made.std() * 10 ** (level / 20), np.float32)


def test_steady_noise_of_any_colour_is_left_alone() -> None:
    assert all(s.ended <= frames(SETTLE) for s in segments(pink(60, -40)))


@pytest.mark.parametrize("pitch", [450, 800, 1300, 2200])
def test_a_voice_that_stands_out_in_one_band_only_is_looked_at(pitch: int) -> None:
    """Law 1: a word may be under the noise as a whole."""
    room = noise(10, -40)
    at = frames(6)
    tone = np.sin(2 * np.pi * pitch * np.arange(frames(0.5)) / frames(1.0)) * 10 ** (-38 / 20)
    room[at : at + len(tone)] += tone.astype(np.float32)
    assert any(s.began < at + len(tone) and s.ended > at for s in finals(segments(room)))


@pytest.mark.parametrize("over", [6.0, 12.0, 30.0])
@pytest.mark.parametrize("lead", [2.0, 12.0])
def test_it_tells_how_far_a_look_stands_over_its_background(over: float, lead: float) -> None:
    """Noise that is so much louder for a while; levels of 20 ms flicker by a decibel or two."""
    room = noise(lead, -50.0)
    loud = noise(0.8, -50.0 + over, seed=1)
    found = segments(np.concatenate([room, loud, noise(1.0, -50.0, seed=2)]))
    told = [s.over for s in found if s.ended > len(room) + len(loud)]
    assert told
    assert all(over - 1 < each < over + 3 for each in told)


def test_a_background_is_remembered_through_talk_without_pauses() -> None:
    """Three seconds of it would be all talk."""
    sound = np.concatenate([noise(2.0, -60.0), rising_and_falling(5.0, -30.0, depth=6.0)])
    assert segments(sound)[-1].over > 25

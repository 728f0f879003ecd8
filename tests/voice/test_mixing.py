"""Two channels become one in which nothing that either hears is lost."""

import numpy as np
import pytest
from numpy.typing import NDArray

from intents.clock import FRAME_RATE
from models.ears import Frames
from voice.audio.convert import BLOCK, Converter
from voice.audio.mixing import Mixer

RATE = 48_000


def talk(seconds: float = 2.0, rate: int = FRAME_RATE) -> Frames:
    """Something like a voice: a pitch that glides, its overtones, and syllables."""
    time = np.arange(round(seconds * rate)) / rate
    phase = 2 * np.pi * np.cumsum(110 + 30 * np.sin(2 * time)) / rate
    tones = sum(np.sin(number * phase) / number for number in range(1, 25))
    return np.asarray(0.1 * tones * (0.2 + np.abs(np.sin(9 * time))), np.float32)


def noise(like: Frames, level: float = 3e-4, seed: int = 1) -> Frames:
    return np.random.default_rng(seed).normal(0, level, len(like)).astype(np.float32)


def late(sound: Frames, seconds: float, rate: int = FRAME_RATE) -> Frames:
    zeros = np.zeros(round(seconds * rate), np.float32)
    return np.concatenate([zeros, sound])[: len(sound)]


def mixed(*channels: Frames, rate: int = FRAME_RATE) -> Frames:
    converter = Converter(rate, len(channels))
    sound = np.stack(channels, axis=1)
    return np.concatenate([*converter.feed(sound), *converter.finish()])


def loudness(sound: Frames) -> NDArray[np.float64]:
    """Decibels of each tenth of a second."""
    tenth = FRAME_RATE // 10
    parts = sound[: len(sound) // tenth * tenth].reshape(-1, tenth)
    return np.asarray(10 * np.log10((parts**2).mean(axis=1)))


def words(sound: Frames) -> Frames:
    """What the telephone carries of it: 300 to 3400 Hz."""
    spectrum = np.fft.rfft(sound)
    pitches = np.fft.rfftfreq(len(sound), 1 / FRAME_RATE)
    spectrum[(pitches < 300) | (pitches > 3_400)] = 0
    return np.fft.irfft(spectrum, len(sound)).astype(np.float32)


def test_an_inverted_channel_does_not_cancel_the_other() -> None:
    voice = talk()
    heard = mixed(voice + noise(voice, seed=1), -voice + noise(voice, seed=2))
    assert np.abs(loudness(heard) - loudness(voice)).max() < 1.5


def test_an_inverted_channel_at_a_rate_of_its_own() -> None:
    voice = talk(rate=RATE)
    assert loudness(mixed(voice, -voice, rate=RATE)).min() > -40


def test_not_even_the_first_moment_of_a_word_is_lost() -> None:
    silence = np.zeros(BLOCK * 10, np.float32)
    voice = np.concatenate([silence, talk(0.3)])
    left, right = voice + noise(voice, seed=1), -voice + noise(voice, seed=2)
    first = slice(len(silence), len(silence) + BLOCK)
    heard, said = mixed(left, right)[first], voice[first]
    assert (heard**2).sum() > 0.5 * (said**2).sum()


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("milliseconds", [0.25, 1, 3, 7, 12])
def test_a_late_channel_does_not_cancel_the_other(milliseconds: float, sign: int) -> None:
    voice = talk()
    heard = mixed(voice, sign * late(voice, milliseconds / 1000))
    assert (loudness(words(heard))[1:] - loudness(words(voice))[1:]).min() > -7


@pytest.mark.parametrize("dead", ["zeros", "noise", "a loud hum", "an offset"])
@pytest.mark.parametrize("side", [0, 1])
def test_a_dead_channel_takes_nothing_from_the_other(dead: str, side: int) -> None:
    voice = talk()
    time = np.arange(len(voice)) / FRAME_RATE
    channels = {
        "zeros": np.zeros_like(voice),
        "noise": noise(voice, 0.01),
        "a loud hum": np.asarray(0.3 * np.sin(2 * np.pi * 50 * time), np.float32),
        "an offset": np.full_like(voice, 0.3),
    }
    pair = [voice, channels[dead]]
    heard = mixed(pair[side], pair[1 - side])
    share = float(np.dot(heard, voice) / np.dot(voice, voice))
    assert abs(share) == pytest.approx(0.5, abs=0.05)


def test_an_offset_or_hum_in_both_does_not_hide_that_the_voices_cancel() -> None:
    voice = talk()
    time = np.arange(len(voice)) / FRAME_RATE
    hum = np.asarray(0.1 + 0.3 * np.sin(2 * np.pi * 60 * time), np.float32)
    heard = mixed(voice + hum, -voice + hum)
    assert float(np.dot(heard - heard.mean(), voice) / np.dot(voice, voice)) > 0.9


def test_four_channels_two_of_them_inverted() -> None:
    voice = talk()
    assert np.abs(loudness(mixed(voice, -voice, -voice, voice)) - loudness(voice)).max() < 1


def test_a_channel_that_turns_over_does_not_click() -> None:
    """Steps between neighbouring frames stay as small as those of the sounds themselves."""
    time = np.arange(FRAME_RATE) / FRAME_RATE
    tone = np.asarray(0.5 * np.sin(2 * np.pi * 400 * time), np.float32)
    other = np.where(time < 0.5, tone, -tone).astype(np.float32)
    other[: FRAME_RATE // 4] = 0
    heard = mixed(tone, other)
    own = np.abs(np.diff(tone)).max()
    assert np.abs(np.diff(heard)).max() < 1.2 * own


def test_stereo_as_it_should_be_is_still_averaged() -> None:
    voice = talk()
    left, right = voice + noise(voice, 0.01, 1), 0.5 * voice + noise(voice, 0.01, 2)
    assert np.allclose(mixed(left, right)[: len(voice)], (left + right) / 2, atol=1e-6)


def test_one_channel_stays_as_it_is() -> None:
    block = noise(np.zeros(BLOCK, np.float32), 0.1)
    assert np.array_equal(Mixer(1).mix(block[:, np.newaxis]), block)

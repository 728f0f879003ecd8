"""Words in noise: the levels are what the report says they are."""

import numpy as np
import pytest

from bench import styles
from bench.clips import TUNE_VOICES, load, own
from bench.mixing import VOICE, active_level, at_level, background
from bench.styles import STYLES
from tests.fixtures.clips import clip


def level(sound: np.ndarray) -> float:
    return float(10 * np.log10((sound.astype(np.float64) ** 2).mean()))


def test_the_active_level_does_not_count_pauses() -> None:
    tone = 0.1 * np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000).astype(np.float32)
    with_pauses = np.concatenate([tone, np.zeros(64_000, np.float32)])
    assert active_level(tone) == pytest.approx(-23.01, abs=0.1)
    assert active_level(with_pauses) == pytest.approx(-23.01, abs=0.1)


def test_a_voice_is_brought_to_its_level() -> None:
    assert active_level(at_level(clip("red__af_bella"), VOICE)) == pytest.approx(VOICE, abs=0.2)


@pytest.mark.parametrize("count", [1_000, 100_000])
def test_a_background_has_its_level_and_length(count: int) -> None:
    noise = np.random.default_rng(1).normal(size=30_000).astype(np.float32)
    made = background(noise, -40, count)
    assert len(made) == count
    assert level(made) == pytest.approx(-40, abs=0.05)


@pytest.mark.parametrize("name", STYLES)
def test_every_style_is_repeatable_and_changes_the_sound(name: str) -> None:
    sound = clip("red__af_bella")
    made = STYLES[name](sound, np.random.default_rng(1))
    assert np.array_equal(made, STYLES[name](sound, np.random.default_rng(1)))
    assert made.dtype == np.float32
    assert len(made) >= len(sound)
    assert not np.array_equal(made[: len(sound)], sound)


def periodicity(sound: np.ndarray) -> float:
    """The highest autocorrelation at lags of a voice's pitch, 70 to 350 Hz."""
    loudest = int(np.convolve(sound**2, np.ones(1_500)).argmax())
    middle = sound[max(0, loudest - 1_500) : loudest].astype(np.float64)
    full = np.correlate(middle, middle, "full")[len(middle) - 1 :]
    return float(full[46:229].max() / full[0])


def test_a_whisper_has_no_pitch() -> None:
    sound = clip("red__af_bella")
    assert periodicity(styles.whispered(sound, np.random.default_rng(1))) < 0.5
    assert periodicity(sound) > 0.6


def test_a_shout_clips() -> None:
    made = styles.shouted(clip("red__am_liam"), np.random.default_rng(1))
    assert (np.abs(made) >= 1.0).mean() > 0.02


def test_the_words_of_the_report_are_there_by_voices_that_nothing_was_tuned_on() -> None:
    red = own("red")
    assert len({each.voice for each in red}) == len(red) == 54
    assert not {each.voice.rpartition("-")[0] for each in red} & TUNE_VOICES
    assert all(len(load(each.path)) for each in red)

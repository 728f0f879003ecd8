"""What the encoder is taught with: spoiled voices, and windows as long as the product's looks."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.fft import rfft

from bench.mixing import Sound, active_level
from bench.training.distortion import (
    distorted,
    nobody,
    reverberant,
    shouted,
    trembling,
    whispered,
)
from bench.training.noise import Chance, Wave, babble, coloured, level, music
from bench.training.windows import LENGTHS, TAIL, windows
from models.moonshine import files
from models.moonshine.network import Network
from models.moonshine.tokenizer import END, START, Tokenizer
from tests.fixtures.clips import clip

COUNT = 28_000
VOICES: list[Sound] = [clip("red__af_bella"), clip("yellow__af_heart"), clip("stop__af_heart")]
TOKENIZER = Tokenizer(files.folder() / files.TOKENIZER.name)


def chance() -> np.random.Generator:
    return np.random.default_rng(1)


def buzz() -> Wave:
    """A voice of 100 Hz without a mouth, for half a window."""
    sound = np.zeros(COUNT)
    sound[: COUNT // 2 : 160] = 0.5
    return sound


@pytest.mark.parametrize("made", [coloured, music, lambda n, c: babble(n, c, VOICES)])
def test_every_noise_is_as_loud_as_any_other(made: Callable[[int, Chance], Wave]) -> None:
    sound = made(COUNT, chance())
    assert sound.shape == (COUNT,)
    assert level(sound) == pytest.approx(1)


@pytest.mark.parametrize("way", [whispered, shouted, trembling, reverberant])
def test_however_it_is_said_it_lasts_as_long(way: Callable[[Wave, Chance], Wave]) -> None:
    made = way(buzz(), chance())
    assert made.shape == (COUNT,)
    assert np.isfinite(made).all()


def test_a_whisper_has_no_pitch() -> None:
    def harmonics(sound: Wave) -> float:
        """How much of the power is at multiples of 100 Hz, of the first second's quarter."""
        power = np.abs(rfft(sound[: 16_000 // 2])) ** 2
        return float(power[::50].sum() / power.sum())

    assert harmonics(buzz()) > 0.9
    assert harmonics(whispered(buzz(), chance())) < 0.2


def test_a_room_goes_on_after_the_voice() -> None:
    silent = slice(COUNT // 2 + 500, COUNT // 2 + 2000)
    assert level(buzz()[silent]) < 1e-3
    assert level(reverberant(buzz(), chance())[silent]) > 1e-3


def test_the_same_chance_spoils_a_voice_in_the_same_way() -> None:
    def once() -> Wave:
        voice = np.pad(VOICES[0].astype(np.float64), (0, 20_000))[:COUNT]
        return distorted(voice, chance(), VOICES, music)

    assert np.array_equal(once(), once())
    assert np.abs(once()).max() <= 1


def test_where_nobody_speaks_something_sounds() -> None:
    sound = nobody(COUNT, chance(), music)
    assert sound.shape == (COUNT,)
    assert 0 < np.abs(sound).max() <= 1


def test_windows_are_looks_at_what_was_said() -> None:
    network = Network(files.folder() / files.UNTAUGHT, files.folder() / files.DECODER.name)
    made = windows([(VOICES[1], "Yellow.")], 6, network, TOKENIZER, chance())
    assert len(made) == 6
    for window in made:
        assert len(window.frames) in LENGTHS
        assert window.tail in (0, TAIL)
        assert not window.frames[len(window.frames) - window.tail :].any()
        assert active_level(window.frames) > -40
        assert window.tokens[0] == START
        assert window.tokens[-1] == END
        assert "ellow" in TOKENIZER.decode(window.tokens)

"""What the encoder is taught with: spoiled voices, and windows as long as the product's looks."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.fft import rfft

from bench.mixing import Sound, active_level
from bench.noises.shaping import add
from bench.training.distortion import (
    distorted,
    nobody,
    reverberant,
    shouted,
    trembling,
    whispered,
)
from bench.training.noise import Chance, Wave, breaths, call, coloured, level, music
from bench.training.surroundings import Surroundings
from bench.training.windows import LENGTHS, TAIL, windows
from models.moonshine import files
from models.moonshine.network import Network
from models.moonshine.tokenizer import END, START, Tokenizer
from tests.fixtures.clips import clip

COUNT = 28_000
VOICES: list[Sound] = [clip("red__af_bella"), clip("yellow__af_heart"), clip("stop__af_heart")]
AROUND = Surroundings(VOICES, [music(30_000, np.random.default_rng(2)).astype(np.float32)], [])
TOKENIZER = Tokenizer(files.folder() / files.TOKENIZER.name)


def chance() -> np.random.Generator:
    return np.random.default_rng(1)


def buzz() -> Wave:
    """A voice of 100 Hz without a mouth, for half a window."""
    sound = np.zeros(COUNT)
    sound[: COUNT // 2 : 160] = 0.5
    return sound


@pytest.mark.parametrize(
    "made", [coloured, music, breaths, AROUND.talk, AROUND.music, AROUND.wordless]
)
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
        return distorted(voice, chance(), AROUND)

    assert np.array_equal(once(), once())
    assert np.abs(once()).max() <= 1


def test_where_nobody_speaks_something_sounds() -> None:
    dice = chance()
    for _ in range(20):
        sound = nobody(COUNT, dice, AROUND)
        assert sound.shape == (COUNT,)
        assert 0 < np.abs(sound).max() <= 1


def test_a_cry_is_heard_and_ends() -> None:
    dice = chance()
    for _ in range(20):
        sound = call(dice)
        assert level(sound) == pytest.approx(1)
        assert abs(sound[-1]) < 0.1
        assert 0.08 * 16_000 <= len(sound) <= 1.5 * 16_000


@pytest.mark.parametrize(
    ("start", "made"), [(-1, [2, 3, 0, 0]), (1, [0, 1, 2, 3]), (3, [0, 0, 0, 1]), (4, [0, 0, 0, 0])]
)
def test_only_what_lies_within_is_added(start: int, made: list[float]) -> None:
    whole = np.zeros(4)
    add(whole, start, np.array([1.0, 2.0, 3.0]))
    assert whole.tolist() == made


def test_recordings_are_songs_or_things_by_their_length_and_silence_is_neither(
    tmp_path: Path,
) -> None:
    for name, seconds, loud in (("song", 16, 0.5), ("bell", 1, 0.5), ("silence", 1, 0.0)):
        soundfile.write(tmp_path / f"{name}.ogg", np.full((8_000 * seconds, 2), loud), 8_000)
    (tmp_path / "readme.txt").write_text("no sound")
    around = Surroundings.gathered([], tmp_path, chance())
    assert [round(len(song) / 16_000) for song in around.songs if len(song) > 15 * 16_000] == [16]
    assert [round(len(thing) / 16_000) for thing in around.things] == [1]


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

"""The noises of a scene: repeatable, at their level, and shaped like what they stand for."""

import numpy as np
import pytest

from bench.clips import own
from bench.hearing import Heard, agreement_with
from bench.mixing import Sound
from bench.noises import NOISES, made
from bench.noises.song import SUNG
from bench.replay import Reports
from bench.scene_noises import floor, lost
from intents.clock import FRAME_RATE, frames
from voice.telling.happening import Happening, Kind

COUNT = frames(20)


def centroid(sound: Sound) -> float:
    """Where the middle of the energy is, in Hz."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float((np.fft.rfftfreq(len(sound), 1 / FRAME_RATE) * power).sum() / power.sum())


def loudness(sound: Sound) -> np.ndarray:
    """The root mean square of each 20 ms."""
    steps = sound[: len(sound) // 320 * 320].reshape(-1, 320).astype(np.float64)
    return np.asarray(np.sqrt((steps**2).mean(axis=1)))


def crest(sound: Sound) -> float:
    return float(np.abs(sound).max() / np.sqrt((sound.astype(np.float64) ** 2).mean()))


def often(sound: Sound, low: float, high: float) -> float:
    """How often in a second the loudness swells most clearly, between two rates."""
    steps = loudness(sound)
    power = np.abs(np.fft.rfft(steps - steps.mean()))
    rates = np.fft.rfftfreq(len(steps), 0.02)
    between = (rates >= low) & (rates <= high)
    return float(rates[between][power[between].argmax()])


@pytest.mark.parametrize("kind", NOISES)
def test_a_noise_is_the_same_in_every_run(kind: str) -> None:
    sound = made(kind, COUNT)
    assert np.array_equal(sound, made(kind, COUNT))
    assert not np.array_equal(sound, NOISES[kind](COUNT, np.random.default_rng(2)))
    assert sound.shape == (COUNT,)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()


@pytest.mark.parametrize("kind", NOISES)
def test_a_noise_is_as_loud_as_asked_for(kind: str) -> None:
    """But for the peaks of slaps, which a microphone clips."""
    sound = floor(kind, -36, COUNT).astype(np.float64)
    assert 10 * np.log10((sound**2).mean()) == pytest.approx(-36, abs=0.2)


def test_breath_is_noise_that_swells_slowly_or_quickly() -> None:
    assert often(made("breathing", COUNT), 0.15, 0.45) == pytest.approx(0.25, abs=0.06)
    assert often(made("panting", COUNT), 1.0, 3.0) == pytest.approx(1.8, abs=0.5)
    assert 1_000 < centroid(made("panting", COUNT)) < 3_000


def test_moans_have_a_pitch_and_breath_has_none() -> None:
    def periodic(kind: str) -> float:
        sound = made(kind, COUNT).astype(np.float64)
        loudest = int(loudness(made(kind, COUNT)).argmax()) * 320
        piece = sound[max(0, loudest - 500) : loudest + 1_000]
        full = np.correlate(piece, piece, "full")[len(piece) - 1 :]
        return float(full[40:230].max() / full[0])

    assert periodic("moans") > 0.6
    assert periodic("panting") < 0.4


def test_slaps_are_short_and_bright_and_thumps_are_low() -> None:
    slaps, bed = made("slaps", COUNT), made("bed", COUNT)
    assert crest(slaps) > 1.5 * crest(made("rain on a window", COUNT))
    assert np.median(loudness(slaps)) < loudness(slaps).max() / 30
    assert centroid(slaps) > 1_000
    assert centroid(bed) < 1_000


def test_rain_is_bright_and_never_stops() -> None:
    rain = made("rain on a window", COUNT)
    assert centroid(rain) > 2_000
    assert loudness(rain).min() > loudness(rain).max() / 30


def test_the_songs_have_the_colours_in_their_lines() -> None:
    lines = [path.stem.split("__")[0].split("_") for path in SUNG.glob("*.flac")]
    assert {"red", "yellow", "green"} <= {word for line in lines for word in line}
    assert all(len(line) > 4 for line in lines)


def test_a_stop_that_the_noise_called_does_not_count_for_the_word() -> None:
    clips = own("red")[:3]
    stops = [Happening(frames(at), Kind.HEARD, "stop") for at in (1.5, 9, 11.5)]
    starts, ends = [frames(s) for s in (1, 6, 11)], [frames(s) for s in (1.4, 6.4, 11.4)]
    nothing = Reports([], agreement_with(), {})
    assert lost(Heard(clips, starts, ends, 20.0, 0.0, stops, nothing, [])) == 1

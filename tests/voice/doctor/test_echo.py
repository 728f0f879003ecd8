"""The spoken test on computed rooms."""

import numpy as np
import pytest

from bench.echo_paths import EchoPath
from bench.noises.song import music
from models.ears import Frames
from voice.audio.convert import as_heard
from voice.audio.level import at_level
from voice.doctor.echo import AFTER, BEFORE, judged
from voice.doctor.finding import Level
from voice.doctor.voices import sentence

ROOM = -65.0


@pytest.fixture(scope="module")
def said() -> Frames:
    return as_heard(sentence("en"))


def noise(count: int) -> Frames:
    return np.random.default_rng(1).normal(0, 10 ** (ROOM / 20), count).astype(np.float32)


def through(said: Frames, delay: float, level: float) -> Frames:
    path = EchoPath(delay, drift=50, reverberation=0.8, wet=4.0)
    echo = path.through(np.concatenate([said, np.zeros(AFTER, np.float32)]))
    return at_level(echo.astype(np.float32), level) + noise(len(echo))


@pytest.mark.parametrize("level", [-20, -60])
def test_its_level_and_delay_are_told(said: Frames, level: float) -> None:
    found = judged(said, noise(BEFORE), through(said, 0.12, level))
    assert found.level is Level.FINE
    assert f"at {level if level == -20 else -59} dBFS" in found.sentence
    assert "0.12 s after" in found.sentence


def test_one_that_is_too_late_for_the_canceller_is_told(said: Frames) -> None:
    found = judged(said, noise(BEFORE), through(said, 0.8, -30))
    assert found.level is Level.ADVICE
    assert "0.80 s" in found.sentence


@pytest.mark.parametrize("played", [False, True])
def test_none_is_found_where_there_is_none(said: Frames, played: bool) -> None:  # noqa: FBT001
    count = len(said) + AFTER
    sound = noise(count)
    if played:
        sound += at_level(music(count, np.random.default_rng(14)).astype(np.float32), -20)
    found = judged(said, noise(BEFORE), sound)
    assert found.level is Level.ADVICE
    assert "not in what the microphone heard" in found.sentence

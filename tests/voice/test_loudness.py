"""How loud a sentence is."""

import numpy as np
import pytest

from models.speech import Sound
from voice.audio.level import PEAK, STEP, STEPS, as_loud


@pytest.mark.parametrize("louder", range(STEPS + 1))
def test_every_sentence_is_as_loud_as_its_step_and_none_clips(louder: int) -> None:
    sound = as_loud(Sound(np.array([0.0, -0.02, 0.01], np.float32), 16_000), louder)
    assert float(np.abs(sound.frames).max()) == pytest.approx(PEAK * STEP**louder)
    assert np.abs(sound.frames).max() < 1


@pytest.mark.parametrize("frames", [[], [0.0, 0.0], [float("nan")]])
def test_silence_has_no_loudness_and_is_no_error(frames: list[float]) -> None:
    sound = as_loud(Sound(np.array(frames, np.float32), 16_000), 1)
    assert len(sound.frames) == len(frames)

"""The bundled scene and its description belong together."""

import copy
import tomllib

import numpy as np
import soundfile

from bench.make_scene import RATE, SCENE, build, written
from bench.scene_hums import CLIP, hums


def test_the_sound_is_what_the_description_says() -> None:
    text = (SCENE / "scene.toml").read_text(encoding="utf-8")
    described = tomllib.loads(text)
    frames, rate = soundfile.read(SCENE / "scene.flac", dtype="float32")
    assert rate == RATE
    rebuilt = copy.deepcopy(described)
    # The last bits of the noise may differ between versions of numpy.
    assert np.abs(frames - build(rebuilt)).max() < 1e-3
    assert rebuilt == described
    assert tomllib.loads(written(described, "")) == described


def test_the_hums_are_computed_and_nobody_s() -> None:
    kept, rate = soundfile.read(CLIP, dtype="float32")
    assert rate == RATE
    # The last bits may differ between versions of numpy and FFT libraries.
    assert np.abs(kept - hums()).max() < 1e-3


def test_it_is_loud_where_someone_speaks_and_quiet_elsewhere() -> None:
    scene = tomllib.loads((SCENE / "scene.toml").read_text(encoding="utf-8"))
    frames, _ = soundfile.read(SCENE / "scene.flac", dtype="float32")
    speaking = np.zeros(len(frames), dtype=bool)
    for utterance in scene["utterance"]:
        spoken = slice(round(utterance["start"] * RATE), round(utterance["end"] * RATE))
        assert np.sqrt(np.mean(frames[spoken] ** 2)) > 0.03
        # The times are written to hundredths of a second.
        speaking[spoken.start - RATE // 100 : spoken.stop + RATE // 100] = True
    assert 0 < np.abs(frames[~speaking]).max() < 0.01
    # Never digital silence, which means a microphone that is off.
    assert all(window.any() for window in np.array_split(frames, len(frames) // 1600))

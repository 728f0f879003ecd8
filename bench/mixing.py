"""Words in noise: how loud a voice is, and what it is mixed with."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from bench.make_scene import room
from intents.clock import FRAME_RATE

Sound = NDArray[np.float32]
"""Shape (n,), 16 kHz."""
VOICE = -26.0
"""The active level that every voice is brought to, in dB of full scale."""
QUIET_ROOM = -65.0
"""The level of the room where nothing is mixed in, in dB of full scale."""
STEP = 320
_ACTIVE = 20.0
"""Steps of 20 ms no more than so many dB under the loudest one count as speech."""


def active_level(sound: Sound) -> float:
    """The level of the speech in a clip, without its pauses, in dB of full scale."""
    power = powers(sound)
    return float(10 * np.log10(power[power >= power.max() / 10 ** (_ACTIVE / 10)].mean()))


def powers(sound: NDArray[np.floating]) -> NDArray[np.float64]:
    """The mean power of each 20 ms, shape (n // 320,)."""
    steps = sound[: len(sound) // STEP * STEP].reshape(-1, STEP).astype(np.float64)
    return np.asarray((steps**2).mean(axis=1))


def at_level(sound: Sound, level: float) -> Sound:
    """The clip with its speech at this level."""
    return np.asarray(sound * 10 ** ((level - active_level(sound)) / 20), np.float32)


def noises(audio: Path) -> Mapping[str, Callable[[], Sound]]:
    """The kinds of background, each to be repeated for as long as it is needed.

    Music and babble are recordings of people where they are there. Otherwise babble is made of
    synthetic voices, and there is no music. Nothing was tuned on either: the first two pieces of
    music and the synthetic babble were for that.
    """
    music = sorted((audio / "humans" / "music").rglob("*.flac"))[2:]
    babble = sorted((audio / "humans" / "noise" / "englishccc_masker").glob("B*.flac"))
    found: dict[str, Callable[[], Sound]] = {"room": lambda: room(60 * FRAME_RATE)}
    if music:
        found["music"] = lambda: joined([_read(path) for path in music])
    found["babble"] = (
        (lambda: joined([_read(path) for path in babble]))
        if babble
        else lambda: synthetic_babble(audio)
    )
    return found


def background(noise: Sound, level: float, count: int) -> Sound:
    """So many frames of it, at this level in dB of full scale."""
    whole = np.tile(noise, -(-count // len(noise)))[:count].astype(np.float64)
    return np.asarray(whole * 10 ** (level / 20) / np.sqrt((whole**2).mean()), np.float32)


def joined(sounds: Sequence[Sound]) -> Sound:
    """All of them one after the other, equally loud."""
    return np.concatenate(
        [sound / max(float(np.sqrt((sound**2).mean())), 1e-9) for sound in sounds]
    )


def _read(path: Path) -> Sound:
    sound, rate = soundfile.read(path, dtype="float32")
    assert rate == FRAME_RATE
    return np.asarray(sound, np.float32)


def synthetic_babble(audio: Path) -> Sound:
    """Six of the talk clips at once, over and over."""
    clips = [
        np.asarray(soundfile.read(path, dtype="float32")[0], np.float32)
        for path in sorted((audio / "synthetic" / "talk").glob("*.flac"))
    ]
    length = 60 * FRAME_RATE
    lanes = [np.concatenate(clips[lane::6]) for lane in range(6)]
    return np.asarray(np.sum([np.resize(lane, length) for lane in lanes], axis=0), np.float32)

"""The chimes: soft, short and not to be taken for one another."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from intents.messages import ChimeKind
from voice.audio.chimes import chime

EACH = pytest.mark.parametrize("kind", ChimeKind)


def spectrum(frames: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """Energy in bands of 20 Hz up to 4 kHz, of unit length."""
    power = np.abs(np.fft.rfft(frames, n=rate)[:4000]) ** 2
    bands = power.reshape(-1, 20).sum(axis=1)
    return np.asarray(bands / np.linalg.norm(bands))


@EACH
def test_begins_and_ends_at_zero_without_a_click(kind: ChimeKind) -> None:
    sound = chime(kind)
    assert sound.frames[0] == pytest.approx(0, abs=1e-6)
    assert sound.frames[-1] == pytest.approx(0, abs=1e-6)
    # A click is a jump. A full sine of the highest partial moves less than this between frames.
    assert np.abs(np.diff(sound.frames)).max() < 0.1


@EACH
def test_soft_and_short(kind: ChimeKind) -> None:
    sound = chime(kind)
    assert sound.rate == 48_000
    assert sound.frames.dtype == np.float32
    assert 0.1 < np.abs(sound.frames).max() <= 0.35 + 1e-6
    assert 0.3 <= sound.seconds <= (1.2 if kind is ChimeKind.ALARM else 0.8)


def test_the_alarm_is_the_loudest_and_longest() -> None:
    alarm = chime(ChimeKind.ALARM)
    for kind in set(ChimeKind) - {ChimeKind.ALARM}:
        other = chime(kind)
        assert np.sum(alarm.frames**2) > 2 * np.sum(other.frames**2)
        assert alarm.seconds > other.seconds


@pytest.mark.parametrize(("one", "other"), list(combinations(ChimeKind, 2)))
def test_no_two_sound_alike(one: ChimeKind, other: ChimeKind) -> None:
    likeness = spectrum(chime(one).frames, 48_000) @ spectrum(chime(other).frames, 48_000)
    assert likeness < 0.5

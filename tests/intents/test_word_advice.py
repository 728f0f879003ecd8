"""Kind warnings about words, by the tier that they are in."""

from collections.abc import Mapping

import pytest

from intents.phrases import Lexicon
from intents.sounding import Among, Facts, Near
from intents.word_advice import longer_words, others, safe_words, warnings_about
from tests.intents.story import lexicon
from tests.intents.test_agreeing import agreeing

GOOD = {"stop": ["pineapple"], "slow": ["avocado"], "go": ["blueberry"], "house": ["lighthouse"]}
LONG = Facts(sounds=7)


def agreed(**words: list[str]) -> Lexicon:
    return lexicon({"words": {**GOOD, **words}})


def warnings(facts: Mapping[str, Facts] | None = None, **words: list[str]) -> tuple[str, ...]:
    """Every word is long and like nothing, but for these facts."""
    among = agreed(**words)
    known = dict.fromkeys(safe_words(among), LONG) | dict(facts or {})
    return warnings_about(among, agreeing("en"), known)


def like(other: str, among: Among = Among.MEANING) -> Facts:
    return Facts(sounds=7, near=(Near(other, 0.2, among),))


def test_good_words_are_not_warned_about() -> None:
    assert warnings() == ()


@pytest.mark.parametrize("word", ["no", "stop", "don't", "oh no", "more please"])
def test_a_word_that_is_said_in_play(word: str) -> None:
    [warning] = warnings(stop=[word])
    assert f"'{word}' is said in play" in warning


def test_without_facts_only_the_meaning_is_judged() -> None:
    assert warnings_about(agreed(), agreeing("en"), {}) == ()
    [warning] = warnings_about(agreed(stop=["no"]), agreeing("en"), {})
    assert "said in play" in warning


def test_a_short_stop_word() -> None:
    [warning] = warnings({"red": Facts(sounds=3)}, stop=["red"])
    assert "'red' is short (3 sounds" in warning
    assert "'red red red', 'safe word' or 'pineapple'" in warning


def test_the_usual_words_of_the_other_tiers_are_known_to_be_short() -> None:
    assert warnings({"green": Facts(sounds=4)}, go=["green"]) == ()
    assert len(warnings({"mint": Facts(sounds=4)}, go=["mint"])) == 1


@pytest.mark.parametrize(
    "facts",
    [Facts(sounds=6, everyday=True), like("sacred", Among.TALK), like("sacred", Among.PROMPT)],
)
def test_the_usual_words_are_known_to_be_like_others(facts: Facts) -> None:
    assert warnings({"safe word": facts}, house=["safe word"]) == ()
    assert len(warnings({"tea cosy": facts}, house=["tea cosy"])) == 1


def test_a_word_that_is_like_another_one() -> None:
    [warning] = warnings({"resumes": like("resume")}, go=["resumes"])
    assert "'resumes' sounds much like 'resume'" in warning


def test_of_two_words_that_are_alike_the_first_is_warned_about() -> None:
    facts = {"pineapple": like("pineapples"), "pineapples": like("pineapple")}
    [warning] = warnings(facts, slow=["pineapples"])
    assert "'pineapple' sounds much like 'pineapples'" in warning


def test_what_a_word_may_be_taken_for_means_something_else_and_is_short() -> None:
    among = agreed(stop=["pineapple", "pine apple"])
    of_a_stop_word = others("pineapple", among)
    assert {"avocado", "resume", "blueberry", "lighthouse"} <= set(of_a_stop_word)
    assert not {"pineapple", "pine apple", "what are our limits"} & set(of_a_stop_word)
    assert others("a word of nobody", among) == of_a_stop_word
    assert "pineapple" in others("avocado", among)


def test_what_is_offered_beside_a_short_word() -> None:
    among = agreed(stop=["red", "pineapple"], slow=["mint"])
    assert longer_words("red", among, agreeing("en"))[:2] == ("red red red", "safe word")
    assert longer_words("a word of nobody", among, agreeing("en"))[0] == "safe word"
    assert longer_words("mint", among, agreeing("en"))[0] == "mint mint mint"
    for word in ("red", "mint"):
        assert longer_words(word, among, agreeing("en"))[-1] == "marshmallow"
    assert "safe word" not in longer_words("mint", among, agreeing("en"))

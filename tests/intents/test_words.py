"""Words as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.words import has_run, normalise, same_key, times


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Red.", "red"),
        ("RED!", "red"),
        ("  Red,\nred\tred… ", "red red red"),
        ("'Red.'", "red"),
        ("\u2018Red\u2019", "red"),
        ("\u201cRed\u201d", "red"),
        ("Let\u2019s check in", "let's check in"),
        ("safe_word", "safe word"),
        ("STRASSE", "strasse"),
        ("straße", "straße"),
        ("cafe\u0301", "café"),
        ("\u1108\u1161\u11af\u1100\u1161\u11bc", "빨강"),
        ("L\u2019 eau, s'il te plaît", "l'eau s'il te plaît"),
        ("qu' il", "qu'il"),
        ("?!", ""),
        ("'", ""),
        ("", ""),
    ],
)
def test_case_punctuation_and_form_do_not_matter(text: str, words: str) -> None:
    assert normalise(text) == words


@given(st.text())
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.lists(st.sampled_from(["red", "빨강", "let's", "멈춰"]), min_size=1))
def test_spacing_and_punctuation_between_words_do_not_matter(words: list[str]) -> None:
    assert normalise(" ".join(words)) == normalise(", ".join(words).upper() + "!")


def test_korean_is_the_same_however_it_is_spaced() -> None:
    assert same_key("다시 시작해") == same_key("다시시작 해") == same_key("다 시 시 작 해.")


def test_english_is_not_the_same_when_it_is_spaced_otherwise() -> None:
    assert same_key("check in") != same_key("checkin")


@pytest.mark.parametrize(
    ("words", "run"),
    [
        ("red", "red"),
        ("oh red please", "red"),
        ("let's check in now", "check in"),
        ("빨강 멈춰", "빨강"),
        ("빨 강 멈춰", "빨강"),
        ("아 빨 강", "빨강"),
        ("다시시작 해", "다시 시작해"),
    ],
)
def test_a_run_of_whole_words_is_found(words: str, run: str) -> None:
    assert has_run(words, run)


@pytest.mark.parametrize(
    ("words", "run"),
    [
        ("tired", "red"),
        ("redder", "red"),
        ("check it in", "check in"),
        ("check inside", "check in"),
        ("빨강색", "빨강"),
        ("새빨강", "빨강"),
        ("빨 간 강", "빨강"),
        ("", "red"),
        ("", "빨강"),
    ],
)
def test_a_run_inside_other_words_is_not_found(words: str, run: str) -> None:
    assert not has_run(words, run)


@pytest.mark.parametrize(
    ("words", "runs", "count"),
    [
        ("tired of the red tin", ["red"], 1),
        ("red red please red", ["red"], 3),
        ("red red red red", ["red red"], 2),
        ("check in check in", ["check in"], 2),
        ("red then mercy", ["red", "mercy"], 2),
        ("the red light there", ["red light", "light", "red"], 2),
        ("the red light there", ["red light", "light"], 1),
        ("빨 강 멈춰 빨강", ["빨강"], 2),
        ("tired", ["red"], 0),
        ("", ["red"], 0),
        ("red", [], 0),
    ],
)
def test_runs_are_counted(words: str, runs: list[str], count: int) -> None:
    assert times(words, runs) == count

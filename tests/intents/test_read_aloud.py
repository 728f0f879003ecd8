"""Text as it is read aloud."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.read_aloud import languages, read_aloud
from intents.words import normalise
from tests.intents.test_phrases import LANGUAGES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I love you \u2764\ufe0f\U0001f534\U0001f49b", "I love you"),
        ("\U0001f534 never this \u2665, that", "never this, that"),
        ("50% & 20\u00b0 + 3", "fifty percent and twenty degrees plus three"),
        ("\u00bd of it", "a half of it"),
        ("2.5, 1,000 and 12:30", "two point five, one thousand and twelve thirty"),
        ("1.2.3", "one two three"),
        ("1,00", "one zero zero"),
        ("the 1st and the 22nd", "the first and the twenty-second"),
        ("1.5th", "one point five th"),
        ("1234567th", "one two three four five six seven th"),
        ("call 0176 1234567", "call zero one seven six one two three four five six seven"),
        ("mp3 at 7pm", "mp three at seven pm"),
        ("\u0663 \u2460 x\u00b2", "three one x two"),
        ("1\ufe0f\u20e3", "one"),
        ("\uff52\uff45\uff44 re\u200bd re\u00add \ufb01rm", "red red red firm"),
        ("I can\u00b4t", "I can't"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("a/b \u2013 c_d #e *f* <g> {h}", "a, b, c d e f g h"),
        ("red.tin", "red. tin"),
        ("(maybe) \u201cyes\u201d!", "(maybe) \u201cyes\u201d!"),
        ("\u611b it", "it"),
        ("\u2764\ufe0f", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_english_is_read_as_words(text: str, said: str) -> None:
    assert read_aloud(text, "en") == said
    assert read_aloud(text, "en-gb") == said
    assert read_aloud(text, "en+f3") == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "einundzwanzig Prozent und zwei Komma f\u00fcnf"),
        ("en", "twenty-one percent and twenty-five"),
        ("es", "veintiuno por ciento y dos coma cinco"),
        ("fr", "vingt-et-un pour cent et deux virgule cinq"),
        ("ko", "\uc774\uc2ed\uc77c \ud37c\uc13c\ud2b8 \uadf8\ub9ac\uace0 \uc774\uc2ed\uc624"),
    ],
)
def test_every_language_has_its_own_words(language: str, said: str) -> None:
    text = "21 % & 25" if language in ("en", "ko") else "21 % & 2,5"
    assert read_aloud(text, language) == said


def test_every_language_that_is_spoken_has_some() -> None:
    assert languages() == set(LANGUAGES)


def test_a_language_without_any_keeps_its_numbers() -> None:
    assert read_aloud("21 % \u2764", "nl") == "21"


@given(st.text(), st.sampled_from(LANGUAGES))
def test_what_is_said_has_no_signs_and_is_read_as_it_is(text: str, language: str) -> None:
    said = read_aloud(text, language)
    assert not [each for each in said if unicodedata.category(each)[0] in "SC" or each.isdecimal()]
    assert normalise(read_aloud(said, language)) == normalise(said)

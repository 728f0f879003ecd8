"""How something to listen for must be written."""

import pytest

from intents.errors import AgreementProblem
from intents.writing import badly_written, other_letters
from tests.intents.story import lexicon


@pytest.mark.parametrize("apostrophe", "'\u2018\u2019\u00b4`\u2032\u02bc\uff07")
def test_whatever_apostrophe_is_typed_the_word_is_the_same(apostrophe: str) -> None:
    words = lexicon({"words": {"stop": [f"I can{apostrophe}t"]}})
    assert words.phrases["stop"] == ("i can't",)  # type: ignore[index]


@pytest.mark.parametrize(
    "written",
    [
        "red",
        " RED\t",
        "red!",
        "red?",
        "\uff52\uff45\uff44",
        "r\u200be\ufeffd\u00ad",
        "red \u2764\ufe0f",
        "\u201cred\u201d",
    ],
)
def test_what_can_only_mean_one_word_is_that_word(written: str) -> None:
    assert badly_written(written, "en") is None
    assert lexicon({"words": {"stop": [written]}}).phrases["stop"] == ("red",)  # type: ignore[index]


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        ("red, red, red", "en"),
        ("safe-word", "en"),
        ("caf\u00e9", "fr"),
        ("cafe\u0301", "fr"),
        ("l\u2019eau", "fr"),
        ("\ube68\uac15", "ko"),
        ("\ube68", "ko"),
        ("ninety nine", "en"),
    ],
)
def test_words_of_every_kind_can_be_written(phrase: str, language: str) -> None:
    assert badly_written(phrase, language) is None


@pytest.mark.parametrize(
    ("phrase", "language", "instead"),
    [
        ("code 99", "en", '"code ninety nine"'),
        ("code 99", "de", '"code neunundneunzig"'),
        ("r2d2", "en", '"r two d two"'),
        ("rock & roll", "en", '"rock and roll"'),
        ("100%", "en", '"one hundred percent"'),
        ("red, pineapple", "en", '"red" and "pineapple"'),
        ("red; pineapple", "en", '"red" and "pineapple"'),
        ("red/pineapple", "en", '"red" and "pineapple"'),
        ("red | pineapple | red", "en", '"red pineapple red"'),
        ("red\npineapple", "en", '"red" and "pineapple"'),
        ("x", "en", "one letter"),
        ("?!", "en", "no word in it"),
        ("\u2764\ufe0f", "en", "no word in it"),
        ("\u611b", "en", "no word in it"),
    ],
)
def test_what_nobody_would_say_like_that_is_refused(
    phrase: str, language: str, instead: str
) -> None:
    assert instead in (badly_written(phrase, language) or "")
    with pytest.raises(AgreementProblem, match=r"words\.stop\.0: "):
        lexicon({"language": language, "words": {"stop": [phrase]}})


@pytest.mark.parametrize(
    ("phrase", "instead"),
    [
        ("caf\u00e9 ol\u00e9", "'cafe ole'"),
        ("shh", "with a vowel"),
        ("\ube68\uac15", "Choose another."),
        ("blorf", "Choose another."),
    ],
)
def test_what_no_ear_knows_may_be_written_otherwise(phrase: str, instead: str) -> None:
    assert instead in other_letters(phrase)

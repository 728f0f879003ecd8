"""The phrases of every language, and the sentences that people say."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from intents.agreement import agreement_from
from intents.errors import AgreementProblem
from intents.heard import Heard, Look
from intents.names import SPOKEN, Name
from intents.phrases import Lexicon, lexicon_for, phrases_from, triggers_in
from intents.prompts import prompts_from
from intents.understand import understand
from intents.words import normalise
from tests.intents.story import DATA, english, lexicon

SENTENCES = Path(__file__).parents[1] / "phrases"
LANGUAGES = sorted(
    folder.name
    for folder in DATA.iterdir()
    if (folder / "phrases.yaml").is_file() and (folder / "prompts.yaml").is_file()
)
NONE = "none"


@cache
def spoken(language: str) -> Lexicon:
    phrases = phrases_from((DATA / language / "phrases.yaml").read_text(encoding="utf-8"))
    return lexicon_for(agreement_from({"language": language}, "test.toml"), phrases)


@cache
def sentences(language: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load(
        (SENTENCES / f"{language}.yaml").read_text(encoding="utf-8")
    )
    return found


PHRASES = [
    pytest.param(language, name, phrase, id=f"{language}-{name}-{phrase}")
    for language in LANGUAGES
    for name in SPOKEN
    for phrase in spoken(language).phrases[name]
]
SAID = [
    pytest.param(language, name, sentence, id=f"{language}-{name}-{sentence}")
    for language in LANGUAGES
    for name, those in sentences(language).items()
    for sentence in those
]


def test_english_is_among_the_languages() -> None:
    assert "en" in LANGUAGES


@pytest.mark.parametrize(("language", "name", "phrase"), PHRASES)
def test_every_phrase_has_a_test_sentence(language: str, name: Name, phrase: str) -> None:
    assert phrase in map(normalise, sentences(language)[name])


@pytest.mark.parametrize(("language", "name", "sentence"), SAID)
def test_every_sentence_is_understood(language: str, name: str, sentence: str) -> None:
    heard = Heard("ear", sentence, 1.0, Look.FINAL, asked=False, began=0, ended=16_000)
    meaning = understand(heard, spoken(language))
    assert (meaning.name if meaning else NONE) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_test_sentences_for_every_name_and_for_talk(language: str) -> None:
    assert sentences(language).keys() == {*SPOKEN, NONE}
    assert all(sentences(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_names_and_no_empty_phrase(language: str) -> None:
    phrases = spoken(language).phrases
    assert phrases.keys() == set(SPOKEN)
    assert all(all(those) and len(those) == len(set(those)) for those in phrases.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_said_contains_what_is_listened_for(language: str) -> None:
    prompts = prompts_from((DATA / language / "prompts.yaml").read_text(encoding="utf-8"))
    found = {
        text: triggers_in(text, spoken(language)) for text in (*prompts.fixed(), *prompts.aftercare)
    }
    assert not any(found.values()), found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ears_can_be_asked_for_every_kind_of_danger(language: str) -> None:
    asked = spoken(language).asked()
    assert set(spoken(language).phrases[Name.STOP]) <= set(asked)
    assert set(spoken(language).phrases[Name.SLOW]) <= set(asked)


# ---- How data and agreement become a lexicon. ------------------------------------------------


def templates(**sentences: str) -> str:
    """Phrase data that has a phrase for every name, with some of them replaced."""
    intents = {
        name.value: {"data": [{"sentences": [sentences.get(name, f"word for {name.value}")]}]}
        for name in SPOKEN
    }
    return yaml.safe_dump({"language": "en", "intents": intents})


def test_templates_become_normalised_phrases_without_doubles() -> None:
    found = phrases_from(templates(next="(Next|next|go) [one]"))
    assert set(found[Name.NEXT]) == {"next one", "next", "go one", "go"}
    assert len(found[Name.NEXT]) == 4


def test_a_language_without_a_name_is_refused() -> None:
    data = yaml.safe_load(templates())
    del data["intents"]["stop"], data["intents"]["yes"]
    with pytest.raises(ValueError, match="no phrase for stop, yes"):
        phrases_from(yaml.safe_dump(data))


def test_a_name_that_nobody_knows_is_refused() -> None:
    data = yaml.safe_load(templates())
    data["intents"]["faster"] = data["intents"]["next"]
    with pytest.raises(ValueError, match="faster"):
        phrases_from(yaml.safe_dump(data))


def test_agreed_words_replace_those_of_the_language() -> None:
    own = lexicon({"words": {"stop": ["Pineapple", "pineapple!"], "slow": ["mango"]}})
    assert own.phrases[Name.STOP] == ("pineapple",)
    assert own.phrases[Name.SLOW] == ("mango",)
    assert own.phrases[Name.GO] == ("green",)
    assert own.meaning["pineapple"] is Name.STOP
    assert "red" not in own.meaning


def test_agreed_questions_come_beside_those_of_the_language() -> None:
    own = lexicon({"check_in": {"phrases": ["How are we?", "check in"]}})
    assert own.phrases[Name.CHECK_IN] == ("how are we", *english()[Name.CHECK_IN])


@pytest.mark.parametrize(
    ("data", "phrase"),
    [
        ({"words": {"stop": ["next"]}}, "next"),
        ({"words": {"go": ["yes resume"]}}, "yes resume"),
        ({"check_in": {"phrases": ["red"]}}, "red"),
        ({"words": {"stop": ["빨 강"], "slow": ["빨강"]}}, "빨강"),
    ],
)
def test_one_phrase_cannot_mean_two_things(data: dict[str, object], phrase: str) -> None:
    with pytest.raises(AgreementProblem, match=f"'{phrase}' already means"):
        lexicon(data)


@pytest.mark.parametrize(
    "words", [{"stop": ["red"], "go": ["red light"]}, {"stop": ["music"]}, {"stop": ["check"]}]
)
def test_a_stop_word_inside_another_phrase_is_refused(words: dict[str, list[str]]) -> None:
    """Law 2: whoever says it means it, whatever stands around it."""
    with pytest.raises(AgreementProblem, match="is inside"):
        lexicon({"words": words})


def test_the_ears_are_asked_about_short_phrases_with_danger_first() -> None:
    own = lexicon({"words": {"stop": ["red", "one two three", "a b c d"]}})
    asked = own.asked()
    assert asked[:4] == ("red", "one two three", "yellow", "green")
    assert "let's check in" in asked
    assert "a b c d" not in asked


def test_triggers_are_found_as_whole_words() -> None:
    assert triggers_in("Oh, RED! And check in.", lexicon()) == ("red", "check in")
    assert triggers_in("I am tired of greenish grins.", lexicon()) == ()

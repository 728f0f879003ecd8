"""The phrases of every language, and the sentences that people say."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from hassil import Intents
from hassil.sample import sample_intents

from intents.agreement import agreement_from
from intents.errors import AgreementProblem
from intents.heard import Heard, Look
from intents.names import SPOKEN, TOPICAL, Name
from intents.phrases import Lexicon, Phrases, lexicon_for, phrases_from, triggers_in
from intents.understand import Meaning, understand
from intents.words import has_run, normalise
from tests.intents.story import DATA, english, lexicon

SENTENCES = Path(__file__).parents[1] / "phrases"
LANGUAGES = sorted(folder.name for folder in DATA.iterdir())
NONE = "none"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that is said, and the topic that must be found in it."""

    said: str
    topic: str = ""


def phrase_data(language: str) -> str:
    return (DATA / language / "phrases.yaml").read_text(encoding="utf-8")


@cache
def spoken(language: str) -> Lexicon:
    phrases = phrases_from(phrase_data(language))
    return lexicon_for(agreement_from({"language": language}, "test.toml"), phrases)


@cache
def sentences(language: str) -> dict[str, list[Sentence]]:
    found = yaml.safe_load((SENTENCES / f"{language}.yaml").read_text(encoding="utf-8"))
    return {
        name: [Sentence(each) if isinstance(each, str) else Sentence(**each) for each in those]
        for name, those in found.items()
    }


def heard(text: str, language: str) -> Meaning | None:
    """What a whole transcription means."""
    report = Heard("ear", text, 1.0, Look.FINAL, asked=False, began=0, ended=16_000)
    return understand(report, spoken(language))


def topical(language: str, name: Name) -> Iterator[tuple[str, Phrases]]:
    """Each way to say a request about a topic, as all that can be said."""
    data = yaml.safe_load(phrase_data(language))
    for _, template in sample_intents(
        Intents.from_dict(data), intent_names={name}, exclude_sentences_with_wildcards=False
    ):
        if "{topic}" in template:
            only = {name.value: {"data": [{"sentences": [template]}]}}
            yield template, Phrases({}, Intents.from_dict({**data, "intents": only}), frozenset())


def test_english_and_korean_are_among_the_languages() -> None:
    assert {"en", "ko"} <= set(LANGUAGES)


@pytest.mark.parametrize("name", SPOKEN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_has_a_test_sentence(language: str, name: Name) -> None:
    said = {normalise(sentence.said) for sentence in sentences(language)[name]}
    assert set(spoken(language).phrases[name]) <= said


@pytest.mark.parametrize("name", SPOKEN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_to_ask_about_a_topic_has_a_test_sentence(language: str, name: Name) -> None:
    asked = [each for each in sentences(language)[name] if each.topic]
    unasked = [
        text
        for text, only in topical(language, name)
        if not any((name, each.topic) in only.topics(normalise(each.said)) for each in asked)
    ]
    assert not unasked


@pytest.mark.parametrize("name", [*SPOKEN, NONE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_understood(language: str, name: str) -> None:
    expected = {sentence.said: (name, sentence.topic) for sentence in sentences(language)[name]}
    meanings = {text: heard(text, language) for text in expected}
    assert {
        text: (meaning.name.value, meaning.topic) if meaning else (NONE, "")
        for text, meaning in meanings.items()
    } == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_test_sentences_for_every_name_and_for_talk(language: str) -> None:
    assert sentences(language).keys() == {*SPOKEN, NONE}
    assert all(sentences(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_names_and_no_empty_phrase(language: str) -> None:
    phrases = spoken(language).phrases
    assert phrases.keys() == set(SPOKEN)
    assert {name for name, those in phrases.items() if not those} == TOPICAL
    assert all(all(those) and len(those) == len(set(those)) for those in phrases.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_that_may_be_replaced_is_inside_a_request(language: str) -> None:
    """Or else the request would be lost, or mean two things, to those who keep the usual words."""
    phrases = spoken(language).phrases
    tiers = (Name.STOP, Name.HOUSE, Name.SLOW, Name.GO)
    words = [word for tier in tiers for word in phrases[tier]]
    inside = [
        (word, phrase)
        for name in SPOKEN
        if name not in tiers
        for phrase in phrases[name]
        for word in words
        if has_run(phrase, word)
    ]
    assert not inside


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
    assert set(found.plain[Name.NEXT]) == {"next one", "next", "go one", "go"}
    assert len(found.plain[Name.NEXT]) == 4


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
    assert own.phrases[Name.CHECK_IN] == ("how are we", *english().plain[Name.CHECK_IN])


@pytest.mark.parametrize(
    ("data", "phrase"),
    [
        ({"words": {"slow": ["next"]}}, "next"),
        ({"words": {"go": ["yes resume"]}}, "yes resume"),
        ({"check_in": {"phrases": ["yellow"]}}, "yellow"),
        ({"words": {"slow": ["빨 강"], "go": ["빨강"]}}, "빨강"),
    ],
)
def test_one_phrase_cannot_mean_two_things(data: dict[str, object], phrase: str) -> None:
    with pytest.raises(AgreementProblem, match=f"'{phrase}' already means"):
        lexicon(data)


@pytest.mark.parametrize(
    "data",
    [
        {"words": {"stop": ["red"], "go": ["red light"]}},
        {"words": {"stop": ["check"]}},
        {"words": {"house": ["next"]}},
        {"words": {"stop": ["빨 강"], "slow": ["빨강"]}},
        {"check_in": {"phrases": ["red"]}},
        {"people": [{"name": "Ann", "stop": ["resume"]}]},
    ],
)
def test_a_stop_word_inside_another_phrase_is_refused(data: dict[str, object]) -> None:
    """Law 2: whoever says it means it, whatever stands around it."""
    with pytest.raises(AgreementProblem, match="is inside"):
        lexicon(data)


def test_phrases_of_the_language_give_way_to_a_stop_word() -> None:
    own = lexicon({"words": {"stop": ["wait"]}})
    usual = english().plain[Name.WAIT]
    assert own.phrases[Name.WAIT] == tuple(each for each in usual if "wait" not in each)
    assert own.phrases[Name.WAIT] != usual


def test_they_give_way_to_a_slow_word_inside_them_as_long_as_one_is_left() -> None:
    usual = english().plain[Name.WAIT]
    own = lexicon({"words": {"slow": ["wait"]}})
    assert own.phrases[Name.WAIT] == tuple(each for each in usual if "wait" not in each.split())
    assert own.phrases[Name.WAIT] != usual
    own = lexicon({"words": {"slow": ["check"]}, "check_in": {"phrases": ["check us"]}})
    assert "check us" in own.phrases[Name.CHECK_IN], "what people wrote themselves they meant"


def test_the_usual_house_word_gives_way_where_it_was_agreed_on_as_another() -> None:
    own = lexicon({"words": {"slow": ["Safe word"]}})
    assert own.phrases[Name.SLOW] == ("safe word",)
    assert own.phrases[Name.HOUSE] == ()


def test_the_stop_words_of_one_person_come_beside_those_of_everyone() -> None:
    own = lexicon({"people": [{"name": "Ann", "stop": ["mango", "red"]}]})
    assert own.phrases[Name.STOP] == ("red", "mango")


def test_the_ears_are_asked_about_short_phrases_with_danger_first() -> None:
    own = lexicon({"words": {"stop": ["red", "one two three", "a b c d"]}})
    asked = own.asked()
    assert asked[:6] == ("red", "one two three", "a b c d", "safe word", "yellow", "green")
    assert "let's check in" in asked
    assert "louder" not in asked
    assert own.urgent() == asked[:5]
    assert (
        "are we all right with this"
        not in lexicon({"check_in": {"phrases": ["are we all right with this"]}}).asked()
    )


def test_triggers_are_found_as_whole_words() -> None:
    assert triggers_in("Oh, RED! And check in.", lexicon()) == ("red", "check in")
    assert triggers_in("I am tired of greenish grins.", lexicon()) == ()


def test_plain_answers_are_only_triggers_in_a_question() -> None:
    assert triggers_in("Yes, all good?", lexicon()) == ()
    assert triggers_in("Yes, all good?", lexicon(), question=True) == ("yes all good", "yes")


# ---- Requests about a topic. -----------------------------------------------------------------


def topics(words: str, vague: str = "") -> tuple[tuple[Name, str], ...]:
    """With a template that keeps spaces, or one of Korean that does not."""
    korean = words.endswith("때")
    template = "{topic}[은]어때" if korean else "what about [the] {topic}"
    data = {
        "language": "en",
        "settings": {"ignore_whitespace": korean},
        "lists": {"topic": {"wildcard": True}},
        "intents": {"about": {"data": [{"sentences": [template]}]}},
    }
    return Phrases({}, Intents.from_dict(data), frozenset(vague.split())).topics(words)


def test_the_shortest_topic_comes_first() -> None:
    assert topics("what about the rope") == ((Name.ABOUT, "rope"), (Name.ABOUT, "the rope"))


def test_a_topic_of_vague_words_is_none() -> None:
    assert topics("what about it now", "it now") == ()
    assert topics("what about the rope", "the rope") == ()
    assert topics("what about it tonight", "it now") == ((Name.ABOUT, "it tonight"),)


@pytest.mark.parametrize("words", ["뺨 때리기은 어때", "뺨 때리기 은 어때", "뺨 때리기은어 때"])
def test_korean_may_be_spaced_in_any_way_and_topics_keep_their_spaces(words: str) -> None:
    assert topics(words)[0] == (Name.ABOUT, "뺨 때리기")


def test_without_a_topic_nothing_is_asked() -> None:
    assert topics("what about") == ()
    assert topics("어때") == ()

"""Prompts as data: what a language must have, and must not say."""

import re
from collections.abc import Callable, Iterator
from string import Formatter

import pytest
import yaml

from intents.names import MINOR
from intents.phrases import triggers_in
from intents.prompts import PLACES, PROMPTS, Prompts, prompts_from
from tests.intents.story import DATA, english_prompts
from tests.intents.test_phrases import LANGUAGES, heard, spoken

ANSWERED = ("check_in", "check_in_again", "check_in_silence", "embedded", "before_intro")
"""The prompts that are followed by a plain answer."""
FILLED = {"person": "Robin", "items": "x1, x2", "minutes": "12"}


def prompts_of(language: str) -> Prompts:
    return prompts_from((DATA / language / "prompts.yaml").read_text(encoding="utf-8"))


def spoken_texts(language: str) -> Iterator[str]:
    """Everything that may be said, with something in its places."""
    prompts = prompts_of(language)
    for text in (*prompts.texts.values(), *prompts.before, *(s.text for s in prompts.aftercare)):
        yield text.format(**FILLED)


def parts(text: str) -> Iterator[str]:
    """All that stands between two pauses of a text, however many others are in it."""
    pieces = [piece for piece in re.split("(?<=[.,:;?!])", text) if piece.strip()]
    for begin in range(len(pieces)):
        for end in range(begin + 1, len(pieces) + 1):
            yield "".join(pieces[begin:end])


def changed(change: Callable[[dict[str, str]], object]) -> str:
    """English with a change to its prompts."""
    data = yaml.safe_load((DATA / "en" / "prompts.yaml").read_text(encoding="utf-8"))
    change(data["prompts"])
    return yaml.safe_dump(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    prompts = prompts_of(language)
    assert prompts.texts.keys() == PROMPTS
    assert all(text.strip() for text in spoken_texts(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_asks_and_guides_as_much_as_english(language: str) -> None:
    """Nobody is asked less before a session, or cared for less after it."""
    prompts = prompts_of(language)
    paces = [(step.minutes, "{person}" in step.text) for step in prompts.aftercare]
    usual = english_prompts()
    assert len(prompts.before) == len(usual.before)
    assert paces == [(step.minutes, "{person}" in step.text) for step in usual.aftercare]


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_of_aftercare_have_a_place_for_names_only(language: str) -> None:
    fields = {
        field
        for step in prompts_of(language).aftercare
        for _, field, *_ in Formatter().parse(step.text)
    }
    assert fields <= {None, "person"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_said_contains_what_is_listened_for(language: str) -> None:
    found = {text: triggers_in(text, spoken(language)) for text in spoken_texts(language)}
    assert not any(found.values()), found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_contains_a_plain_answer(language: str) -> None:
    prompts = prompts_of(language)
    found = {
        text: triggers_in(text, spoken(language), question=True)
        for text in (*(prompts[key] for key in ANSWERED), *prompts.before)
    }
    assert not any(found.values()), found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_said_means_anything_when_it_is_heard(language: str) -> None:
    """As a whole, also as a request about a topic, or with a slip of the transcription."""
    meanings = {text: heard(text, language) for text in spoken_texts(language)}
    assert not {
        text: meaning
        for text, meaning in meanings.items()
        if meaning is not None and meaning.name not in MINOR
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_part_of_what_is_said_means_anything_when_it_is_heard_alone(language: str) -> None:
    """The voice pauses between them, so an ear may hear each as an utterance: "Of course."."""
    meanings = {
        part: heard(part, language) for text in spoken_texts(language) for part in parts(text)
    }
    assert not {part: meaning for part, meaning in meanings.items() if meaning is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_whether_to_go_on_is_short(language: str) -> None:
    """What is long hides the answer that is said over it."""
    assert len(prompts_of(language)["resume_ask"].split()) <= 12


def test_a_missing_prompt_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="deaf"):
        prompts_from(changed(lambda prompts: prompts.pop("deaf")))


def test_an_unknown_prompt_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="hurray"):
        prompts_from(changed(lambda prompts: prompts.update(hurray="Hurray!")))


@pytest.mark.parametrize("key", sorted(PLACES))
def test_a_prompt_without_its_places_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=f"{key} must fill in"):
        prompts_from(changed(lambda prompts: prompts.update({key: "Nothing to fill in."})))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("limits_hard", "Hard limits: {items}."),
        ("limits_hard", "Hard limits of {person}, who is {mood}: {items}."),
        ("stopping", "Stopping, {person}."),
        ("stopping", "Stopping {}."),
    ],
)
def test_other_places_to_fill_are_refused(key: str, text: str) -> None:
    with pytest.raises(ValueError, match=key):
        prompts_from(changed(lambda prompts: prompts.update({key: text})))


@pytest.mark.parametrize("part", ["before", "aftercare"])
def test_a_part_without_anything_in_it_is_refused(part: str) -> None:
    data = yaml.safe_load((DATA / "en" / "prompts.yaml").read_text(encoding="utf-8"))
    data[part] = []
    with pytest.raises(ValueError, match=part):
        prompts_from(yaml.safe_dump(data))


def test_what_is_always_said_comes_without_the_places_to_fill() -> None:
    said = list(english_prompts().fixed())
    assert "Stopping." in said
    assert "Hard limits of : ." in said
    assert not any("{" in text for text in said)

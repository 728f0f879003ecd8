"""Prompts as data: what a language must have."""

from collections.abc import Callable

import pytest
import yaml

from intents.prompts import PROMPTS, prompts_from
from tests.intents.story import DATA, english_prompts
from tests.intents.test_phrases import LANGUAGES


def changed(change: Callable[[dict[str, str]], object]) -> str:
    """English with a change to its prompts."""
    data = yaml.safe_load((DATA / "en" / "prompts.yaml").read_text(encoding="utf-8"))
    change(data["prompts"])
    return yaml.safe_dump(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    prompts = prompts_from((DATA / language / "prompts.yaml").read_text(encoding="utf-8"))
    assert prompts.texts.keys() == PROMPTS.keys()
    assert all(text.strip() for text in prompts.texts.values())
    assert prompts.aftercare
    assert all(step.strip() for step in prompts.aftercare)


def test_a_missing_prompt_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="deaf"):
        prompts_from(changed(lambda prompts: prompts.pop("deaf")))


def test_an_unknown_prompt_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="hurray"):
        prompts_from(changed(lambda prompts: prompts.update(hurray="Hurray!")))


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


def test_aftercare_without_a_step_is_refused() -> None:
    data = yaml.safe_load((DATA / "en" / "prompts.yaml").read_text(encoding="utf-8"))
    data["aftercare"] = []
    with pytest.raises(ValueError, match="aftercare"):
        prompts_from(yaml.safe_dump(data))


def test_what_is_always_said_comes_without_the_places_to_fill() -> None:
    said = list(english_prompts().fixed())
    assert "Stopping." in said
    assert "Hard limits of : ." in said
    assert not any("{" in text for text in said)

"""What each language offers to those who make an agreement."""

import pytest

from intents.agreeing import Agreeing, agreeing_from
from intents.phrases import triggers_in
from intents.words import normalise
from tests.intents.story import DATA
from tests.intents.test_phrases import LANGUAGES, spoken


def agreeing(language: str) -> Agreeing:
    return agreeing_from((DATA / language / "agreeing.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_offers_as_much_as_english(language: str) -> None:
    offered = agreeing(language)
    assert len(set(offered.activities)) == len(agreeing("en").activities)
    assert len(offered.common) > 10
    assert all(normalise(word) == word for word in offered.common)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_activity_contains_what_is_listened_for(language: str) -> None:
    found = {each: triggers_in(each, spoken(language)) for each in agreeing(language).activities}
    assert not any(found.values()), found


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_words_are_recommended_that_nobody_says_all_the_time(language: str) -> None:
    """Whether each of them is good is judged in `tests/voice/test_word_facts.py`."""
    offered = agreeing(language)
    assert len(set(offered.recommended)) == len(offered.recommended) >= 8
    assert not [each for each in offered.recommended if triggers_in(each, spoken(language))]
    assert not offered.common & set(offered.recommended)


@pytest.mark.parametrize("language", LANGUAGES)
def test_activities_can_be_entered_with_commas_between(language: str) -> None:
    assert not [each for each in agreeing(language).activities if "," in each]

"""The English ear takes nothing that Safeword says, and no chime, for what is listened for."""

from pathlib import Path

import pytest

from bench.own_voice import chimes, mistakes, sentences, spoken
from intents.agreement import agreement_from
from models.ears import EarModel
from models.moonshine.ear import MoonshineModel
from voice import agreement_file
from voice.assembly import lexicon_and_plan

LEVELS = (-6, 0, 6)
"""How much louder than a voice the loudspeaker is in the microphone, in dB."""
EVENING = Path(__file__).parents[2] / "bench" / "evening" / "agreement.toml"
WORDS = {"stop": ["red", "pineapple", "red red red"], "house": ["safe word"]}
ENGLISH = agreement_from({"words": WORDS}, "test.toml")


def english() -> tuple[str, ...]:
    """All that is said in English, with the limits of the example and of the recorded evening."""
    agreements = (agreement_file.example(), agreement_file.read(EVENING))
    said = (text for each in agreements for text in sentences(lexicon_and_plan(each)[1]))
    return tuple(dict.fromkeys(said))


@pytest.mark.parametrize("level", LEVELS)
def test_moonshine_hears_nothing_in_english(level: int) -> None:
    """A third of the sounds at each level: all at every one would take minutes, and
    `python -m bench.own_voice` does that.
    """
    models: tuple[EarModel, ...] = (MoonshineModel.load(),)
    part = english()[LEVELS.index(level) :: len(LEVELS)]
    sounds = {**spoken(part, "en"), **chimes()}
    assert mistakes(models, ENGLISH, sounds, level) == ()


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_said_would_be_heard(level: int) -> None:
    """Else the tests above would hold for an ear that hears nothing."""
    models: tuple[EarModel, ...] = (MoonshineModel.load(),)
    sounds = spoken(("Pineapple.",), "en")
    assert "stop" in {each.name for each in mistakes(models, ENGLISH, sounds, level)}

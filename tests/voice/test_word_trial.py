"""Words are said by synthetic voices and heard by the product's own listening."""

import pytest

from intents.agreement import Agreement
from intents.errors import AgreementProblem
from voice.ears import load_ears
from voice.session import word_trial
from voice.session.word_trial import Saying, try_word


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_trial, "VARIANTS", ("m3", "f2"))
    monkeypatch.setattr(word_trial, "RATES", (150,))


def test_a_word_is_found_and_one_that_sounds_the_same_is_taken_for_it() -> None:
    said: list[Saying] = []
    ears = load_ears("en", None)
    trial = try_word("flower", ("flour", "umbrella"), Agreement(), ears, said.append)
    assert trial.word == "flower"
    assert (trial.missed.hits, trial.missed.tries) == (0, 2)
    # Whoever says it means the sound: no ear can tell the one from the other.
    assert (trial.mistaken.hits, trial.mistaken.tries) == (2, 4)
    assert trial.mistaken_for == ("flour",)
    assert [(each.text, each.variant) for each in said] == [
        (text, variant) for text in ("flower", "flour", "umbrella") for variant in ("m3", "f2")
    ]


def test_what_means_something_else_cannot_be_tried() -> None:
    with pytest.raises(AgreementProblem, match="resume"):
        try_word("resume", (), Agreement(), load_ears("en", None))

"""How words sound. The pairs are the minimal pairs of textbooks, which differ in one sound."""

import pytest

from models.errors import ModelProblem
from models.sounds.alike import unlike
from models.sounds.common import common_words
from models.sounds.features import SOUNDS, cost
from models.sounds.spoken import sounds


def apart(one: str, other: str, language: str = "en") -> float:
    """In sounds, of which the longer one has so many."""
    a, b = sounds((one, other), language)
    return float(unlike(a, [b])[0]) * max(len(a), len(b))


@pytest.mark.parametrize(
    ("phrase", "language", "number"),
    [
        ("red", "en", 3), ("stop", "en", 4), ("mercy", "en", 4), ("yellow", "en", 4),
        ("pineapple", "en", 7), ("safe word", "en", 6), ("let's", "en", 4), ("box", "en", 4),
        ("thought", "en", 3), ("bird", "en", 3), ("card", "en", 4), ("blorf", "en", 5),
        ("rot", "de", 3), ("schmetterling", "de", 8), ("rojo", "es", 4), ("mariposa", "es", 8),
        ("rouge", "fr", 3), ("papillon", "fr", 6), ("나무", "ko", 4),
    ],
)  # fmt: skip
def test_how_many_sounds_a_phrase_has(phrase: str, language: str, number: int) -> None:
    [spoken] = sounds((phrase,), language)
    assert len(spoken) == number


def test_english_is_said_as_in_america() -> None:
    [spoken] = sounds(("car",), "en")
    assert spoken[-1] == "ɹ"


@pytest.mark.parametrize(
    ("one", "other"), [("see", "sea"), ("knight", "night"), ("their", "there")]
)
def test_homophones_are_not_apart(one: str, other: str) -> None:
    assert apart(one, other) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("pat", "bat"), ("tie", "die"), ("coat", "goat"), ("fan", "van"), ("sip", "zip"),
     ("rum", "run"), ("thin", "fin"), ("sea", "she"), ("light", "right"), ("bed", "bad"),
     ("ship", "sheep"), ("full", "fool"), ("bet", "bait")],
)  # fmt: skip
def test_a_minimal_pair_of_sounds_alike_is_less_than_one_apart(one: str, other: str) -> None:
    assert 0 < apart(one, other) < 0.6


@pytest.mark.parametrize(
    ("one", "other"), [("red", "bread"), ("red", "ready"), ("yellow", "mellow")]
)
def test_a_sound_more_or_quite_another_one_costs_one(one: str, other: str) -> None:
    assert apart(one, other) == pytest.approx(1)


@pytest.mark.parametrize(
    ("near", "far"),
    [(("bed", "bad"), ("bed", "boot")), (("beat", "bit"), ("beat", "bought")),
     (("pat", "bat"), ("pat", "rat")), (("pine", "pain"), ("pine", "pawn")),
     (("green", "grin"), ("green", "keen")), (("red", "led"), ("red", "bed"))],
)  # fmt: skip
def test_what_is_more_alike_is_nearer(near: tuple[str, str], far: tuple[str, str]) -> None:
    assert apart(*near) < apart(*far)


def test_tense_and_breathed_sounds_of_korean_are_told_apart_but_near() -> None:
    assert 0 < apart("달", "딸", "ko") < 1
    assert 0 < apart("달", "탈", "ko") < 1


@pytest.mark.parametrize("one", SOUNDS)
def test_costs_are_a_measure(one: str) -> None:
    assert cost(one, one) == 0
    for other in SOUNDS:
        assert cost(one, other) == cost(other, one)
        assert 0 <= cost(one, other) <= 1


def test_shares_are_of_the_longer_one() -> None:
    red, bread, silence = ("ɹ", "ɛ", "d"), ("b", "ɹ", "ɛ", "d"), ()
    assert unlike(red, [red, bread, silence]).tolist() == [0, 1 / 4, 1]
    assert unlike(silence, [red, silence]).tolist() == [1, 0]
    assert unlike(red, []).tolist() == []


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "ko"])
def test_every_language_has_common_words_whose_sounds_are_known(language: str) -> None:
    words = common_words(language)[:300]
    assert len(words) == 300
    assert all(sounds(words, language))


def test_a_language_without_a_list_has_no_common_words() -> None:
    assert common_words("eo") == ()


def test_a_language_that_it_does_not_know() -> None:
    with pytest.raises(ModelProblem, match="'xx'"):
        sounds(("word",), "xx")


def test_without_espeak_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ModelProblem, match="apt install espeak-ng"):
        sounds(("a word that was not asked before",), "en")

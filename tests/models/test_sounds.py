"""How words sound. The pairs are the minimal pairs of textbooks, which differ in one sound."""

import subprocess
import sys
import time

import pytest

from models.errors import ModelProblem
from models.sounds import distance, espeak, neighbours, sounds
from models.sounds.features import SOUNDS, cost
from models.sounds.near import common_words

LANGUAGES = ("de", "en", "es", "fr", "ko")


def apart(one: str, other: str, language: str = "en") -> float:
    return min(
        distance(a, b) for a in sounds(one, language) for b in sounds(other, language)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "number"),
    [("red", 3), ("stop", 4), ("mercy", 4), ("yellow", 4), ("pineapple", 7), ("safe word", 6),
     ("let's", 4), ("Red!", 3), ("thought", 3), ("box", 4)],
)  # fmt: skip
def test_how_many_sounds_an_english_phrase_has(phrase: str, number: int) -> None:
    assert {len(each) for each in sounds(phrase, "en")} == {number}


@pytest.mark.parametrize(
    ("phrase", "language", "number"),
    [
        ("rot", "de", 3), ("Schmetterling", "de", 8), ("rojo", "es", 4), ("mariposa", "es", 8),
        ("rouge", "fr", 3), ("papillon", "fr", 6), ("나무", "ko", 4),
    ],
)  # fmt: skip
def test_how_many_sounds_a_phrase_of_another_language_has(
    phrase: str, language: str, number: int
) -> None:
    [spoken] = sounds(phrase, language)
    assert len(spoken) == number


def test_a_word_with_two_pronunciations_has_both() -> None:
    assert {each[1] for each in sounds("read", "en")} == {"ɛ", "i"}


def test_what_the_dictionary_does_not_have_is_sounded_out() -> None:
    [spoken] = sounds("blorf", "en")
    assert spoken[:2] == ("b", "l")
    assert len(spoken) == 5


@pytest.mark.parametrize("phrase", ["", "!?"])
def test_no_word_has_no_sound(phrase: str) -> None:
    assert sounds(phrase, "en") == sounds(phrase, "de") == ()


@pytest.mark.parametrize(
    ("one", "other"), [("see", "sea"), ("red", "read"), ("knight", "night"), ("red", "Red!")]
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


def test_any_pronunciation_is_its_length_from_silence() -> None:
    assert distance((), ("ɹ", "ɛ", "d")) == distance(("ɹ", "ɛ", "d"), ()) == 3


def test_the_nearest_common_words_come_first() -> None:
    found = neighbours("red", "en", 20)
    words = [word for word, _ in found]
    assert words[0] == "read"
    assert {"lead", "led"} <= set(words[:4])
    assert "red" not in words
    assert [apart for _, apart in found] == sorted(apart for _, apart in found)
    assert "queen" in [word for word, _ in neighbours("green", "en", 6)]


def test_a_long_rare_word_has_no_near_neighbour() -> None:
    [(_, nearest)] = neighbours("pineapple", "en", 1)
    assert nearest > 1.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_common_words_whose_sounds_are_known(language: str) -> None:
    words = common_words(language)[:300]
    assert len(words) == 300
    written = espeak.pronunciations(words, language)
    assert all(written)
    assert len(neighbours(words[0], language, 3)) == 3


def test_a_language_without_a_list_has_no_neighbours_or_is_not_known() -> None:
    assert common_words("eo") == ()
    with pytest.raises(ModelProblem, match="'xx'"):
        sounds("word", "xx")


def test_without_espeak_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert sounds("lighthouse", "en")
    with pytest.raises(ModelProblem, match="apt install espeak-ng"):
        sounds("leuchtturm", "de")


MEASURE = """
import resource, time, numpy
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, began = peak(), time.process_time()
from models.sounds import neighbours
neighbours("red", "en", 5)
print(time.process_time() - began, peak() - before)
"""


def test_loading_is_quick_and_small() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 0.5
    assert megabytes < 60
    began = time.process_time()
    neighbours("yellow", "en", 5)
    assert time.process_time() - began < 0.5

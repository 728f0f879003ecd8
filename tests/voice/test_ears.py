"""Which ears listen, and what none of them can hear."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bench.clips import ROOM_NOISE
from bench.own_voice import spoken
from bench.signs.lessons import taught
from bench.signs.squeakers import SQUEAKERS
from intents.agreement import Agreement, Signals, Words
from intents.clock import FRAME_RATE
from intents.errors import AgreementProblem
from intents.names import Name
from intents.signs import SIGN_EAR, Sign
from models.ears import Ear
from models.errors import ModelProblem
from voice.assembly import lexicon_and_plan
from voice.ears import ear_makers, knowing, load_ears
from voice.session.ear_pipeline import pipeline_for, stops


class Vocabulary:
    """An ear that knows all words but some."""

    language = "en"

    def __init__(self, name: str, *unknown: str) -> None:
        self.name = name
        self._unknown = unknown

    def unknown(self, phrases: Sequence[str]) -> Sequence[str]:
        return [phrase for phrase in phrases if phrase in self._unknown]

    def listen(self, phrases: Sequence[str], urgent: Sequence[str]) -> Ear:
        raise NotImplementedError


LEXICON, _ = lexicon_and_plan(
    Agreement(words=Words(stop=("red", "mercy"), go=("green", "verdant")))
)


def test_ears_that_know_all_the_words_must_agree_on_them() -> None:
    both = knowing([Vocabulary("a"), Vocabulary("b")], LEXICON)
    assert both[Name.GO] == both[Name.YES] == {"a", "b"}


@pytest.mark.parametrize("words", ["let me out now", "stop the game now"])
def test_a_long_stop_word_is_heard_though_it_is_written_down_as_other_words(words: str) -> None:
    lexicon, _ = lexicon_and_plan(Agreement(words=Words(stop=("red", words))))
    models = load_ears("en", None)
    [said] = spoken((words,), "en").values()
    quiet = np.random.default_rng(1).normal(0, ROOM_NOISE, 2 * FRAME_RATE).astype(np.float32)
    sound = np.concatenate([quiet, said, quiet])
    assert stops(pipeline_for(models, knowing(models, lexicon), lexicon), sound, words)


def test_an_ear_that_does_not_know_a_go_word_is_not_asked_about_go() -> None:
    known = knowing([Vocabulary("a"), Vocabulary("b", "verdant")], LEXICON)
    assert known[Name.GO] == {"a"}
    assert known[Name.RESUME] == {"a", "b"}


@pytest.mark.parametrize("word", ["mercy", "yellow", "green"])
def test_a_safe_word_that_no_ear_knows_is_refused(word: str) -> None:
    with pytest.raises(AgreementProblem, match=f"'{word}'"):
        knowing([Vocabulary("a", word), Vocabulary("b", word)], LEXICON)


def test_of_words_that_nobody_chose_one_is_enough() -> None:
    """No Spanish model need know "safe word", where it knows the Spanish for it."""
    spanish, _ = lexicon_and_plan(Agreement(language="es"))
    usual = spanish.phrases[Name.HOUSE]
    assert len(usual) > 1
    knowing([Vocabulary("a", *usual[1:])], spanish)
    with pytest.raises(AgreementProblem, match="house word"):
        knowing([Vocabulary("a", *usual)], spanish)


@pytest.mark.parametrize("word", ["mercy", "yellow", "green"])
def test_a_safe_word_that_one_ear_knows_is_enough(word: str) -> None:
    knowing([Vocabulary("a", word), Vocabulary("b")], LEXICON)


def test_a_language_without_a_model_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAFEWORD_MODELS", str(tmp_path))
    with pytest.raises(ModelProblem, match="safeword models"):
        load_ears("fr", None)


def test_each_language_is_heard_by_the_model_that_is_installed_for_it() -> None:
    assert [ear.name for ear in load_ears("en", None)] == ["moonshine"]
    assert [ear.name for ear in load_ears("ko", None)] == ["vosk"]


def test_signals_have_an_ear_where_they_are_agreed() -> None:
    signals, _ = lexicon_and_plan(Agreement(signals=Signals(stop=(Sign.HUMS,))))
    assert ear_makers([], LEXICON) == []
    (make,) = ear_makers([], signals)
    assert make().name == SIGN_EAR


def test_a_signal_that_was_not_taught_is_refused_with_what_to_do() -> None:
    agreed = Signals(slow=(Sign.SQUEAKS,))
    untaught, _ = lexicon_and_plan(Agreement(signals=agreed))
    with pytest.raises(AgreementProblem, match="'safeword teach'"):
        knowing([Vocabulary("a")], untaught)
    known, _ = lexicon_and_plan(
        Agreement(signals=agreed, squeaker=taught(SQUEAKERS["tune"]["a small toy"]))
    )
    knowing([Vocabulary("a")], known)
    (make,) = ear_makers([], known)
    assert make().name == SIGN_EAR


def test_the_ear_of_signals_is_not_asked_whether_to_go_on() -> None:
    """It knows no word, so nothing could ever be resumed."""
    signals, _ = lexicon_and_plan(Agreement(signals=Signals(stop=(Sign.HUMS,))))
    assert SIGN_EAR not in set[str]().union(*knowing([Vocabulary("a")], signals).values())

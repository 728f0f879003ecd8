"""How safe words sound among everything that is said in a session."""

from collections.abc import Sequence
from contextlib import suppress

import pytest

from intents.agreement import Agreement, Words
from intents.judging import Kind, Verdict, judge, verdict
from intents.phrases import lexicon_for
from intents.sounding import Among
from intents.word_advice import safe_words
from models.ears import EarModel
from models.errors import ModelProblem
from tests.voice.test_ears import Vocabulary
from voice.ears import load_ears
from voice.language import agreeing_of, languages, phrases_of, prompts_of
from voice.word_facts import Surroundings, facts_for, facts_of


def around(language: str, *ears: EarModel) -> Surroundings:
    """A session with the language's own words."""
    lexicon = lexicon_for(Agreement(language=language), phrases_of(language))
    return Surroundings(language, lexicon, prompts_of(language), ears)


def installed(language: str) -> Sequence[EarModel]:
    """The ears that are there: for some languages none."""
    with suppress(ModelProblem):
        return load_ears(language, None)
    return ()


@pytest.mark.parametrize("language", languages())
def test_every_recommended_word_is_good(language: str) -> None:
    agreeing = agreeing_of(language)
    words = agreeing.recommended
    facts = facts_of(words, words, around(language, *installed(language)))
    faults = {word: judge(word, facts[word], agreeing) for word in words}
    assert {word for word in words if verdict(faults[word]) is not Verdict.GOOD} == set(), faults


@pytest.mark.parametrize("language", languages())
def test_no_word_of_a_language_is_like_another_one_of_it(language: str) -> None:
    session = around(language)
    facts = facts_of(safe_words(session.lexicon), (), session)
    for word, known in facts.items():
        kinds = {fault.kind for fault in judge(word, known, agreeing_of(language))}
        assert kinds <= {Kind.SHORT, Kind.EVERYDAY}, word


def kinds_of(word: str, *candidates: str) -> dict[Kind, str]:
    facts = facts_of([word], (word, *candidates), around("en"))[word]
    return {fault.kind: fault.other for fault in judge(word, facts, agreeing_of("en"))}


def test_red_has_three_sounds_and_is_said_in_talk() -> None:
    known = facts_of(["red"], (), around("en"))["red"]
    assert known.sounds == 3
    assert known.everyday
    assert ("led", Among.TALK) in {(each.phrase, each.among) for each in known.near}


@pytest.mark.parametrize(
    ("word", "kind", "other"),
    [
        ("mellow", Kind.MIXED_UP, "yellow"),  # which slows
        ("resumes", Kind.MIXED_UP, "resume"),
        ("next", Kind.MIXED_UP, "next"),
        ("stopped", Kind.SHORT, ""),
        ("computers", Kind.TALK, "computer"),
    ],
)
def test_what_it_is_taken_for(word: str, kind: Kind, other: str) -> None:
    assert kinds_of(word).get(kind) == other


def test_candidates_are_compared_with_each_other() -> None:
    assert kinds_of("pineapple", "pineapples")[Kind.TWINS] == "pineapples"
    assert Kind.TWINS not in kinds_of("pineapple", "kangaroo")


def test_which_ears_know_a_word() -> None:
    both = around("en", Vocabulary("a"), Vocabulary("b", "snark"))
    known = facts_of(["snark"], (), both)["snark"]
    assert (known.known_to, known.unknown_to) == (("a",), ("b",))


def test_the_words_of_an_agreement() -> None:
    assert set(facts_for(Agreement())) == {"red", "safe word", "yellow", "green"}
    two_meanings = Agreement(words=Words(stop=("resume",)))
    assert facts_for(two_meanings) == {}

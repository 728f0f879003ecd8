"""Stop words among other words, by both policies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.agreement import InASentence
from intents.clock import frames
from intents.heard import Heard, Look
from intents.names import Name
from intents.phrases import Lexicon
from intents.understand import AGAIN, understand, understand_after
from tests.intents.story import lexicon


def by(policy: InASentence, **words: object) -> Lexicon:
    return lexicon({"words": {"stop_in_a_sentence": policy, **words}})


BOTH = {policy: by(policy) for policy in InASentence}
STRICT, STANDALONE = BOTH[InASentence.STRICT], BOTH[InASentence.STANDALONE]
TALK = ["ready", "tired", "mellow", "oh", "my", "sweet", "bed", "please", "hello", "read", "again"]


def transcribed(text: str, words: Lexicon, look: Look = Look.FINAL) -> Name | None:
    meaning = understand(Heard("ear", text, 1.0, look, asked=False, began=0, ended=1), words)
    return meaning.name if meaning else None


def test_every_stop_word_counts_unless_something_else_was_agreed() -> None:
    assert lexicon() == STRICT


@pytest.mark.parametrize(
    ("text", "strict", "standalone"),
    [
        ("oh no red please", Name.STOP, Name.STOP),
        ("the tea is in the red tin", Name.EMBEDDED, None),
        ("what about the old red rope", Name.EMBEDDED, Name.ABOUT),
        ("the red one is next to the yellow one", Name.EMBEDDED, Name.EMBEDDED),
        ("I said yellow can we slow down please", Name.EMBEDDED, Name.EMBEDDED),
        ("I said yellow and I do mean yellow", Name.EMBEDDED, Name.EMBEDDED),
        ("somebody told me the safe word just now", Name.EMBEDDED, Name.EMBEDDED),
    ],
)
def test_one_stop_word_in_a_sentence_is_what_was_agreed(
    text: str, strict: Name | None, standalone: Name | None
) -> None:
    assert transcribed(text, STRICT) is strict
    assert transcribed(text, STANDALONE) is standalone


@pytest.mark.parametrize("policy", InASentence)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("let me out now", Name.STOP),
        ("oh let me out now please", Name.STOP),
        ("please let me go right now darling", Name.STOP),
        ("mercy mercy my dear please", Name.STOP),
    ],
)
def test_a_long_stop_word_may_have_a_word_around_it_too(
    policy: InASentence, text: str, name: Name
) -> None:
    long = by(policy, stop=["let me out now", "let me go right now", "mercy mercy"])
    assert transcribed(text, long) is name


@pytest.mark.parametrize(("among", "name"), [(6, Name.STOP), (7, None)])
def test_at_the_end_of_so_many_words_it_is_one_where_sentences_pass(
    among: int, name: Name | None
) -> None:
    long = by(InASentence.STANDALONE, stop=["let me out now"])
    assert answered(long, Look.FINAL, among=among, text="let me out now") is name


@pytest.mark.parametrize("policy", InASentence)
def test_around_a_long_one_more_is_a_sentence(policy: InASentence) -> None:
    long = by(policy, stop=["let me out now"])
    said = transcribed("you said let me out now to her", long)
    assert said is (Name.EMBEDDED if policy is InASentence.STRICT else None)


@pytest.mark.parametrize("policy", InASentence)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("no red please I said red", Name.STOP),
        ("oh my god red red stop it now please", Name.STOP),
        ("red I really mean it this is my mercy", Name.STOP),
        ("the safe word I said the safe word now", Name.HOUSE),
        ("that red thing is over safe word I said safe word", Name.HOUSE),
    ],
)
def test_who_says_it_twice_means_it(policy: InASentence, text: str, name: Name) -> None:
    assert transcribed(text, by(policy, stop=["red", "mercy"])) is name


@pytest.mark.parametrize("policy", InASentence)
def test_one_stop_word_inside_another_is_not_said_twice(policy: InASentence) -> None:
    own = by(policy, stop=["red light", "light"])
    once, twice = "I saw a red light over there", "I saw a red light and a light there"
    assert transcribed(once, own) is not Name.STOP
    assert transcribed(twice, own) is Name.STOP


@pytest.mark.parametrize("look", Look)
def test_korean_may_be_said_twice_however_it_is_spaced(look: Look) -> None:
    own = by(InASentence.STANDALONE, stop=["빨강"])
    assert transcribed("아니 빨 강 그만 해 제발 빨강", own, look) is Name.STOP
    assert transcribed("저기 있는 새 빨강 통 좀", own, Look.FINAL) is None


@pytest.mark.parametrize("policy", InASentence)
@pytest.mark.parametrize("text", ["the tea is in the red", "now what is that safe word"])
def test_before_somebody_has_finished_it_softens(policy: InASentence, text: str) -> None:
    assert transcribed(text, BOTH[policy], Look.EARLY) is Name.MAYBE_STOP


@pytest.mark.parametrize(
    ("text", "strict", "standalone"),
    [
        ("red", Name.STOP, Name.STOP),
        ("red red", Name.STOP, Name.STOP),
        ("oh red", Name.STOP, Name.MAYBE_STOP),
        ("in the red", Name.MAYBE_STOP, Name.MAYBE_STOP),
        ("yellow no red", Name.MAYBE_STOP, Name.MAYBE_STOP),
        ("safe word please", Name.HOUSE, Name.HOUSE),
        ("say the safe word", Name.MAYBE_STOP, Name.MAYBE_STOP),
        ("okay yellow", Name.SLOW, Name.SLOW),
    ],
)
def test_a_piece_of_a_sentence_only_softens(text: str, strict: Name, standalone: Name) -> None:
    assert transcribed(text, STRICT, Look.EARLY) is strict
    assert transcribed(text, STANDALONE, Look.EARLY) is standalone


# ---- A phrase that an ear was asked for. -------------------------------------------------------


def answered(
    words: Lexicon,
    look: Look = Look.FINAL,
    *,
    alone: bool = False,
    among: int = 0,
    text: str = "red",
) -> Name | None:
    heard = Heard("ear", text, 0.9, look, True, 0, 1, alone, among)
    meaning = understand(heard, words)
    return meaning.name if meaning else None


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("policy", InASentence)
def test_on_its_own_and_among_few_words_it_is_a_stop(policy: InASentence, look: Look) -> None:
    assert answered(BOTH[policy], look, alone=True) is Name.STOP
    if look is not Look.BETWEEN:
        assert answered(BOTH[policy], look, among=1) is Name.STOP
    assert answered(BOTH[policy], among=4) is Name.STOP


@pytest.mark.parametrize("among", [0, 1, 4, 9])
def test_between_two_rests_it_is_a_stop_only_if_it_is_all_there_is(among: int) -> None:
    """ "The red tin" has a rest before its "t"."""
    for words in BOTH.values():
        assert answered(words, Look.BETWEEN, alone=True) is Name.STOP
        assert answered(words, Look.BETWEEN, among=among) is Name.MAYBE_STOP
        assert transcribed("oh red", words, Look.BETWEEN) is Name.MAYBE_STOP
        assert answered(words, Look.BETWEEN, alone=True, text="yellow") is Name.SLOW


@pytest.mark.parametrize(
    ("look", "among", "name"),
    [
        (Look.FINAL, 5, Name.STOP),
        (Look.FINAL, 0, Name.STOP),
        (Look.EARLY, 0, Name.STOP),
        (Look.EARLY, 5, Name.MAYBE_STOP),
    ],
)
def test_at_the_end_of_a_whole_sentence_it_is_a_stop_where_any_counts(
    look: Look, among: int, name: Name
) -> None:
    assert answered(STRICT, look, among=among) is name


@pytest.mark.parametrize(
    ("look", "among", "name"),
    [
        (Look.FINAL, 5, None),
        (Look.FINAL, 0, Name.MAYBE_STOP),
        (Look.EARLY, 2, Name.MAYBE_STOP),
        (Look.EARLY, 0, Name.MAYBE_STOP),
    ],
)
def test_at_the_end_of_a_sentence_it_softens_where_not_all_is_known(
    look: Look, among: int, name: Name | None
) -> None:
    assert answered(STANDALONE, look, among=among) is name


@pytest.mark.parametrize(("text", "name"), [("safe word", Name.HOUSE), ("yellow", Name.SLOW)])
def test_other_safe_words_are_the_same_for_both(text: str, name: Name) -> None:
    for words in BOTH.values():
        assert answered(words, among=5, text=text) is name


# ---- A sentence after another one. -------------------------------------------------------------


def piece(text: str, began: float, ended: float, score: float = 1.0) -> Heard:
    return Heard("ear", text, score, Look.FINAL, False, frames(began), frames(ended))


TIN = "the tea is in the red tin"


def after(
    before: str, text: str, pause: float = 2.0, words: Lexicon = STANDALONE
) -> tuple[Name, str] | None:
    """What the second of two sentences means, so many seconds after the first."""
    meaning = understand_after(piece(before, 1, 4), piece(text, 4 + pause, 7 + pause), words)
    return (meaning.name, meaning.phrase) if meaning else None


def test_what_was_let_pass_counts_if_it_comes_again() -> None:
    assert after(TIN, "no I really mean red right now") == (Name.STOP, "red")
    assert after(TIN, "no I really mean right now") is None
    assert after("the tea is in that old tin", TIN) is None


def test_it_comes_again_only_within_some_seconds() -> None:
    assert frames(5) == AGAIN
    assert after(TIN, TIN, pause=5) == (Name.STOP, "red")
    assert after(TIN, TIN, pause=5.1) is None


def test_the_same_sound_heard_twice_is_not_said_again() -> None:
    for words, once in ((STRICT, (Name.EMBEDDED, "red")), (STANDALONE, None)):
        assert after(TIN, TIN, pause=-0.4, words=words) == (Name.STOP, "red")
        assert after(TIN, TIN, pause=-0.5, words=words) == once


def test_talk_about_a_stop_does_not_stop_again() -> None:
    assert after("red", "are you okay you just said red") is None


def test_where_any_counts_it_is_asked_about_again() -> None:
    assert after(TIN, TIN, words=STRICT) == (Name.EMBEDDED, "red")


def test_it_is_bounded_by_the_second_sentence_and_as_sure_as_the_weaker_one() -> None:
    meaning = understand_after(piece(TIN, 1, 4, 0.6), piece(TIN, 5, 8, 0.9), STANDALONE)
    assert meaning is not None
    assert (meaning.score, meaning.began, meaning.ended) == (0.6, frames(5), frames(8))


# ---- Whatever is said. -------------------------------------------------------------------------


@given(st.sampled_from(InASentence), st.sampled_from(Look), st.integers(1, 9), st.sampled_from([
    "red", "pineapple", "please let us stop this game now"
]))  # fmt: skip
def test_nothing_but_the_stop_word_is_a_stop(
    policy: InASentence, look: Look, count: int, word: str
) -> None:
    own = by(policy, stop=[word])
    assert transcribed(" ".join([word] * count), own, look) is Name.STOP


@given(st.lists(st.sampled_from([*TALK, "red", "yellow", "safe word"])), st.sampled_from(Look))
def test_the_policies_differ_only_in_what_is_unsure(said: list[str], look: Look) -> None:
    strict = transcribed(" ".join(said), STRICT, look)
    milder: dict[tuple[Look, Name], set[Name | None]] = {
        (Look.EARLY, Name.STOP): {Name.STOP, Name.MAYBE_STOP},
        (Look.FINAL, Name.EMBEDDED): {Name.EMBEDDED, None},
    }
    standalone = transcribed(" ".join(said), STANDALONE, look)
    assert standalone is strict or (strict and standalone in milder.get((look, strict), ()))


@given(
    st.sampled_from(InASentence),
    st.sampled_from(Look),
    *[st.lists(st.sampled_from(TALK))] * 3,
)
def test_no_talk_hides_a_stop_word_that_is_said_twice(
    policy: InASentence, look: Look, before: list[str], between: list[str], after: list[str]
) -> None:
    said = " ".join([*before, "red", *between, "red", *after])
    assert transcribed(said, BOTH[policy], look) is Name.STOP

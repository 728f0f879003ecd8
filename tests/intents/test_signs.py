"""Signals without words: what they mean under an agreement, and what follows."""

from collections.abc import Sequence

import pytest

from intents.agreement import agreement_from
from intents.errors import AgreementProblem
from intents.heard import Heard, Look
from intents.joining import Memory, join
from intents.names import Name
from intents.phrases import Lexicon
from intents.proof import Loudness, attempts_for
from intents.signs import PHRASES, SIGN_EAR, Sign
from intents.understand import understand
from tests.intents.story import Story, lexicon

BY_HUMS: dict[str, object] = {"signals": {"stop": ["hums"], "slow": ["knocks"]}}
SIGNS = lexicon(BY_HUMS)


def given(sign: Sign, *looks: Look, words: Lexicon = SIGNS) -> Sequence[Name]:
    """What is acted on when the ear of signs reports these looks, one after the other."""
    memory, acted_on = Memory(), []
    for ended, look in enumerate(looks, start=2):
        heard = Heard(
            SIGN_EAR, PHRASES[sign], 0.9, look, asked=True, began=1, ended=ended, sign=sign
        )
        if meaning := understand(heard, words):
            memory, signal = join(memory, meaning, frozenset({"moonshine"}))
            acted_on += [signal.name] if signal else []
    return acted_on


@pytest.mark.parametrize(
    ("sign", "looks", "acted_on"),
    [
        (Sign.HUMS, [Look.FINAL], [Name.STOP]),
        (Sign.HUMS, [Look.EARLY], [Name.MAYBE_STOP]),
        (Sign.HUMS, [Look.EARLY, Look.FINAL], [Name.MAYBE_STOP, Name.STOP]),
        (Sign.KNOCKS, [Look.EARLY], []),
        (Sign.KNOCKS, [Look.EARLY, Look.FINAL], [Name.SLOW]),
    ],
)
def test_what_begins_like_a_stop_softens_and_a_whole_signal_counts(
    sign: Sign, looks: Sequence[Look], acted_on: Sequence[Name]
) -> None:
    assert given(sign, *looks) == acted_on


@pytest.mark.parametrize("look", Look)
def test_a_signal_that_nobody_agreed_on_is_nothing(look: Look) -> None:
    assert given(Sign.HUMS, look, words=lexicon()) == []


@pytest.mark.parametrize("sign", Sign)
def test_to_say_what_a_signal_is_called_is_none(sign: Sign) -> None:
    said = Heard("ear", PHRASES[sign], 1.0, Look.FINAL, asked=False, began=0, ended=1)
    assert understand(said, SIGNS) is None


@pytest.mark.parametrize(
    ("signals", "says"),
    [
        ({"stop": ["hums"], "slow": ["hums"]}, "cannot both stop and slow down"),
        ({"stop": ["whistles"]}, "'hums' or 'knocks'"),
    ],
)
def test_signals_that_cannot_be_are_refused_with_what_can(
    signals: dict[str, object], says: str
) -> None:
    with pytest.raises(AgreementProblem, match=says):
        agreement_from({"signals": signals}, "test.toml")


@pytest.mark.parametrize("people", [(), ("Ann", "Ben")])
def test_the_proof_test_has_everyone_give_each_signal(people: Sequence[str]) -> None:
    data = BY_HUMS | {"people": [{"name": name} for name in people]}
    tries = attempts_for(agreement_from(data, "test.toml"), SIGNS, ("moonshine",))
    assert [
        (each.person, each.name, each.phrase, each.loudness)
        for each in tries
        if each.ears == (SIGN_EAR,)
    ] == [
        (person, name, phrase, loudness)
        for person in people or [""]
        for name, phrase in ((Name.STOP, "three hums"), (Name.SLOW, "three knocks"))
        for loudness in Loudness
    ]


def test_are_you_listening_is_answered_with_the_signals_too() -> None:
    story = Story.of(**BY_HUMS)
    story.hears(Name.LISTENING)
    assert story.prompts == ["hears_well", "signs_hums", "signs_knocks"]

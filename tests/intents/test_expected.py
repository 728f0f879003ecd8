"""What is waited for, which is what would have an effect."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from intents.decide import decide
from intents.deciding.decision import Decision
from intents.expected import expected, situation
from intents.joining import Situation
from intents.names import PERMISSIVE, Name
from tests.intents.story import Story, after, deaf, during, prompts, quiet, signal, started, unarmed

SITUATIONS: dict[str, tuple[Callable[[], Story], set[Name]]] = {
    "a question": (lambda: quiet(unarmed()), {Name.AFFIRM}),
    "unarmed, no question": (lambda: unarmed(Name.DENY), set()),
    "armed": (lambda: unarmed(*[Name.AFFIRM] * 6), {Name.GO, Name.BEGIN}),
    "playing": (started, set()),
    "music held": (lambda: after(Name.PAUSE_MUSIC), {Name.RESUME}),
    "slow": (lambda: after(Name.SLOW), {Name.GO}),
    "checking in": (lambda: after(Name.CHECK_IN), {Name.GO, Name.FINE}),
    "stopped": (lambda: after(Name.STOP), {Name.RESUME}),
    "resume asked": (
        lambda: after(Name.STOP, Name.RESUME),
        {Name.RESUME, Name.YES, Name.AFFIRM},
    ),
    "resume being asked": (lambda: during(Name.STOP, Name.RESUME), {Name.RESUME, Name.YES}),
    "resting": (lambda: after(Name.AFTERCARE, Name.DONE), {Name.RESUME, Name.BEGIN}),
    "closing": (lambda: after(Name.END), set(PERMISSIVE)),
}


@pytest.mark.parametrize(("story", "names"), SITUATIONS.values(), ids=SITUATIONS)
def test_what_is_waited_for(story: Callable[[], Story], names: set[Name]) -> None:
    assert expected(story().state) == names


def test_our_own_voice_is_part_of_what_goes_on() -> None:
    speaking = during(Name.LIMITS)
    assert situation(speaking.state) == Situation(expected(speaking.state), speaking.state.speech)
    assert situation(speaking.state).speech.may_be(speaking.state.now)
    silent = quiet(speaking).state
    silent = replace(silent, speech=replace(silent.speech, silent_since=7))
    assert situation(silent) == Situation(expected(silent), silent.speech)
    assert [situation(silent).speech.may_be(began) for began in (6, 7)] == [True, False]


REFUSED = {"still_stopped", "before_first"}


@pytest.mark.parametrize("name", sorted(PERMISSIVE))
@pytest.mark.parametrize(
    "story",
    [*(story for story, _ in SITUATIONS.values()), deaf],
    ids=[*SITUATIONS, "deaf"],
)
def test_it_is_what_has_an_effect(story: Callable[[], Story], name: Name) -> None:
    """Whatever the table says, so that it cannot drift."""
    state = story().state
    decision = decide(state, signal(name, state.now))
    refused = REFUSED & {*prompts([*decision.effects])}
    assert (name in expected(state)) == (decision != Decision(state) and not refused)

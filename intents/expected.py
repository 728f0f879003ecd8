"""What goes on while something is heard: the words that are waited for, and our own voice.

What is waited for is what lets things go on, and would do so just now.
"""

from intents.deciding.decision import Decision
from intents.deciding.resuming import still_stopped
from intents.deciding.starting import not_yet
from intents.deciding.table import ANSWERS
from intents.joining import Situation
from intents.messages import Signal
from intents.names import PERMISSIVE, Name
from intents.state import State

REFUSALS = (still_stopped, not_yet)
"""Answers that say no: nobody waits for the words that get them."""


def situation(state: State) -> Situation:
    """What the ears' reports are judged by in this state."""
    return Situation(expected(state), state.speech)


def expected(state: State) -> frozenset[Name]:
    """Of the names that let things go on, those that would have an effect in this state.

    All others would do nothing, or be refused, so ears may doubt them.
    """
    return frozenset(name for name in PERMISSIVE if _has_effect(state, name))


def _has_effect(state: State, name: Name) -> bool:
    answer, before = ANSWERS[state.mode, name], Decision(state)
    signal = Signal(name, 1.0, (), state.now, state.now)
    return answer not in REFUSALS and answer(before, signal) != before

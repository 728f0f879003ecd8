"""Signals without words that come over our own voice: it may have been that."""

from dataclasses import replace

from intents.messages import Signal
from intents.names import Name
from intents.signs import SIGN_EAR
from intents.state import Mode, State


def as_sure_as_it_is(state: State, signal: Signal) -> Signal:
    """The signal, or one that is asked about where its ear heard it while something was said.

    A sentence has pauses and beats too, and the ear knows no words. Whoever meant it is asked, and
    silence is a stop; given again, when it is quiet, it counts at once. Over that question it is
    the answer: a question that our own voice asks again would put off what follows from silence.
    """
    asked = state.mode is Mode.CHECKING_IN
    if signal.ears != (SIGN_EAR,) or asked or not state.speech.may_be(signal.began):
        return signal
    return replace(signal, name=Name.EMBEDDED)

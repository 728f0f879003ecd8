"""The two-part answer that ends a stop: the word, and when it is asked, yes and the word."""

from dataclasses import replace

from intents.clock import Frames, frames
from intents.deciding.deafness import tell_fault
from intents.deciding.decision import Answer, Decision, is_due
from intents.deciding.modes import settle_down
from intents.messages import Chime, ChimeKind, Signal
from intents.state import Mode, Music, Resuming

RESUME_WITHIN: Frames = frames(20)
"""How long the second part is waited for, from the end of the question."""
TOGETHER: Frames = frames(5)
"""How far apart "yes" and the word after it may be, and are one answer."""


def ask_to_resume(d: Decision, signal: Signal) -> Decision:
    """The first part; said again, the same question, as kindly.

    After a plain "yes" to the question it is the rest of the second part: "yes ... resume".
    """
    if d.state.faults:  # who cannot hear a stop must not start anything
        return tell_fault(d)
    yes_until = d.state.stop.resuming.yes_until
    if yes_until is not None and signal.began < yes_until:
        return resume(d, signal)
    d = _set_resuming(d.cut(), Resuming(answer_by=d.state.now + RESUME_WITHIN))
    return d.do(Chime(ChimeKind.CHECK_IN)).prompt("resume_ask")


def half_a_yes(d: Decision, signal: Signal) -> Decision:
    """A plain "yes" to the question, with the word soon after it.

    Only if it began when the voice was silent: the question itself has a yes in it.
    """
    resuming = d.state.stop.resuming
    if resuming.answer_by is None or d.state.speech.may_be(signal.began):
        return d
    return _set_resuming(d, replace(resuming, yes_until=signal.ended + TOGETHER))


def resume(d: Decision, _: Signal) -> Decision:
    """The second part."""
    if d.state.stop.resuming.answer_by is None or d.state.faults:
        return d
    if d.state.phase is Mode.RESTING:  # who asks for it twice has not finished the evening
        d = d.set(phase=Mode.PLAYING)
    d = settle_down(d.cut()).set(music_wish=Music.LOUD)
    return d.do(Chime(ChimeKind.READY)).prompt("resumed")


def still_stopped(d: Decision, _: Signal) -> Decision:
    """Words that end something else do not end a stop."""
    d = _set_resuming(d.cut(), Resuming())
    return d.do(Chime(ChimeKind.SLOW)).prompt("still_stopped")


def not_sure(otherwise: Answer) -> Answer:
    """Whoever is not sure while the second part is waited for has said no."""

    def answer(d: Decision, signal: Signal) -> Decision:
        asked = d.state.stop.resuming.answer_by is not None
        return still_stopped(d, signal) if asked else otherwise(d, signal)

    return answer


def resume_was_asked(d: Decision) -> Decision:
    """The time for the second part begins when the question for it was spoken."""
    resuming = d.state.stop.resuming
    if resuming.answer_by is None:
        return d
    return _set_resuming(d, replace(resuming, answer_by=d.state.now + RESUME_WITHIN))


def resume_ticked(d: Decision) -> Decision:
    """The second part did not come in time."""
    if d.state.speaking or not is_due(d.state.stop.resuming.answer_by, d.state.now):
        return d
    return _set_resuming(d, Resuming()).prompt("resume_kept")


def _set_resuming(d: Decision, resuming: Resuming) -> Decision:
    return d.set(stop=replace(d.state.stop, resuming=resuming))

"""Slow and go, and the question how everyone is, whose silence is a stop."""

from dataclasses import replace

from intents.deciding.decision import Decision, is_due
from intents.deciding.modes import close_question, latch, settle_down, slow_down, with_fresh_timers
from intents.deciding.reach import by_hand
from intents.messages import Chime, ChimeKind, Signal
from intents.state import Aftercare, CheckIn, Closing, Mode, State

ASK_TIMES = 2
"""How often a check-in is asked before silence counts as a stop."""


def slow(d: Decision, _: Signal) -> Decision:
    """The music becomes low until the go word."""
    return slow_down(d.cut()).do(Chime(ChimeKind.SLOW)).prompt("slow")


def go_on(d: Decision, _: Signal) -> Decision:
    """All is well."""
    return settle_down(d.cut()).prompt("going_on")


def check_in(d: Decision, _: Signal) -> Decision:
    """Somebody wants everyone to be asked."""
    return _ask(d, "check_in")


def embedded(d: Decision, _: Signal) -> Decision:
    """A safe word inside a sentence may have been meant."""
    return _ask(d, "embedded")


def heard_sound(d: Decision) -> Decision:
    """Something in the room, unless it is the program itself."""
    return d if d.state.speaking else d.set(sounded_at=d.state.now)


def check_in_ticked(d: Decision) -> Decision:
    """Silence after a question, a question that is due, and a sudden silence."""
    if is_due(d.state.check_in.answer_by, d.state.now):
        return _unanswered(d)
    if d.state.activity == "limits":
        d = with_fresh_timers(d)
    if d.state.speaking and d.state.sounded_at is not None:
        d = d.set(sounded_at=d.state.now)  # nobody is expected to be heard meanwhile
    if not _may_ask(d.state):
        return d
    if is_due(d.state.schedule.check_in_at, d.state.now):
        return _ask(d, "check_in")
    silence, sounded = d.state.plan.silence_after, d.state.sounded_at
    if silence is not None and sounded is not None and d.state.now - sounded >= silence:
        return _ask(d, "check_in_silence")
    return d


def _ask(d: Decision, prompt: str) -> Decision:
    answer_by = d.state.now + d.state.plan.answer_within
    asked = close_question(d.cut()).set(
        check_in=CheckIn(answer_by, times_asked=1),
        closing=Closing(),
        aftercare=Aftercare(),
        glimpsed_until=None,
        sounded_at=None,
    )
    return asked.do(Chime(ChimeKind.CHECK_IN)).prompt(prompt)


def _may_ask(state: State) -> bool:
    """A check-in that nobody asked for waits until nothing else is being said or done."""
    return (
        state.mode in (Mode.PLAYING, Mode.SLOW)
        and state.phase is Mode.PLAYING
        and not state.speaking
        and state.aftercare.step is None
    )


def _unanswered(d: Decision) -> Decision:
    check_in = d.state.check_in
    if check_in.times_asked < ASK_TIMES:
        again = d.set(check_in=replace(check_in, times_asked=check_in.times_asked + 1)).cut()
        return again.do(Chime(ChimeKind.CHECK_IN)).prompt("check_in_again", louder=1)
    d = latch(d.cut()).do(Chime(ChimeKind.STOP))
    unanswered = ("check_in_unanswered", d.state.plan.prompts["check_in_unanswered"])
    return d.say(unanswered, *by_hand(d), louder=1, keep=1)

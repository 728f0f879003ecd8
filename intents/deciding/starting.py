"""The questions before a session, arming it, and its beginning."""

from intents.clock import frames
from intents.deciding.decision import Decision, is_due
from intents.deciding.modes import next_check_in
from intents.messages import Chime, ChimeKind, Signal
from intents.state import Mode

ANSWER_WITHIN = frames(60)
"""How long a plain answer to a question is waited for: later it belongs to other talk."""


def started(d: Decision) -> Decision:
    """The ears are open."""
    if d.state.faults:  # never deaf and alive to look at; the end of the faults is announced
        return d
    d = d.do(Chime(ChimeKind.READY))
    if d.state.mode is not Mode.UNARMED or d.state.speaking is not None:
        return d.prompt("listening")
    if d.state.question >= len(d.state.plan.before):
        return d.prompt("listening", "before_untested")
    d = d.set(question_until=d.state.now + ANSWER_WITHIN)
    return d.say(
        *((key, d.state.plan.prompts[key]) for key in ("listening", "before_intro")), _question(d)
    )


def ready(d: Decision, _: Signal) -> Decision:
    """The questions go on where they were left."""
    plan = d.state.plan
    if d.state.question >= len(plan.before):
        return d.cut().prompt("before_untested")
    return _ask(d.cut())


def affirm(d: Decision, _: Signal) -> Decision:
    """A yes to the question that is open."""
    if d.state.question_until is None:
        return d
    d = d.cut().set(question=d.state.question + 1, question_until=None)
    if d.state.question < len(d.state.plan.before):
        return _ask(d)
    if not d.state.plan.tested:
        return d.prompt("before_untested")
    armed = d.set(mode=Mode.ARMED, calm=Mode.ARMED).do(Chime(ChimeKind.READY))
    return armed.prompt("before_done")


def deny(d: Decision, _: Signal) -> Decision:
    """A no to it: they take the time, and call."""
    if d.state.question_until is None:
        return d
    return d.cut().set(question_until=None).prompt("before_wait")


def not_yet(d: Decision, _: Signal) -> Decision:
    """Who wants to begin answers the questions first."""
    return d.cut().set(question_until=None).prompt("before_first")


def begin(d: Decision, _: Signal) -> Decision:
    """From armed to playing."""
    now, length = d.state.now, d.state.plan.session_length
    d = d.cut().set(mode=Mode.PLAYING, calm=Mode.PLAYING, begun_at=now)
    d = d.set(aftercare_step=None, step_until=None)
    d = d.set(long_at=None if length is None else now + length, check_in_at=next_check_in(d))
    return d.do(Chime(ChimeKind.READY)).prompt("begun")


def starting_ticked(d: Decision) -> Decision:
    """A question that nobody answered is closed."""
    if is_due(d.state.question_until, d.state.now):
        return d.cut().set(question_until=None).prompt("before_wait")
    return d


def _ask(d: Decision) -> Decision:
    return d.set(question_until=d.state.now + ANSWER_WITHIN).say(_question(d))


def _question(d: Decision) -> tuple[str, str]:
    return ("before", d.state.plan.before[d.state.question])

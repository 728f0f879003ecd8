"""The questions before a session, arming it, and its beginning."""

from dataclasses import replace

from intents.clock import Frames, frames
from intents.deciding.decision import Decision, is_due
from intents.deciding.modes import close_question
from intents.messages import Chime, ChimeKind, Signal
from intents.state import Aftercare, Mode, Music, Questions, schedule_from

ANSWER_WITHIN: Frames = frames(60)
"""How long a plain answer to a question is waited for: later it belongs to other talk."""


def started(d: Decision) -> Decision:
    """The ears are open."""
    d = d.set(ears_open=True)
    if d.state.faults:  # never deaf and alive to look at; the end of the faults is announced
        return d
    d = d.do(Chime(ChimeKind.READY))
    if d.state.mode is not Mode.UNARMED or d.state.speaking:
        return d.prompt("listening")
    if d.state.questions.answered >= len(d.state.plan.before):
        return d.prompt("listening", "before_untested")
    return _open(d).say(
        *((key, d.state.plan.prompts[key]) for key in ("listening", "before_intro")), _question(d)
    )


def question_was_asked(d: Decision) -> Decision:
    """The time for its answer begins when it was spoken."""
    return d if d.state.questions.answer_by is None else _open(d)


def ready(d: Decision, _: Signal) -> Decision:
    """The questions go on where they were left."""
    plan = d.state.plan
    if d.state.questions.answered >= len(plan.before):
        return d.cut().prompt("before_untested")
    return _ask(d.cut())


def affirm(d: Decision, _: Signal) -> Decision:
    """A yes to the question that is open."""
    if d.state.questions.answer_by is None:
        return d
    d = d.cut().set(questions=Questions(answered=d.state.questions.answered + 1))
    if d.state.questions.answered < len(d.state.plan.before):
        return _ask(d)
    if not d.state.plan.tested:
        return d.prompt("before_untested")
    armed = d.set(phase=Mode.ARMED).do(Chime(ChimeKind.READY))
    return armed.prompt("before_done")


def deny(d: Decision, _: Signal) -> Decision:
    """A no to it: they take the time, and call."""
    if d.state.questions.answer_by is None:
        return d
    return close_question(d.cut()).prompt("before_wait")


def not_yet(d: Decision, _: Signal) -> Decision:
    """Who wants to begin answers the questions first."""
    return close_question(d.cut()).prompt("before_first")


def begin(d: Decision, _: Signal) -> Decision:
    """From armed to playing."""
    schedule = schedule_from(d.state.plan, d.state.now)
    d = d.cut().set(phase=Mode.PLAYING, schedule=schedule, aftercare=Aftercare(), sounded_at=None)
    if d.state.music_wish is Music.SOFT:
        d = d.set(music_wish=Music.LOUD)
    return d.do(Chime(ChimeKind.READY)).prompt("begun")


def starting_ticked(d: Decision) -> Decision:
    """A question that nobody answered is closed."""
    if is_due(d.state.questions.answer_by, d.state.now) and not d.state.speaking:
        return close_question(d.cut()).prompt("before_wait")
    return d


def _ask(d: Decision) -> Decision:
    return _open(d).say(_question(d))


def _open(d: Decision) -> Decision:
    answer_by = d.state.now + ANSWER_WITHIN
    return d.set(questions=replace(d.state.questions, answer_by=answer_by))


def _question(d: Decision) -> tuple[str, str]:
    return ("before", d.state.plan.before[d.state.questions.answered])

"""Guided aftercare: one step at a time, each at its own pace."""

from intents.clock import frames
from intents.deciding.decision import Decision, is_due, minutes
from intents.deciding.modes import leave
from intents.messages import RemindTomorrow, Signal
from intents.state import Mode

ANOTHER_MINUTE = frames(60)


def aftercare(d: Decision, _: Signal) -> Decision:
    """From the first step."""
    if d.state.mode is Mode.CHECKING_IN:  # who asks for this has answered, and not with "go"
        d = leave(d, Mode.SLOW)
    d = d.cut().set(resume_by=None, question_until=None, offer_at=None)
    return _step(d, 0, ("aftercare_intro", d.state.plan.prompts["aftercare_intro"]))


def next_step(d: Decision, _: Signal) -> Decision:
    """The next step, or the end."""
    step = d.state.aftercare_step
    return d if step is None else _go_to(d.cut(), step + 1)


def step_again(d: Decision) -> Decision:
    """The same step, with all its time."""
    step = d.state.aftercare_step
    return d if step is None else _step(d.cut(), step)


def wait(d: Decision, _: Signal) -> Decision:
    """Another minute for this step."""
    if d.state.aftercare_step is None:
        return d
    until = max(d.state.now, d.state.step_until or d.state.now) + ANOTHER_MINUTE
    return d.cut().set(step_until=until).prompt("aftercare_wait")


def done(d: Decision, _: Signal) -> Decision:
    """The end of aftercare, or of what is being said."""
    if d.state.aftercare_step is not None:
        return _end(d.cut())
    return d.cut() if d.state.speaking is not None else d


def time_left(d: Decision) -> Decision:
    """How long this step still takes."""
    until = d.state.step_until
    left = _pace(d) if until is None else until - d.state.now
    return d.cut().prompt("aftercare_left", minutes=minutes(left))


def step_was_read(d: Decision) -> Decision:
    """The pace of a step begins when it was read."""
    if d.state.aftercare_step is None or d.state.step_until is not None:
        return d
    return d.set(step_until=d.state.now + _pace(d))


def aftercare_ticked(d: Decision) -> Decision:
    """The next step, when this one has had its time and nothing is being said."""
    step = d.state.aftercare_step
    if step is None or d.state.speaking is not None or not is_due(d.state.step_until, d.state.now):
        return d
    return _go_to(d, step + 1)


def _go_to(d: Decision, step: int) -> Decision:
    return _step(d, step) if step < len(d.state.plan.aftercare) else _end(d)


def _step(d: Decision, step: int, *before: tuple[str, str]) -> Decision:
    lines = (("aftercare", line) for line in d.state.plan.aftercare[step].lines)
    return d.set(aftercare_step=step, step_until=None).say(*before, *lines)


def _pace(d: Decision) -> int:
    step = d.state.aftercare_step
    return 0 if step is None else d.state.plan.aftercare[step].pace


def _end(d: Decision) -> Decision:
    d = d.set(aftercare_step=None, step_until=None)
    if d.state.plan.remind:
        return d.do(RemindTomorrow()).prompt("aftercare_end", "reminder")
    return d.prompt("aftercare_end")

"""Guided aftercare: one step at a time, each at its own pace."""

from dataclasses import replace

from intents.clock import Frames, frames
from intents.deciding.decision import Decision, is_due, minutes
from intents.deciding.modes import rest
from intents.messages import RemindTomorrow, Signal
from intents.state import Aftercare

ANOTHER_MINUTE: Frames = frames(60)


def aftercare(d: Decision, _: Signal) -> Decision:
    """From the first step. The evening is over until people say otherwise; a stop stays."""
    d = rest(d.cut())
    return _step(d, 0, ("aftercare_intro", d.state.plan.prompts["aftercare_intro"]))


def next_step(d: Decision, _: Signal) -> Decision:
    """The next step, or the end."""
    step = d.state.aftercare.step
    return d if step is None else _go_to(d.cut(), step + 1)


def step_again(d: Decision) -> Decision:
    """The same step, with all its time."""
    step = d.state.aftercare.step
    return d if step is None else _step(d.cut(), step)


def wait(d: Decision, _: Signal) -> Decision:
    """Another minute for this step."""
    if d.state.aftercare.step is None:
        return d
    next_at = max(d.state.now, d.state.aftercare.next_at or d.state.now) + ANOTHER_MINUTE
    return _set_next(d.cut(), next_at).prompt("aftercare_wait")


def done(d: Decision, _: Signal) -> Decision:
    """The end of aftercare, or of what is being said."""
    if d.state.aftercare.step is not None:
        return _end(d.cut())
    return d.cut() if d.state.speaking else d


def time_left(d: Decision) -> Decision:
    """How long this step still takes."""
    next_at = d.state.aftercare.next_at
    left = _pace(d) if next_at is None else next_at - d.state.now
    return d.cut().prompt("aftercare_left", minutes=minutes(left))


def step_was_read(d: Decision) -> Decision:
    """The pace of a step begins when it was read."""
    if d.state.aftercare.step is None or d.state.aftercare.next_at is not None:
        return d
    return _set_next(d, d.state.now + _pace(d))


def aftercare_ticked(d: Decision) -> Decision:
    """The next step, when this one has had its time and nothing is being said."""
    step, next_at = d.state.aftercare.step, d.state.aftercare.next_at
    if step is None or d.state.speaking or not is_due(next_at, d.state.now):
        return d
    return _go_to(d, step + 1)


def _go_to(d: Decision, step: int) -> Decision:
    return _step(d, step) if step < len(d.state.plan.aftercare) else _end(d)


def _step(d: Decision, step: int, *before: tuple[str, str]) -> Decision:
    lines = (("aftercare", line) for line in d.state.plan.aftercare[step].lines)
    return d.set(aftercare=Aftercare(step)).say(*before, *lines)


def _set_next(d: Decision, next_at: Frames) -> Decision:
    return d.set(aftercare=replace(d.state.aftercare, next_at=next_at))


def _pace(d: Decision) -> Frames:
    step = d.state.aftercare.step
    return 0 if step is None else d.state.plan.aftercare[step].pace


def _end(d: Decision) -> Decision:
    d = d.set(aftercare=Aftercare())
    if d.state.plan.remind:
        return d.do(RemindTomorrow()).prompt("aftercare_end", "reminder")
    return d.prompt("aftercare_end")

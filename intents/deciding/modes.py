"""Into a mode, with nothing left open from the one before."""

from dataclasses import replace

from intents.clock import Frames
from intents.deciding.decision import Decision
from intents.state import Aftercare, CheckIn, Closing, Music, Stop, schedule_from


def settle_down(d: Decision) -> Decision:
    """Back to where the people were before a slow word, a check-in or a stop."""
    return with_fresh_timer(nothing_open(d))


def slow_down(d: Decision) -> Decision:
    """Into the mode after a slow word."""
    return settle_down(d).set(slow=True)


def latch(d: Decision, *, hushed: bool = False, offer_at: Frames | None = None) -> Decision:
    """Into the stop that latches.

    The players are told again even if they were told before: somebody may have started one by hand.
    """
    stop = Stop(latched=True, hushed=hushed, report_due=True, offer_at=offer_at)
    schedule = replace(d.state.schedule, check_in_at=None)
    return nothing_open(d).set(stop=stop, music=Music.LOUD, schedule=schedule)


def nothing_open(d: Decision) -> Decision:
    """Whatever goes on beside playing ends."""
    return close_question(d).set(
        slow=False,
        check_in=CheckIn(),
        stop=Stop(),
        closing=Closing(),
        aftercare=Aftercare(),
        glimpsed_until=None,
    )


def close_question(d: Decision) -> Decision:
    """The open question before the session, if there is one, is no longer waited for."""
    return d.set(questions=replace(d.state.questions, answer_by=None))


def with_fresh_timer(d: Decision) -> Decision:
    """The time to the next check-in begins now, if that was agreed and the session has begun."""
    schedule = d.state.schedule
    if schedule.begun_at is None:
        return d
    check_in_at = schedule_from(d.state.plan, d.state.now).check_in_at
    return d.set(schedule=replace(schedule, check_in_at=check_in_at))

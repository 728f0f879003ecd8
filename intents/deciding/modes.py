"""Into a mode, with nothing left open from the one before."""

from intents.deciding.decision import Decision
from intents.state import Mode, Music


def settle_down(d: Decision) -> Decision:
    """Back to where the people were before a slow word, a check-in or a stop."""
    return leave(d, d.state.calm)


def leave(d: Decision, mode: Mode) -> Decision:
    """Into another mode than a check-in, a stop or closing."""
    return _fresh(d).set(mode=mode, check_in_at=next_check_in(d))


def latch(d: Decision, *, hushed: bool = False, offer_at: int | None = None) -> Decision:
    """Into the stop that latches.

    The players are told again even if they were told before: somebody may have started one by hand.
    """
    latched = _fresh(d).set(mode=Mode.STOPPED, music=Music.LOUD, report_due=True, check_in_at=None)
    return latched.set(hushed=hushed, offer_at=offer_at)


def next_check_in(d: Decision) -> int | None:
    """When to ask again, if that was agreed and the session has begun."""
    every = d.state.plan.check_in_every
    return None if every is None or d.state.begun_at is None else d.state.now + every


def _fresh(d: Decision) -> Decision:
    return d.set(
        answer_by=None,
        asked=0,
        glimpsed_until=None,
        resume_by=None,
        question_until=None,
        report_due=False,
        hushed=False,
        offer_at=None,
        aftercare_step=None,
        step_until=None,
        close_at=None,
    )

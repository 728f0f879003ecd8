"""Into a mode, with nothing left open from the one before."""

from dataclasses import replace

from intents.clock import Frames, frames
from intents.deciding.decision import Decision
from intents.state import (
    Aftercare,
    CheckIn,
    Closing,
    Mode,
    Music,
    Resuming,
    Schedule,
    Stop,
    schedule_from,
)

REPORT_WITHIN: Frames = frames(6)
"""How long the players' report is waited for after a stop, before it is said that none came."""


def settle_down(d: Decision) -> Decision:
    """Back to where the people were before a slow word, a check-in or a stop."""
    return with_fresh_timers(nothing_open(d))


def slow_down(d: Decision) -> Decision:
    """Into the mode after a slow word."""
    return settle_down(d).set(slow=True)


def latch(d: Decision, *, hushed: bool = False, offer_at: Frames | None = None) -> Decision:
    """Into the stop that latches.

    The players are told again even if they were told before: somebody may have started one by hand.
    """
    report_by = d.state.now + REPORT_WITHIN
    stop = Stop(
        latched=True, hushed=hushed, report_due=True, report_by=report_by, offer_at=offer_at
    )
    schedule = replace(d.state.schedule, check_in_at=None)
    return nothing_open(d).set(stop=stop, music=Music.LOUD, schedule=schedule)


def rest(d: Decision) -> Decision:
    """Nothing is timed any more, and the music stays low until people ask for it.

    A check-in or a slow word that was open is answered by that; a stop stays.
    """
    state = d.state
    d = nothing_open(d).set(stop=replace(state.stop, resuming=Resuming(), offer_at=None))
    if state.music_wish is Music.LOUD:
        d = d.set(music_wish=Music.SOFT)
    if state.phase is not Mode.PLAYING:
        return d
    return d.set(phase=Mode.RESTING, schedule=Schedule(begun_at=state.schedule.begun_at))


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


def with_fresh_timers(d: Decision) -> Decision:
    """While playing, the time to the next check-in begins now, and a silence needs a new sound.

    Whatever people were busy with, no timer that ran on meanwhile may alarm them at its end.
    """
    if d.state.phase is not Mode.PLAYING or d.state.latched:
        return d
    check_in_at = schedule_from(d.state.plan, d.state.now).check_in_at
    return d.set(schedule=replace(d.state.schedule, check_in_at=check_in_at), sounded_at=None)

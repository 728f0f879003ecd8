"""The end of a session: announced, so that it is never deaf without saying so."""

from dataclasses import replace

from intents.clock import Frames, frames
from intents.deciding.decision import Decision, is_due
from intents.deciding.modes import close_question, with_fresh_timers
from intents.messages import Chime, ChimeKind, EndSession, Signal
from intents.state import Aftercare, Closing, Music, Resuming

CLOSE_AFTER: Frames = frames(6)
"""How long after the announcement any word still keeps the program listening."""


def end(d: Decision, _: Signal) -> Decision:
    """Announce it. What is open is closed, a stop stays."""
    closing = close_question(d.cut()).set(
        closing=Closing(ends_at=d.state.now),
        aftercare=Aftercare(),
        stop=replace(d.state.stop, resuming=Resuming(), offer_at=None),
    )
    return _end_after_speech(closing.do(Chime(ChimeKind.CHECK_IN)).prompt("closing"))


def announced(d: Decision) -> Decision:
    """The announcement was spoken: now the last seconds begin."""
    return d if d.state.closing.ends_at is None else _end_after_speech(d)


def stay(d: Decision) -> Decision:
    """Back to where closing began."""
    return with_fresh_timers(d.set(closing=Closing()))


def kept(d: Decision, _: Signal) -> Decision:
    """Back, and says so."""
    return stay(d).cut().prompt("closing_kept")


def maybe_stay(d: Decision, _: Signal) -> Decision:
    """An unsure look at a stop word: the end must wait for more."""
    return _end_after_speech(d)


def closing_ticked(d: Decision) -> Decision:
    """The end."""
    if not is_due(d.state.closing.ends_at, d.state.now):
        return d
    handed_over = d.state.latched or d.state.music_wish is Music.PAUSED
    last = d.cut().prompt("closed_music" if handed_over else "closed")
    return _end_after_speech(last.do(EndSession()))


def _end_after_speech(d: Decision) -> Decision:
    """The last seconds begin when all was said."""
    silent_at = d.state.speech.over_by or d.state.now
    return d.set(closing=Closing(ends_at=silent_at + CLOSE_AFTER))

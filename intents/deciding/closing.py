"""The end of a session: announced, so that it is never deaf without saying so."""

from intents.clock import frames
from intents.deciding.decision import LONGEST_SPEECH, Decision, is_due
from intents.messages import Chime, ChimeKind, EndSession, Signal
from intents.state import Mode

CLOSE_AFTER = frames(6)
"""How long after the announcement any word still keeps the program listening."""


def end(d: Decision, _: Signal) -> Decision:
    """Announce it. What is open is closed, a stop stays."""
    return (
        d.cut()
        .set(
            left=d.state.mode,
            mode=Mode.CLOSING,
            resume_by=None,
            question_until=None,
            aftercare_step=None,
            step_until=None,
            offer_at=None,
            close_at=d.state.now + LONGEST_SPEECH,
        )
        .do(Chime(ChimeKind.CHECK_IN))
        .prompt("closing")
    )


def announced(d: Decision) -> Decision:
    """The announcement was spoken: now the last seconds begin."""
    return d if d.state.close_at is None else d.set(close_at=d.state.now + CLOSE_AFTER)


def stay(d: Decision) -> Decision:
    """Back to where closing began."""
    return d.set(mode=d.state.left, close_at=None)


def kept(d: Decision, _: Signal) -> Decision:
    """Back, and says so."""
    return stay(d).cut().prompt("closing_kept")


def maybe_stay(d: Decision, _: Signal) -> Decision:
    """An unsure look at a stop word: the end must wait for more."""
    return d.set(close_at=d.state.now + CLOSE_AFTER)


def closing_ticked(d: Decision) -> Decision:
    """The end."""
    if not is_due(d.state.close_at, d.state.now):
        return d
    handed_over = d.state.latched or d.state.held
    last = d.cut().prompt("closed_music" if handed_over else "closed")
    return last.do(EndSession()).set(close_at=d.state.now + LONGEST_SPEECH)

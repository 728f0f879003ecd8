"""Notices: what is told once, as soon as nothing more important goes on."""

from intents.deciding.decision import Decision
from intents.notices import Notice
from intents.state import Mode, Notices, State

CALM = frozenset({Mode.UNARMED, Mode.ARMED, Mode.PLAYING, Mode.RESTING})
"""Where nobody has asked for care, and no question is open."""


def noticed(d: Decision, notice: Notice) -> Decision:
    """It waits for a calm moment; each is told once, unless it is over and comes again."""
    before = d.state.notices
    if notice in before.had:
        return d
    return notices_ticked(
        d.set(notices=Notices((*before.due, notice), before.had | {notice})),
    )


def forget(d: Decision, notice: Notice) -> Decision:
    """It is over: it need not be told any more, and may be told again."""
    before = d.state.notices
    due = tuple(other for other in before.due if other is not notice)
    return d.set(notices=Notices(due, before.had - {notice}))


def notices_ticked(d: Decision) -> Decision:
    """The next one, if now is the moment."""
    if not d.state.notices.due or not _is_calm(d.state):
        return d
    first, *rest = d.state.notices.due
    return d.set(notices=Notices(tuple(rest), d.state.notices.had)).prompt(first)


def _is_calm(state: State) -> bool:
    busy = state.speaking or state.keeps or state.activity or state.glimpsed_until is not None
    return state.ears_open and state.mode in CALM and not busy and not state.faults

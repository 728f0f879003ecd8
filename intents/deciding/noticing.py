"""Notices: what is told once, as soon as nothing more important goes on."""

from collections.abc import Mapping
from types import MappingProxyType

from intents.clock import Frames, frames
from intents.deciding.decision import Decision
from intents.notices import Notice
from intents.state import Mode, Notices, State

CALM = frozenset({Mode.UNARMED, Mode.ARMED, Mode.PLAYING, Mode.RESTING})
"""Where nobody has asked for care, and no question is open."""


PATIENT: Mapping[Notice, Frames] = MappingProxyType({Notice.NOT_HEARD_BACK: frames(10)})
"""What is said only when for so long nothing else was: with headphones it is no news."""


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
    return d.set(notices=d.state.notices.without(notice))


def notices_ticked(d: Decision) -> Decision:
    """The next one, if now is the moment."""
    due, had = d.state.notices.due, d.state.notices.had
    silent_for = d.state.now - d.state.speech.silent_since
    ready = [notice for notice in due if silent_for >= PATIENT.get(notice, 0)]
    if not ready or not _is_calm(d.state):
        return d
    rest = tuple(notice for notice in due if notice is not ready[0])
    return d.set(notices=Notices(rest, had)).prompt(ready[0])


def _is_calm(state: State) -> bool:
    busy = state.speaking or state.keeps or state.activity or state.glimpsed_until is not None
    return state.ears_open and state.mode in CALM and not busy and not state.faults

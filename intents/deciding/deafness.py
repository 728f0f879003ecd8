"""Faults: a program that is deaf, or that nobody hears, stops everything and says so."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from intents.clock import Frames, frames
from intents.deciding.decision import Decision, is_due
from intents.deciding.modes import latch
from intents.deciding.reach import by_hand
from intents.faults import Fault
from intents.messages import Chime, ChimeKind
from intents.state import Hearing

ALARM_EVERY: Frames = frames(10)
"""How often the alarm sounds while there is a fault."""
HEARING: Mapping[Fault, tuple[str, str]] = MappingProxyType(
    {
        Fault.UNHEARD: ("unheard", "heard_again"),
        Fault.GUARDIAN_LOST: ("unguarded", "guarded_again"),
    }
)
"""The faults that leave hearing alone, each with what is said of it and of its end."""


def faults_changed(d: Decision, faults: frozenset[Fault]) -> Decision:
    """The first fault stops and sounds the alarm; that the last one is over waits its turn."""
    before, now = d.state.hearing, d.state.now
    d = d.set(hearing=replace(before, faults=faults, had=before.had | faults, lost_at=now))
    if faults and not before.faults:
        return alarm_ticked(latch(_alarm_at(d, now)))
    return _all_is_well(d) if before.faults and not faults else d


def sound_was_lost(d: Decision) -> Decision:
    """Sound that the ears never had."""
    return d.set(hearing=replace(d.state.hearing, lost_at=d.state.now))


def alarm_ticked(d: Decision) -> Decision:
    """The alarm, again and again, but never over an alarm or the answer to a stop."""
    if not is_due(d.state.hearing.alarm_at, d.state.now) or d.state.keeps:
        return d
    d = _alarm_at(d.cut(), d.state.now + ALARM_EVERY).do(Chime(ChimeKind.ALARM))
    return d.say(_alarm_line(d), *by_hand(d), keep=1)


def tell_fault(d: Decision) -> Decision:
    """What is wrong, to somebody who asks."""
    return d.cut().say(_alarm_line(d))


def _alarm_at(d: Decision, at: Frames) -> Decision:
    return d.set(hearing=replace(d.state.hearing, alarm_at=at))


def _alarm_line(d: Decision) -> tuple[str, str]:
    deaf = not d.state.faults <= HEARING.keys()
    key = "deaf" if deaf else HEARING[min(d.state.faults)][0]
    return key, d.state.plan.prompts[key]


def _all_is_well(d: Decision) -> Decision:
    """What was wrong is over. Where the same is queued last already, once is enough."""
    had = d.state.hearing.had
    keys = ["hearing_again"] if had - HEARING.keys() else []
    keys += [again for fault, (_, again) in HEARING.items() if fault in had]
    d = d.set(hearing=Hearing(lost_at=d.state.now))
    if d.state.speaking and [key for key, _ in d.state.speech.lines] == keys:
        return d
    return (d if d.state.speaking else d.cut()).do(Chime(ChimeKind.READY)).prompt(*keys)

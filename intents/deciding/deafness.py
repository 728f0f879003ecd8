"""Faults: a program that is deaf, or that nobody hears, stops everything and says so."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from intents.clock import Frames, frames
from intents.deciding.decision import Decision, is_due, minutes
from intents.deciding.modes import latch
from intents.deciding.reach import by_hand
from intents.faults import Fault
from intents.messages import Chime, ChimeKind, FaultsChanged
from intents.plan import Plan
from intents.state import Hearing

ALARM_EVERY: Frames = frames(10)
"""How often the alarm sounds while there is a fault."""
A_MINUTE: Frames = frames(60)
HEARING: Mapping[Fault, tuple[str, str]] = MappingProxyType(
    {
        Fault.UNHEARD: ("unheard", "heard_again"),
        Fault.GUARDIAN_LOST: ("unguarded", "guarded_again"),
    }
)
"""The faults that leave hearing alone, each with what is said of it and of its end."""


def faults_changed(d: Decision, changed: FaultsChanged) -> Decision:
    """The first fault stops and sounds the alarm; that the last one is over waits its turn.

    So does the first that makes deaf, whatever else is wrong already, and a computer that slept,
    each time: nobody knows what was said meanwhile.
    """
    before, now, faults = d.state.hearing, d.state.now, changed.faults
    slept = before.slept + changed.slept
    d = d.set(hearing=Hearing(faults, before.had | faults, before.alarm_at, now, slept))
    if faults and (changed.slept or not before.faults or is_deaf(faults) > is_deaf(before.faults)):
        return alarm_ticked(latch(_alarm_at(d, now)))
    return _all_is_well(d) if before.faults and not faults else d


def is_deaf(faults: frozenset[Fault]) -> bool:
    """Whether one of them keeps it from hearing."""
    return not faults <= HEARING.keys()


def sound_was_lost(d: Decision) -> Decision:
    """Sound that the ears never had."""
    return d.set(hearing=replace(d.state.hearing, lost_at=d.state.now))


def alarm_ticked(d: Decision) -> Decision:
    """The alarm, again and again, but never over an alarm or the answer to a stop."""
    if not is_due(d.state.hearing.alarm_at, d.state.now) or d.state.keeps:
        return d
    d = _alarm_at(d.cut(), d.state.now + ALARM_EVERY).do(Chime(ChimeKind.ALARM))
    d = d.say(_alarm_line(d), *by_hand(d), keep=1)
    return d.set(hearing=replace(d.state.hearing, slept=0))


def tell_fault(d: Decision) -> Decision:
    """What is wrong, to somebody who asks; once where it is being said already."""
    line = _alarm_line(d)
    return d if d.state.keeps and line in d.state.speech.queued else d.cut().say(line)


def _alarm_at(d: Decision, at: Frames) -> Decision:
    return d.set(hearing=replace(d.state.hearing, alarm_at=at))


def _alarm_line(d: Decision) -> tuple[str, str]:
    if d.state.hearing.slept:
        return _slept(d.state.hearing.slept, d.state.plan)
    key = "deaf" if is_deaf(d.state.faults) else HEARING[min(d.state.faults)][0]
    return key, d.state.plan.prompts[key]


def _slept(slept: Frames, plan: Plan) -> tuple[str, str]:
    key = "slept" if slept < A_MINUTE else "slept_long"
    return key, plan.prompts[key].format(minutes=minutes(slept))


def _all_is_well(d: Decision) -> Decision:
    """What was wrong is over. Where the same is queued last already, once is enough."""
    had, slept, prompts = d.state.hearing.had, d.state.hearing.slept, d.state.plan.prompts
    keys = ["hearing_again"] if had - HEARING.keys() else []
    keys += [again for fault, (_, again) in HEARING.items() if fault in had]
    lines = [_slept(slept, d.state.plan)] if slept else []
    lines += [(key, prompts[key]) for key in keys]
    d = d.set(hearing=Hearing(lost_at=d.state.now))
    if d.state.speaking and list(d.state.speech.lines) == lines:
        return d
    return (d if d.state.speaking else d.cut()).do(Chime(ChimeKind.READY)).say(*lines)

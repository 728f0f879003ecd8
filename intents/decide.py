"""The decisions: what is done about each event.

`decide(state, event) -> Decision(state, effects)` is pure and total: every event has an answer in
every state. What follows a signal stands in one table, `deciding.table.ANSWERS`, by mode and name.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from intents.clock import Frames, frames
from intents.deciding.aftercare import aftercare_ticked, step_was_read
from intents.deciding.checking_in import check_in_ticked, heard_sound
from intents.deciding.closing import announced, closing_ticked
from intents.deciding.decision import Decision, is_due
from intents.deciding.modes import latch
from intents.deciding.requests import requests_ticked
from intents.deciding.starting import question_was_asked, started, starting_ticked
from intents.deciding.stopping import players_paused, resume_was_asked, stop_ticked
from intents.deciding.table import ANSWERS
from intents.faults import Fault
from intents.messages import (
    Chime,
    ChimeKind,
    Dropped,
    Effect,
    Event,
    FaultsChanged,
    OutOfReach,
    PausePlayers,
    PlayersPaused,
    Restore,
    ResumePlayers,
    Signal,
    Soften,
    Sounded,
    Spoke,
    Started,
    Ticked,
)
from intents.state import Music, State, wanted_music

ALARM_EVERY: Frames = frames(10)
"""How often the alarm sounds while the program is deaf."""


def decide(state: State, event: Event) -> Decision:
    """What follows from the event in this state."""
    before = Decision(state)
    match event:
        case Signal():
            after = ANSWERS[state.mode, event.name](before, event)
        case Ticked(now):
            after = _ticked(before.set(now=max(now, state.now)))
        case FaultsChanged(faults):
            after = _faults_changed(before, faults)
        case Spoke(utterance):
            after = _spoke(before, utterance)
        case PlayersPaused():
            after = players_paused(before, event)
        case Sounded():
            after = heard_sound(before)
        case Dropped():
            after = before.set(hearing=replace(state.hearing, lost_at=state.now))
        case OutOfReach():
            after = before  # told by nobody yet
        case Started():
            after = started(before)
    return _settle(after)


def _ticked(d: Decision) -> Decision:
    now = d.state.now
    if is_due(d.state.hearing.alarm_at, now):
        d = _alarm(d.cut())
    for each in (
        stop_ticked,
        starting_ticked,
        check_in_ticked,
        aftercare_ticked,
        requests_ticked,
        closing_ticked,
    ):
        d = each(d)
    return d


def _faults_changed(d: Decision, faults: frozenset[Fault]) -> Decision:
    had = d.state.faults
    d = d.set(hearing=replace(d.state.hearing, faults=faults, lost_at=d.state.now))
    if faults and not had:
        return _alarm(latch(d.cut()))
    if had and not faults:
        d = d.cut().set(hearing=replace(d.state.hearing, alarm_at=None))
        return d.do(Chime(ChimeKind.READY)).prompt("hearing_again")
    return d


def _alarm(d: Decision) -> Decision:
    hearing = replace(d.state.hearing, alarm_at=d.state.now + ALARM_EVERY)
    return d.set(hearing=hearing).do(Chime(ChimeKind.ALARM)).prompt("deaf")


def _spoke(d: Decision, utterance: int) -> Decision:
    """Whatever waits for people waits from the end of speech on."""
    if utterance != d.state.speech.last:
        return d
    d = d.set_speech(last=None).await_answer(0)
    for each in (step_was_read, announced, resume_was_asked, question_was_asked):
        d = each(d)
    return d


# ---- The players follow the state. -----------------------------------------------------------

_MUSIC: Mapping[tuple[Music, Music], tuple[Effect, ...]] = MappingProxyType(
    {
        (Music.LOUD, Music.SOFT): (Soften(),),
        (Music.LOUD, Music.PAUSED): (PausePlayers(),),
        (Music.SOFT, Music.LOUD): (Restore(),),
        (Music.SOFT, Music.PAUSED): (PausePlayers(),),
        (Music.PAUSED, Music.LOUD): (ResumePlayers(),),
        (Music.PAUSED, Music.SOFT): (ResumePlayers(), Soften()),
    }
)


def _settle(d: Decision) -> Decision:
    """Ask of the players what the state wants of them, before anything is said."""
    wanted = wanted_music(d.state)
    if wanted is d.state.music:
        return d
    return replace(d.set(music=wanted), effects=_MUSIC[d.state.music, wanted] + d.effects)

"""The decisions: what is done about each event.

`decide(state, event) -> Decision(state, effects)` is pure and total: every event has an answer in
every state. What follows a signal stands in one table, `deciding.table.ANSWERS`, by mode and name.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from intents.deciding.aftercare import aftercare_ticked
from intents.deciding.checking_in import check_in_ticked, heard_sound
from intents.deciding.closing import closing_ticked
from intents.deciding.deafness import alarm_ticked, faults_changed, sound_was_lost
from intents.deciding.decision import Decision
from intents.deciding.hearing_back import heard_back
from intents.deciding.measuring import measured, was_heard
from intents.deciding.noticing import noticed, notices_ticked
from intents.deciding.probing import probed
from intents.deciding.reach import reach_changed, reach_ticked
from intents.deciding.requests import requests_ticked
from intents.deciding.resuming import resume_ticked
from intents.deciding.signs import as_sure_as_it_is
from intents.deciding.speaking import speech_ticked, spoke
from intents.deciding.starting import started, starting_ticked
from intents.deciding.stopping import players_paused, stop_ticked
from intents.deciding.table import ANSWERS
from intents.messages import (
    Dropped,
    Effect,
    Event,
    FaultsChanged,
    Measured,
    Noticed,
    OtherDevice,
    OutOfReach,
    OwnVoice,
    PausePlayers,
    PlayersPaused,
    Probed,
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


def decide(state: State, event: Event) -> Decision:
    """What follows from the event in this state."""
    before = Decision(state)
    match event:
        case Signal():
            heard = as_sure_as_it_is(state, event)
            after = ANSWERS[state.mode, heard.name](was_heard(before), heard)
        case Ticked(now):
            after = _ticked(before.set(now=max(now, state.now)))
        case FaultsChanged():
            after = faults_changed(before, event)
        case Spoke(utterance):
            after = alarm_ticked(spoke(before, utterance))  # it may have waited for that
        case PlayersPaused():
            after = players_paused(before, event)
        case OutOfReach():
            after = reach_changed(before, event)
        case Started():
            after = started(before)
        case _:
            after = _noticed(before, event)
    return _settle(after)


def _noticed(
    d: Decision,
    event: Sounded | Measured | Dropped | Noticed | Probed | OwnVoice | OtherDevice,
) -> Decision:
    match event:
        case Sounded():
            return heard_sound(d)
        case Measured():
            return measured(d, event)
        case Dropped():
            return sound_was_lost(d)
        case Noticed(notice):
            return noticed(d, notice)
        case Probed(heard):
            return probed(d, heard=heard)
        case OwnVoice() | OtherDevice():  # pragma: no branch  (there is no other)
            return heard_back(d, event)


def _ticked(d: Decision) -> Decision:
    for each in (
        speech_ticked,
        alarm_ticked,
        stop_ticked,
        resume_ticked,
        starting_ticked,
        check_in_ticked,
        aftercare_ticked,
        requests_ticked,
        closing_ticked,
        reach_ticked,
        notices_ticked,
    ):
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

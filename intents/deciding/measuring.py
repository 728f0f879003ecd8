"""What the level of the sound tells: a microphone turned down too far, or up."""

from dataclasses import replace
from typing import Any

from intents.clock import Frames, frames
from intents.deciding.decision import Decision
from intents.deciding.noticing import noticed
from intents.messages import Measured
from intents.notices import Notice
from intents.state import Music

FAR_BELOW = 20.0
"""Decibels by which the background must have fallen since the proof test. A quiet room is as quiet
when people are silent; a microphone that is turned down makes the room quieter too."""
NEAR = 6.0
"""Decibels below the quietest word of the proof test at which something is as loud as a voice."""
LONG: Frames = frames(600)
"""So long nothing is, before it is told."""
TIMES = 30
WITHIN: Frames = frames(60)
"""So many windows must be cut off within so long: a blow or a cry may be now and then."""


def measured(d: Decision, window: Measured) -> Decision:
    """A tenth of a second of sound."""
    return _cut_off(_faint(d, window), window)


def was_heard(d: Decision) -> Decision:
    """Words come through, however quiet they are."""
    return d if d.state.level.faint_since is None else _set(d, faint_since=None)


def _faint(d: Decision, window: Measured) -> Decision:
    state, tried = d.state, d.state.plan.levels
    if tried is None:
        return d
    fell = window.background <= tried.background - FAR_BELOW
    loud = window.level >= tried.voice - NEAR
    # While the music is off or low the background says nothing about the microphone.
    if loud or not fell or state.music is not Music.LOUD or state.faults:
        return was_heard(d)
    since = state.level.faint_since
    if since is None:
        return _set(d, faint_since=state.now)
    return noticed(d, Notice.FAINT) if state.now - since >= LONG else d


def _cut_off(d: Decision, window: Measured) -> Decision:
    state, before = d.state, d.state.level
    if window.cut_off is before.was_cut_off and not window.cut_off:
        return d
    d = _set(d, was_cut_off=window.cut_off)
    # A blow is short: only what lasts may be a voice, and not our own.
    if not (window.cut_off and before.was_cut_off) or state.speaking:
        return d
    times = tuple(at for at in (*before.cut_off_at, state.now) if state.now - at < WITHIN)
    d = _set(d, cut_off_at=times[-TIMES:])
    return noticed(d, Notice.CUT_OFF) if len(times) >= TIMES else d


def _set(d: Decision, **changes: Any) -> Decision:
    return d.set(level=replace(d.state.level, **changes))

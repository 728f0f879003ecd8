"""The decisions: what is done about each event. Red is answered before anything else is looked at.

`decide(state, event) -> Decision(state, effects)` is pure and total: every event has an answer in
every state. What follows a signal stands in one table, `ANSWERS`, by mode and name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from intents.clock import frames
from intents.faults import Fault
from intents.messages import (
    Chime,
    ChimeKind,
    CutSpeech,
    Effect,
    Event,
    FaultsChanged,
    PausePlayers,
    PlayersPaused,
    Restore,
    ResumePlayers,
    Say,
    Signal,
    Soften,
    Spoke,
    Ticked,
)
from intents.names import Name
from intents.state import Mode, Music, State, wanted_music

GLIMPSE = frames(1.5)
"""How long the music stays low after a look at a stop word that nothing confirmed."""
RESUME_WITHIN = frames(20)
"""How long the second part of the answer that ends a stop is waited for."""
ALARM_EVERY = frames(10)
"""How often the alarm sounds while the program is deaf."""
LONGEST_SPEECH = frames(60)
"""If no end of speech is reported within this time, waiting for an answer goes on without it."""
ASK_TIMES = 2
"""How often a check-in is asked before silence counts as a stop."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The state that follows, and what is to be done, in this order."""

    state: State
    effects: tuple[Effect, ...] = ()

    def set(self, **changes: Any) -> "Decision":
        """With the state changed."""
        return replace(self, state=replace(self.state, **changes))

    def do(self, *effects: Effect) -> "Decision":
        """With more to be done."""
        return replace(self, effects=self.effects + effects)

    def cut(self) -> "Decision":
        """With all speech cut."""
        return self.do(CutSpeech()).set(speaking=None).await_answer(0)

    def say(self, *lines: tuple[str, str]) -> "Decision":
        """With (prompt, text) lines spoken one after the other."""
        first = self.state.utterances
        last = first + len(lines)
        says = tuple(Say(n, *line) for n, line in enumerate(lines, start=first))
        spoken = self.do(*says).set(speaking=last - 1, utterances=last, said=lines)
        return spoken.await_answer(LONGEST_SPEECH)

    def await_answer(self, after: int) -> "Decision":
        """If a check-in is open: with the wait for its answer beginning so many frames from now.

        It begins anew whenever something is said or read, so that nobody is stopped for listening.
        """
        state = self.state
        if state.mode is not Mode.CHECKING_IN:
            return self
        return self.set(answer_by=state.now + after + state.plan.answer_within)

    def prompt(self, *keys: str) -> "Decision":
        """With these prompts spoken."""
        return self.say(*((key, self.state.plan.prompts[key]) for key in keys))


def decide(state: State, event: Event) -> Decision:
    """What follows from the event in this state."""
    before = Decision(state)
    match event:
        case Signal():
            after = ANSWERS[state.mode, event.name](before)
        case Ticked(now):
            after = _ticked(before.set(now=max(now, state.now)))
        case FaultsChanged(faults):
            after = _faults_changed(before, faults)
        case Spoke(utterance):
            after = _spoke(before, utterance)
        case PlayersPaused():
            after = _players_paused(before, event)
        case _:  # Started
            after = _started(before)
    return _settle(after)


# ---- What follows a signal. -----------------------------------------------------------------

Answer = Callable[[Decision], Decision]


def _nothing(d: Decision) -> Decision:
    return d


def _stop(d: Decision) -> Decision:
    return _latch(d.cut().do(Chime(ChimeKind.STOP))).prompt("stopping")


def _latch(d: Decision) -> Decision:
    """Into the latched stop. The players are told again even if they were told before:
    somebody may have started one by hand.
    """
    return d.set(
        mode=Mode.STOPPED,
        music=Music.LOUD,
        report_due=True,
        glimpsed_until=None,
        answer_by=None,
        asked=0,
        check_in_at=None,
        resume_by=None,
        aftercare_step=None,
    )


def _slow(d: Decision) -> Decision:
    return _leave(d.cut(), Mode.SLOW).do(Chime(ChimeKind.SLOW)).prompt("slow")


def _go_on(d: Decision) -> Decision:
    return _leave(d.cut(), Mode.PLAYING).prompt("going_on")


def _leave(d: Decision, mode: Mode) -> Decision:
    """Into another mode than a check-in or a stop, with nothing left open from before."""
    every = d.state.plan.check_in_every
    return d.set(
        mode=mode,
        answer_by=None,
        asked=0,
        glimpsed_until=None,
        resume_by=None,
        report_due=False,
        aftercare_step=None,
        check_in_at=None if every is None else d.state.now + every,
    )


def _check_in(d: Decision) -> Decision:
    return _ask(d.cut(), "check_in")


def _embedded(d: Decision) -> Decision:
    return _ask(d.cut(), "embedded")


def _ask(d: Decision, prompt: str) -> Decision:
    return (
        d.set(mode=Mode.CHECKING_IN, asked=1, glimpsed_until=None, aftercare_step=None)
        .do(Chime(ChimeKind.CHECK_IN))
        .prompt(prompt)
    )


def _maybe_stop(d: Decision) -> Decision:
    return d.set(glimpsed_until=d.state.now + GLIMPSE)


def _still_stopped(d: Decision) -> Decision:
    return d.cut().set(resume_by=None).do(Chime(ChimeKind.SLOW)).prompt("still_stopped")


def _ask_to_resume(d: Decision) -> Decision:
    if d.state.faults:  # who cannot hear a stop must not start anything
        return d.cut().prompt("deaf")
    by = d.state.now + RESUME_WITHIN
    return d.cut().do(Chime(ChimeKind.CHECK_IN)).set(resume_by=by).prompt("resume_ask")


def _resume(d: Decision) -> Decision:
    if d.state.resume_by is None or d.state.faults:
        return d
    return _leave(d.cut(), Mode.PLAYING).do(Chime(ChimeKind.READY)).prompt("resumed")


def _limits(d: Decision) -> Decision:
    return d.cut().say(*(("limits", line) for line in d.state.plan.limits))


def _aftercare(d: Decision) -> Decision:
    steps = d.state.plan.aftercare
    intro = ("aftercare_intro", d.state.plan.prompts["aftercare_intro"])
    if d.state.mode is Mode.CHECKING_IN:  # who asks for this has answered, and not with "go"
        d = _leave(d, Mode.SLOW)
    return d.cut().set(aftercare_step=0, resume_by=None).say(intro, ("aftercare", steps[0]))


def _next(d: Decision) -> Decision:
    step = d.state.aftercare_step
    if step is None:
        return d
    if step + 1 == len(d.state.plan.aftercare):
        return _end_aftercare(d)
    text = d.state.plan.aftercare[step + 1]
    return d.cut().set(aftercare_step=step + 1).say(("aftercare", text))


def _done(d: Decision) -> Decision:
    if d.state.aftercare_step is not None:
        return _end_aftercare(d)
    return d.cut() if d.state.speaking is not None else d


def _end_aftercare(d: Decision) -> Decision:
    return d.cut().set(aftercare_step=None).prompt("aftercare_end")


def _repeat(d: Decision) -> Decision:
    return d.cut().say(*d.state.said) if d.state.said else d


ANYWHERE: Mapping[Name, Answer] = MappingProxyType(
    {
        Name.STOP: _stop,
        Name.LIMITS: _limits,
        Name.AFTERCARE: _aftercare,
        Name.NEXT: _next,
        Name.REPEAT: _repeat,
        Name.DONE: _done,
    }
)

ANSWERS: Mapping[tuple[Mode, Name], Answer] = MappingProxyType(
    {(mode, name): answer for mode in Mode for name, answer in ANYWHERE.items()}
    | {
        (mode, name): answer
        for mode in (Mode.PLAYING, Mode.SLOW, Mode.CHECKING_IN)
        for name, answer in {
            Name.SLOW: _slow,
            Name.GO: _nothing if mode is Mode.PLAYING else _go_on,
            Name.CHECK_IN: _check_in,
            Name.RESUME: _nothing,
            Name.YES: _nothing,
            Name.MAYBE_STOP: _maybe_stop,
            Name.EMBEDDED: _embedded,
        }.items()
    }
    | {
        (Mode.STOPPED, Name.SLOW): _still_stopped,
        (Mode.STOPPED, Name.GO): _still_stopped,
        (Mode.STOPPED, Name.CHECK_IN): _still_stopped,
        (Mode.STOPPED, Name.RESUME): _ask_to_resume,
        (Mode.STOPPED, Name.YES): _resume,
        (Mode.STOPPED, Name.MAYBE_STOP): _nothing,
        (Mode.STOPPED, Name.EMBEDDED): _nothing,
    }
)
"""What follows each signal in each mode. Nothing is missing: a test counts."""


# ---- What follows everything else. ----------------------------------------------------------


def _ticked(d: Decision) -> Decision:
    now = d.state.now
    if _due(d.state.alarm_at, now):
        d = d.cut().do(Chime(ChimeKind.ALARM)).prompt("deaf").set(alarm_at=now + ALARM_EVERY)
    if _due(d.state.glimpsed_until, now):
        d = d.set(glimpsed_until=None)
    if _due(d.state.resume_by, now):
        d = d.set(resume_by=None).prompt("resume_kept")
    if _due(d.state.answer_by, now):
        d = _unanswered(d)
    if _due(d.state.check_in_at, now) and _may_ask(d.state):
        d = _check_in(d)
    return d


def _due(at: int | None, now: int) -> bool:
    return at is not None and now >= at


def _may_ask(state: State) -> bool:
    """A timed check-in waits until nothing else is being said or done."""
    return (
        state.mode in (Mode.PLAYING, Mode.SLOW)
        and state.speaking is None
        and state.aftercare_step is None
    )


def _unanswered(d: Decision) -> Decision:
    if d.state.asked < ASK_TIMES:
        again = d.cut().set(asked=d.state.asked + 1).do(Chime(ChimeKind.CHECK_IN))
        return again.prompt("check_in_again")
    return _latch(d.cut().do(Chime(ChimeKind.STOP))).prompt("check_in_unanswered")


def _faults_changed(d: Decision, faults: frozenset[Fault]) -> Decision:
    had, d = d.state.faults, d.set(faults=faults)
    if faults and not had:
        alarm = _latch(d.cut().do(Chime(ChimeKind.ALARM))).prompt("deaf")
        return alarm.set(alarm_at=d.state.now + ALARM_EVERY)
    if had and not faults:
        return d.cut().set(alarm_at=None).do(Chime(ChimeKind.READY)).prompt("hearing_again")
    return d


def _started(d: Decision) -> Decision:
    if d.state.faults:  # never deaf and alive to look at; the end of the faults is announced
        return d
    return d.do(Chime(ChimeKind.READY)).prompt("listening")


def _spoke(d: Decision, utterance: int) -> Decision:
    if utterance != d.state.speaking:
        return d
    d = d.set(speaking=None).await_answer(0)
    if d.state.resume_by is not None:
        d = d.set(resume_by=d.state.now + RESUME_WITHIN)
    return d


def _players_paused(d: Decision, report: PlayersPaused) -> Decision:
    if not d.state.report_due:
        return d
    d = d.set(report_due=False)
    if report.refused:
        return d.prompt("music_refused")
    return d.prompt("music_off") if report.obeyed else d


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

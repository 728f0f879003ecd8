"""The one loop: frames are heard, understood, decided and handed to the performer."""

import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

from intents.clock import frames, seconds
from intents.decide import decide
from intents.deciding.decision import is_due
from intents.errors import Problem
from intents.expected import situation
from intents.faults import Fault
from intents.messages import (
    Chime,
    Dropped,
    Effect,
    EndSession,
    Event,
    FaultsChanged,
    Measured,
    Noticed,
    PausePlayers,
    PlayersPaused,
    Say,
    Signal,
    Sounded,
    Spoke,
    Started,
    Ticked,
)
from intents.names import Name
from intents.outside import OUTSIDE, refusal
from intents.phrases import Lexicon
from intents.plan import Plan
from intents.state import State, new_session
from voice.audio.convert import BLOCK
from voice.audio.interfaces import Block, Source
from voice.audio.level import Level
from voice.session.asked import Asked
from voice.session.contained_ear import ContainedEar, EarMaker
from voice.session.ear_pipeline import EarPipeline, Understood
from voice.session.lost_frames import LostFrames
from voice.session.own_voice import OwnVoiceSearch
from voice.session.performer import Performer
from voice.session.probe import Probe
from voice.session.watchdog import Watchdog
from voice.session.workers import Note, Result
from voice.telling.happening import Happening, Kind, Tell, View, Watch

HURRY = frames(0.25)
"""From so much captured sound that waits for the ears on they are to be quick. In recordings none
waits."""
BEHIND = frames(0.5)
"""So much captured sound may wait for the ears. If more does for as long again, it is a fault: one
long sentence may keep them busy for a moment without their being too slow."""
STARTS_WITHIN = frames(10)
"""So much later the ears have caught up with what came before they were there."""
DRAIN_LIMIT = frames(60)
"""After a recording, speech that was begun is ended, but no longer than this."""
LAST_WORDS = frames(10)
"""So long the alarm and its sentence may take when the session fails."""
STOOD_STILL = 0.5
"""Seconds for which the process may have been stopped without anybody's having been missed."""


class SessionFailed(Problem):
    """Something failed that nobody had foreseen, and nobody listens any more (EX_SOFTWARE)."""

    exit_code = 70


Beside = SimpleQueue[Signal | Asked | Noticed | Note]
"""What reaches the loop beside the ears: signals of keys, what other programs ask for, and what is
to be told. It may be filled from any thread, and from a signal handler."""


class Session:
    """One microphone session, or one recording.

    Nothing outside the decisions can end it or make it wait: ears, performer, tellers and watchers
    may fail, each by itself, and that is told. Whatever else escapes pauses the music and sounds
    the alarm before it ends.
    """

    def __init__(
        self,
        *,
        source: Source,
        ears: Sequence[EarMaker],
        knowing: Mapping[Name, frozenset[str]],
        lexicon: Lexicon,
        plan: Plan,
        performer: Performer,
        tellers: Sequence[Tell],
        paced: bool,
        watchers: Sequence[Watch] = (),
        beside: Beside | None = None,
        state: State | None = None,
        guard: Callable[[], frozenset[Fault]] = frozenset,
        slept: Callable[[], float] = float,
        probe: Probe | None = None,
        own_voice: OwnVoiceSearch | None = None,
    ) -> None:
        """`knowing`: which ears can hear each name; `paced`: the source keeps real time.

        Each of `tellers` is called for every happening, each of `watchers` with every block.
        `state`: where a session that another process left goes on; `guard`: what is wrong with
        whoever looks after this one; `slept`: seconds for which the computer slept since the last
        call; `probe`: what tries whether words come through; `own_voice`: what looks for what was
        said in what the microphone hears.
        """
        self._source = source
        self._state = new_session(plan) if state is None else state
        self._faults = self._state.faults
        self._began = self._state.now
        self._starts_by: int | None = None
        self._recovers = Fault.LISTENER_LOST in self._faults
        self._guard = guard
        self._slept = slept
        self._probe = probe
        self._own_voice = own_voice
        self._ears = [ContainedEar(make, self._began) for make in ears]
        self._pipeline = EarPipeline(self._ears, knowing, lexicon, lambda: situation(self._state))
        self._level = Level()
        self._performer = performer
        self._tellers = tellers
        self._paced = paced
        self._watchers = watchers
        self._beside = SimpleQueue() if beside is None else beside
        self._watchdog = Watchdog(self._stands_still)
        self._lost = 0
        self._lost_frames = LostFrames()
        self._recognised = ""
        self._untold: list[Happening] = []
        self._owed: list[Result] = []
        self._complained: set[tuple[object, str]] = set()
        self._started = False
        self._late = 0
        self._ended = False
        self._closed = False
        self._drained = 0
        self._taken_at = time.monotonic()
        self._woken = False
        self._hung = False

    def run(self) -> None:
        """Until the recording ends, somebody ends the session, or `end` is called.

        Raises the `Problem` that ended it, or `SessionFailed`.
        """
        try:
            if not self._paced:
                self._run()
                return
            with self._watchdog:
                self._run()
        except Exception as error:
            self._last_resort(error)
            if isinstance(error, Problem):
                raise
            raise SessionFailed(
                f"Safeword failed and does not listen any more ({_where(error)}). The music is "
                "paused. Watch each other, and start it again."
            ) from error
        finally:
            self._tell_lost(self._lost_frames.rest())
            self._tell()

    def end(self) -> None:
        """Make `run` return after the block it is at. Callable from a signal handler."""
        self._ended = True

    def woken(self) -> None:
        """The process may have been stopped as a whole, and goes on. Callable likewise."""
        self._woken = True

    def remark(self, note: Note) -> None:
        """Tell this with the next block. Callable likewise."""
        self._beside.put(note)

    def _run(self) -> None:
        self._tell_state()
        self._tell()
        for block in self._source.blocks():
            self._step(block)
            if self._ended:
                return
            if self._closed:
                break
        else:
            self._hear(self._pipeline.finish())
        self._drain()

    def _step(self, block: Block) -> None:
        self._watchdog.beat()
        self._notice(block)
        now = self._state.now + len(block.frames)
        # What was heard comes before what is due: "red" in the last moment is in time.
        self._state = replace(self._state, now=now)
        self._hear(self._pipeline.hear(block.frames, hurry=block.backlog > HURRY))
        self._take_beside()
        # Before the end, also what is still being said.
        if is_due(self._state.closing.ends_at, now):
            self._hear(self._pipeline.finish())
        self._decide(Ticked(now))
        self._measure(block)
        self._try_whether_words_come_through(block)
        self._look_for_own_voice(block)
        self._collect()
        self._advance(len(block.frames), paced=self._paced)
        self._show(block.backlog)

    def _measure(self, block: Block) -> None:
        window = self._level.add(block.frames, cut_off=block.cut_off)
        if window is None:
            return
        self._decide(Measured(window.level, window.background, window.cut_off))
        if window.stands_out:
            self._decide(Sounded())

    def _try_whether_words_come_through(self, block: Block) -> None:
        if self._probe is None:
            return
        deaf = not self._started or block.dropped or self._faults
        try:
            found = [*self._probe.take(block.frames, usable=not (deaf or self._state.speaking))]
        except Exception as error:  # then nobody knows whether they do, as without a test word
            self._complain(self._probe, "probe_failed", error)
            return
        for result in found:
            self._take_result(result)

    def _look_for_own_voice(self, block: Block) -> None:
        if self._own_voice is None:
            return
        try:
            found = [
                *self._own_voice.take(
                    block,
                    speaking=self._state.speaking,
                    usable=self._started and not (block.dropped or self._faults),
                    known=self._state.heard_back.is_known,
                )
            ]
        except Exception:  # then nobody knows whether it is heard, as without a microphone
            self._own_voice = None
            return
        for event in found:
            self._decide(event)

    def _show(self, backlog: int) -> None:
        # Time goes on while the last words are said: who watches is to see that.
        view = View(
            replace(self._state, now=self._state.now + self._drained),
            self._level.now,
            self._level.background,
            backlog,
            self._lost,
            self._recognised,
            self._performer.saying,
            self._closed,
        )
        for watch in self._watchers:
            try:
                watch(view)
            except Exception as error:  # whoever watches, the ears go on
                self._complain(watch, "watcher_failed", error)

    def _notice(self, block: Block) -> None:
        if block.dropped:
            self._lost += block.dropped
            self._decide(Dropped())
        self._tell_lost(self._lost_frames.add(block.dropped, self._state.now))
        if self._recovers and block.is_recent:
            # Who took a session over says that it hears again, and not that it begins.
            self._recovers, self._started = False, True
        slept = frames(self._slept())
        faults = block.faults | self._own_faults(block) | self._guard()
        if slept:
            faults |= {Fault.SLEPT}
        if faults != self._faults or slept:
            for fault in sorted(faults ^ self._faults):
                self._note(Note(Kind.FAULT, fault, {"present": fault in faults}))
            self._faults = faults
            self._decide(FaultsChanged(faults, slept))
        if not self._started and block.is_recent and not faults:
            self._started = True
            self._decide(Started())

    def _tell_lost(self, lost: int) -> None:
        if lost:
            self._note(Note(Kind.FAULT, "frames_dropped", {"frames": lost}))

    def _own_faults(self, block: Block) -> frozenset[Fault]:
        found = {
            Fault.BEHIND: self._is_behind(block),
            Fault.NO_FRAMES: self._stood_still(),
            Fault.EAR_FAILED: any(ear.failed for ear in self._ears),
            Fault.LISTENER_LOST: self._recovers,
        }
        return self._mute() | frozenset(fault for fault, present in found.items() if present)

    def _mute(self) -> frozenset[Fault]:
        """Why nobody hears us."""
        try:
            return self._performer.faults()
        except Exception as error:  # who cannot even say so is not heard
            self._complain(self._performer, "performer_failed", error)
            return frozenset({Fault.UNHEARD})

    def _stood_still(self) -> bool:
        """Whether the loop hung, or the process was stopped, so that nothing was heard."""
        before, self._taken_at = self._taken_at, time.monotonic()
        woken, self._woken = self._woken, False
        hung, self._hung = self._hung, False
        return hung or (woken and self._taken_at - before > STOOD_STILL)

    def _is_behind(self, block: Block) -> bool:
        if Fault.BEHIND in self._faults:
            return not block.is_recent
        if self._starts_by is None:
            # What was said while the ears loaded waits for them, but not for ever.
            self._starts_by = self._state.now + block.backlog + STARTS_WITHIN
        due = self._started or self._state.now > self._starts_by
        late = due and block.backlog > BEHIND
        self._late = self._late + len(block.frames) if late else 0
        # Slow ears take long for so many frames, but sound piles up no faster than time passes.
        return self._late > BEHIND or (due and block.backlog > 2 * BEHIND)

    def _hear(self, reports: Iterable[Understood]) -> None:
        """Act on what each ear says before the next one is asked."""
        for understood in reports:
            for signal in understood.signals:
                self._take(signal)

    def _take(self, signal: Signal) -> None:
        self._recognised = signal.topic or signal.phrase
        self._note(Note(Kind.HEARD, signal.name, _evidence(signal)))
        self._decide(signal)

    def _take_beside(self) -> None:
        for _ in range(self._beside.qsize()):
            match self._beside.get():
                case Note() as note:
                    self._note(note)
                    self._tell()
                case Noticed() as noticed:
                    self._decide(noticed)
                case Signal() as signal:
                    self._take(signal)
                case Asked() as asked:
                    self._answer(asked)

    def _answer(self, asked: Asked) -> None:
        """Do what another program asks for, if it may, and let it know."""
        refused = refusal(self._state, asked.name)
        if refused is None:
            now = self._state.now
            self._take(Signal(asked.name, 1.0, (OUTSIDE,), now, now))
        try:
            asked.answered(refused, self._state)
        except Exception as error:  # whoever asked, the ears go on
            self._complain(OUTSIDE, "teller_failed", error)

    def _collect(self) -> None:
        results, self._owed = self._owed, []
        try:
            results.extend(self._performer.results())
        except Exception as error:  # what came before it is kept
            self._complain(self._performer, "performer_failed", error)
        for result in results:
            self._take_result(result)

    def _take_result(self, result: Result) -> None:
        if isinstance(result, Note):
            self._note(result)
            self._tell()
        else:
            self._decide(result)

    def _decide(self, event: Event) -> None:
        """Decide and perform first, and tell afterwards."""
        before = self._state
        decision = decide(before, event)
        self._state = decision.state
        for effect in decision.effects:
            self._note(Note(Kind.EFFECT, effect.name, _details(effect)))
            self._perform(effect)
            self._closed = self._closed or isinstance(effect, EndSession)
        after = self._state
        for notice in sorted(after.notices.had - before.notices.had):
            self._note(Note(Kind.FAULT, notice, {"text": after.plan.prompts[notice]}))
        if (after.mode, after.activity) != (before.mode, before.activity):
            self._tell_state()
        self._tell()

    def _perform(self, effect: Effect) -> None:
        try:
            self._performer.perform(effect)
        except Exception as error:  # it is told, and nothing waits for what will not come
            self._note(
                Note(Kind.FAULT, "effect_failed", {"effect": effect.name, "text": _where(error)})
            )
            match effect:
                case Say(utterance=utterance):
                    self._owed.append(Spoke(utterance))
                case PausePlayers():
                    self._owed.append(PlayersPaused(0, 1))
                case _:
                    pass

    def _advance(self, frames: int, *, paced: bool) -> None:
        try:
            self._performer.advance(frames, paced=paced)
        except Exception as error:
            self._complain(self._performer, "performer_failed", error)

    def _tell_state(self) -> None:
        self._note(Note(Kind.STATE, self._state.mode, {"activity": self._state.activity}))

    def _drain(self) -> None:
        for _ in range(0, DRAIN_LIMIT, BLOCK):
            self._watchdog.beat()
            self._collect()
            if self._ended or not self._performer.busy:
                return
            self._advance(BLOCK, paced=False)
            self._drained += BLOCK
            self._show(0)

    def _note(self, note: Note) -> None:
        """To be told when what had to be done is done."""
        at = self._state.now + self._drained
        self._untold.append(Happening(at, note.kind, note.name, note.more))

    def _tell(self) -> None:
        happenings, self._untold = self._untold, []
        for happening in happenings:
            for tell in self._tellers:
                try:
                    tell(happening)
                except Exception as error:  # whoever is told, the ears go on
                    self._complain(tell, "teller_failed", error)

    def _complain(self, about: object, name: str, error: Exception) -> None:
        """Tell once that something beside the loop fails."""
        if (about, name) not in self._complained:
            self._complained.add((about, name))
            self._note(Note(Kind.FAULT, name, {"text": _where(error)}))

    # ---- When all else fails. -----------------------------------------------------------------

    def _stands_still(self) -> None:
        """Called by the watchdog, on its thread. If the loop goes on, it decides what follows."""
        self._hung = True
        self._sound_the_alarm("stands_still", "The loop stands still: nothing is heard.")

    def _last_resort(self, error: Exception) -> None:
        """Nobody will listen any more: pause, sound the alarm, and say so before the end."""
        self._sound_the_alarm("session_failed", _where(error))
        for _ in range(0, LAST_WORDS, BLOCK):
            self._watchdog.beat()
            with suppress(Exception):
                if self._ended or not self._performer.busy:
                    return
                self._performer.advance(BLOCK, paced=False)

    def _sound_the_alarm(self, name: str, text: str) -> None:
        with suppress(Exception):
            self._performer.alarm(self._state.plan.prompts["deaf"])
        happening = Happening(self._state.now, Kind.FAULT, name, {"text": text})
        for tell in self._tellers:
            with suppress(Exception):
                tell(happening)


def _where(error: Exception) -> str:
    """What failed and where. Not the error's own text, which may hold words that were heard."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _evidence(signal: Signal) -> dict[str, object]:
    """How it was heard: by which ears, how surely, and how long ago the sound ended."""
    return {
        "ears": list(signal.ears),
        "score": round(signal.score, 3),
        "began": round(seconds(signal.began), 3),
        "ended": round(seconds(signal.ended), 3),
    }


def _details(effect: Effect) -> dict[str, object]:
    match effect:
        case Chime(sound):
            return {"sound": sound}
        case Say():
            # Words that were heard are for the loudspeaker only.
            told = {"prompt": effect.prompt, "text": None if effect.heard else effect.text}
            return told | {"louder": effect.louder, "slower": effect.slower}
        case _:
            return {}

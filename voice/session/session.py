"""The one loop: frames are heard, understood, decided and handed to the performer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intents.clock import frames, seconds
from intents.decide import decide
from intents.deciding.decision import is_due
from intents.faults import Fault
from intents.messages import (
    Chime,
    Dropped,
    Effect,
    EndSession,
    Event,
    FaultsChanged,
    Say,
    Signal,
    Sounded,
    Started,
    Ticked,
)
from intents.names import Name
from intents.phrases import Lexicon
from intents.plan import Plan
from intents.state import new_session
from models.ears import Ear
from voice.audio.convert import BLOCK
from voice.audio.level import Level
from voice.audio.source import Block, Source
from voice.session.listening import Listening, Understood
from voice.session.performer import Performer
from voice.session.results import Note
from voice.telling.happening import Happening, Kind, Tell
from voice.telling.view import View, Watch

BEHIND = frames(0.5)
"""So much captured sound may wait for the ears. If more does for as long again, it is a fault: one
long sentence may keep them busy for a moment without their being too slow."""
STARTS_WITHIN = frames(10)
"""By then the ears have caught up with what came before they were there."""
CAUGHT_UP = frames(0.1)
"""With so little waiting, the ears are up to date again."""
DRAIN_LIMIT = frames(60)
"""After a recording, speech that was begun is ended, but no longer than this."""


class Session:
    """One microphone session, or one recording."""

    def __init__(
        self,
        *,
        source: Source,
        ears: Sequence[Ear],
        knowing: Mapping[Name, frozenset[str]],
        lexicon: Lexicon,
        plan: Plan,
        performer: Performer,
        tell: Tell,
        paced: bool,
        watch: Watch = lambda _: None,
    ) -> None:
        """`knowing`: which ears can hear each name; `paced`: the source keeps real time.

        `tell` is called for every happening, `watch` with every block.
        """
        self._source = source
        self._listening = Listening(ears, knowing, lexicon)
        self._level = Level()
        self._performer = performer
        self._tell = tell
        self._paced = paced
        self._watch = watch
        self._lost = 0
        self._recognised = ""
        self._state = new_session(plan)
        self._faults: frozenset[Fault] = frozenset()
        self._started = False
        self._late = 0
        self._ended = False
        self._closed = False
        self._drained = 0

    def run(self) -> None:
        """Until the recording ends, somebody ends the session, or `end` is called."""
        self._tell_state()
        for block in self._source.blocks():
            self._step(block)
            if self._ended:
                return
            if self._closed:
                break
        else:
            self._heard(self._listening.finish())
        self._drain()

    def end(self) -> None:
        """Make `run` return after the block it is at. Callable from a signal handler."""
        self._ended = True

    def _step(self, block: Block) -> None:
        self._notice(block)
        now = self._state.now + len(block.frames)
        understood = self._listening.hear(block.frames)
        # What was heard comes before what is due: "red" in the last moment is in time.
        self._state = replace(self._state, now=now)
        self._heard(understood)
        # Before the end, also what is still being said.
        if is_due(self._state.closing.ends_at, now):
            self._heard(self._listening.finish())
        self._decide(Ticked(now))
        if self._level.add(block.frames):
            self._decide(Sounded())
        self._collect()
        self._performer.advance(len(block.frames), paced=self._paced)
        self._watch(self._view(block.backlog))

    def _view(self, backlog: int) -> View:
        level = self._level
        return View(self._state, level.now, level.background, backlog, self._lost, self._recognised)

    def _notice(self, block: Block) -> None:
        if block.dropped:
            self._lost += block.dropped
            self._note(Note(Kind.FAULT, "frames_dropped", {"frames": block.dropped}))
            self._decide(Dropped())
        faults = block.faults | self._performer.faults()
        if self._is_behind(block):
            faults |= {Fault.BEHIND}
        if faults != self._faults:
            for fault in sorted(faults ^ self._faults):
                self._note(Note(Kind.FAULT, fault, {"present": fault in faults}))
            self._faults = faults
            self._decide(FaultsChanged(faults))
        if not self._started and block.backlog <= CAUGHT_UP and not faults:
            self._started = True
            self._decide(Started())

    def _is_behind(self, block: Block) -> bool:
        if Fault.BEHIND in self._faults:
            return block.backlog > CAUGHT_UP
        # What was said while the ears loaded waits for them, but not for ever.
        due = self._started or self._state.now > STARTS_WITHIN
        late = due and block.backlog > BEHIND
        self._late = self._late + len(block.frames) if late else 0
        return self._late > BEHIND

    def _heard(self, understood: Understood) -> None:
        for signal in understood.signals:
            self._recognised = signal.topic or signal.phrase
            self._note(Note(Kind.HEARD, signal.name, _evidence(signal)))
            self._decide(signal)

    def _collect(self) -> None:
        for result in self._performer.results():
            if isinstance(result, Note):
                self._note(result)
            else:
                self._decide(result)

    def _decide(self, event: Event) -> None:
        before = self._state
        decision = decide(before, event)
        self._state = decision.state
        for effect in decision.effects:
            self._performer.perform(effect)
            self._closed = self._closed or isinstance(effect, EndSession)
            self._note(Note(Kind.EFFECT, effect.name, _details(effect)))
        after = self._state
        if (after.mode, after.activity) != (before.mode, before.activity):
            self._tell_state()

    def _tell_state(self) -> None:
        self._note(Note(Kind.STATE, self._state.mode, {"activity": self._state.activity}))

    def _drain(self) -> None:
        for _ in range(0, DRAIN_LIMIT, BLOCK):
            self._collect()
            if self._ended or not self._performer.busy:
                return
            self._performer.advance(BLOCK, paced=False)
            self._drained += BLOCK

    def _note(self, note: Note) -> None:
        at = self._state.now + self._drained
        self._tell(Happening(at, note.kind, note.name, note.more))


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

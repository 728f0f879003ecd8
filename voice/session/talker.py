"""Chimes and sentences, one after the other, cut at once when danger speaks."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from intents.clock import frames
from intents.messages import ChimeKind, Spoke
from models.speech import Sound, Voice
from voice.audio.chimes import chime
from voice.audio.interfaces import Speaker
from voice.audio.level import as_loud
from voice.session.workers import LATE, Job, Note, Result, Workers
from voice.telling.happening import Kind

STUCK = frames(10)
"""So long after it should have ended a sound that plays is given up."""
REMEMBERED = 40
"""So many sentences that were not prepared are kept, for the next time that they are said."""


@dataclass(eq=False)
class _Sentence:
    """A text that becomes sound."""

    sound: Sound | None = None
    error: str = ""
    job: Job[Sound] | None = None
    prepared: bool = False

    @property
    def ready(self) -> bool:
        return self.sound is not None or bool(self.error)


@dataclass(eq=False)
class _Turn:
    """Something that is to be heard."""

    sentence: _Sentence
    utterance: int | None = None
    louder: int = 0
    shown: str = ""
    due: int | None = None
    """When it must have been heard, in frames; None while something is before it."""


class Talker:
    """Keeps the order of what is to be heard while sentences are rendered beside each other.

    A sentence that is rendered slowly holds back what comes after it, but nothing that comes after
    a cut: the chime of a stop never waits for a voice. Whatever is not cut ends in `Spoke`, also if
    voice or loudspeaker fail or hang. `report` is called from any thread, and so is `said`, with
    each sentence that was heard to its end.
    """

    def __init__(
        self,
        voice: Voice,
        speaker: Speaker,
        workers: Workers,
        report: Callable[[Result], None],
        said: Callable[[Sound], None] = lambda _: None,
    ) -> None:
        self._voice = voice
        self._speaker = speaker
        self._workers = workers
        self._report = report
        self._said = said
        self._lock = threading.RLock()
        self._now = 0
        self._turns: deque[_Turn] = deque()
        self._playing: deque[_Turn] = deque()
        self._sentences: dict[tuple[str, int], _Sentence] = {}
        self._chimes = {kind: _Sentence(chime(kind)) for kind in ChimeKind}

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard."""
        with self._lock:
            return bool(self._turns or self._playing)

    @property
    def saying(self) -> str:
        """What may be shown of the sentence that is being heard now."""
        with self._lock:
            return self._playing[0].shown if self._playing else ""

    def prepare(self, texts: Iterable[str]) -> None:
        """Render these ahead of their need, the first ones first."""
        for text in texts:
            self._rendered(text, 0, needed=False)

    def chime(self, kind: ChimeKind) -> None:
        """A chime, after what is queued."""
        self._add(_Turn(self._chimes[kind]))

    def say(
        self, utterance: int, text: str, louder: int = 0, slower: int = 0, *, shown: str = ""
    ) -> None:
        """A sentence, after what is queued. `Spoke` is reported at its end, or if it fails."""
        self._add(_Turn(self._rendered(text, slower, needed=True), utterance, louder, shown))

    def cut(self) -> None:
        """Silence; nothing is reported for what is cut, and nothing rendered that waits for it."""
        with self._lock:
            cut = [turn.sentence for turn in self._turns]
            self._turns.clear()
            self._playing.clear()
            for sentence in cut:
                if sentence.job and not sentence.prepared and self._workers.cancel(sentence.job):
                    sentence.error = "cut"
            self._speaker.cut()

    def advance(self, frames: int) -> None:
        """So much session time has passed: a sound that should long have ended is given up."""
        with self._lock:
            self._now += frames
            due = self._playing[0].due if self._playing else None
            if due is None or due > self._now:
                return
            stuck = self._playing.popleft()
            self._begin_next()
        self._report(Note(Kind.FAULT, "speech_failed", {"text": LATE}))
        self._ended(stuck)

    def _rendered(self, text: str, slower: int, *, needed: bool) -> _Sentence:
        with self._lock:
            known = self._sentences.get((text, slower))
            if known is None or known.error:
                known = self._sentences[text, slower] = _Sentence(prepared=not needed)
                self._forget_old()
                self._render(known, text, slower)
            elif needed and known.job:
                self._workers.hurry(known.job)
            return known

    def _render(self, sentence: _Sentence, text: str, slower: int) -> None:
        def done(sound: Sound) -> None:
            sentence.sound = sound
            self._pump()

        def failed(error: str) -> None:
            sentence.error = error
            self._pump()

        def render() -> Sound:
            return self._voice.render(text, slower)

        if sentence.prepared:
            sentence.job = self._workers.hand(render, done, failed, within=None)
        else:
            sentence.job = self._workers.hand(render, done, failed)

    def _forget_old(self) -> None:
        passing = [key for key, each in self._sentences.items() if not each.prepared and each.ready]
        for key in passing[:-REMEMBERED]:
            del self._sentences[key]

    def _add(self, turn: _Turn) -> None:
        with self._lock:
            self._turns.append(turn)
        self._pump()

    def _pump(self) -> None:
        with self._lock:
            while self._turns and self._turns[0].sentence.ready:
                self._play(self._turns.popleft())

    def _play(self, turn: _Turn) -> None:
        sound = turn.sentence.sound
        try:
            if sound is None:
                raise RuntimeError(turn.sentence.error)
            if turn.utterance is not None:
                sound = as_loud(sound, turn.louder)
            self._playing.append(turn)
            self._begin_next()
            self._speaker.play(sound, lambda: self._played(turn))
        except Exception as error:  # whatever it is, nobody waits for ever for the end of speech
            if turn in self._playing:
                self._playing.remove(turn)
            self._report(Note(Kind.FAULT, "speech_failed", {"text": str(error)}))
            self._ended(turn)

    def _played(self, turn: _Turn) -> None:
        with self._lock:
            if turn not in self._playing:  # it was cut in the very moment that it ended
                return
            self._playing.remove(turn)
            self._begin_next()
            self._ended(turn)
        if turn.utterance is not None and turn.sentence.sound is not None:
            self._said(turn.sentence.sound)

    def _begin_next(self) -> None:
        if self._playing and self._playing[0].due is None:
            sound = self._playing[0].sentence.sound
            length = sound.seconds if sound else 0
            self._playing[0].due = self._now + frames(length) + STUCK

    def _ended(self, turn: _Turn) -> None:
        if turn.utterance is not None:
            self._report(Spoke(turn.utterance))

"""Chimes and sentences, one after the other, cut at once when danger speaks."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass

from intents.errors import Problem
from intents.messages import ChimeKind, Spoke
from models.speech import Sound, Voice
from voice.audio.chimes import chime
from voice.audio.loudness import as_loud
from voice.audio.speaker import Speaker
from voice.session.results import Note, Result
from voice.telling.happening import Kind


@dataclass(frozen=True, slots=True, eq=False)
class _Turn:
    sound: "Future[Sound]"
    utterance: int | None
    louder: int = 0


class Talker:
    """Keeps the order of what is to be heard while sentences are rendered beside each other.

    A sentence that is rendered slowly holds back what comes after it, but nothing that comes after
    a cut: the chime of a stop never waits for a voice. `report` is called from any thread.
    """

    def __init__(
        self, voice: Voice, speaker: Speaker, workers: Executor, report: Callable[[Result], None]
    ) -> None:
        self._voice = voice
        self._speaker = speaker
        self._workers = workers
        self._report = report
        self._lock = threading.RLock()
        self._turns: deque[_Turn] = deque()
        self._playing = 0
        self._cuts = 0
        self._rendered: dict[tuple[str, int], Future[Sound]] = {}
        self._chimes = {kind: _ready(chime(kind)) for kind in ChimeKind}

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard."""
        with self._lock:
            return bool(self._turns) or self._playing > 0

    def prepare(self, texts: Iterable[str]) -> None:
        """Render these ahead of their need."""
        for text in texts:
            self._render(text)

    def chime(self, kind: ChimeKind) -> None:
        """A chime, after what is queued."""
        self._add(_Turn(self._chimes[kind], None))

    def say(self, utterance: int, text: str, louder: int = 0, slower: int = 0) -> None:
        """A sentence, after what is queued. `Spoke` is reported at its end, or if it fails."""
        self._add(_Turn(self._render(text, slower), utterance, louder))

    def cut(self) -> None:
        """Silence; nothing is reported for what is cut."""
        with self._lock:
            self._cuts += 1
            self._turns.clear()
            self._playing = 0
            self._speaker.cut()

    def _render(self, text: str, slower: int = 0) -> "Future[Sound]":
        with self._lock:
            known = self._rendered.get((text, slower))
            if known is None or (known.done() and known.exception() is not None):
                known = self._workers.submit(self._voice.render, text, slower)
                self._rendered[text, slower] = known
            return known

    def _add(self, turn: _Turn) -> None:
        with self._lock:
            self._turns.append(turn)
        turn.sound.add_done_callback(lambda _: self._pump())

    def _pump(self) -> None:
        with self._lock:
            while self._turns and self._turns[0].sound.done():
                self._play(self._turns.popleft())

    def _play(self, turn: _Turn) -> None:
        try:
            sound = turn.sound.result()
        except (Problem, OSError, CancelledError) as error:
            self._report(Note(Kind.FAULT, "speech_failed", {"text": str(error)}))
            self._ended(turn)
            return
        cuts = self._cuts
        self._playing += 1
        if turn.utterance is not None:
            sound = as_loud(sound, turn.louder)
        self._speaker.play(sound, lambda: self._played(turn, cuts))

    def _played(self, turn: _Turn, cuts: int) -> None:
        with self._lock:
            if cuts == self._cuts:  # else it was cut in the very moment that it ended
                self._playing -= 1
                self._ended(turn)

    def _ended(self, turn: _Turn) -> None:
        if turn.utterance is not None:
            self._report(Spoke(turn.utterance))


def _ready(sound: Sound) -> "Future[Sound]":
    future: Future[Sound] = Future()
    future.set_result(sound)
    return future

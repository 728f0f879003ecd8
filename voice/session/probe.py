"""A test word that only ears like ours get: whether words would come through just now.

It is put into a copy of the sound of the room, never into the room, and never into what the ears
of the session hear: they miss nothing because of it. It asks the same models in the same way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue

import numpy as np

from intents.clock import frames
from intents.messages import Probed
from models.ears import Frames
from voice.audio.level import at_level
from voice.session.ear_pipeline import EarPipeline, stops
from voice.session.workers import Note, Workers
from voice.telling.happening import Kind

EVERY = frames(60)
"""From one test word that came through to the next."""
AGAIN = frames(20)
"""The same after one that did not, or could not be tried."""
BEFORE = frames(3)
"""Of the room before the word, so that the ears know the background."""
AFTER = frames(1.5)
TALK = -30.0
"""How loud its loudest tenth of a second is, in dB of full scale, where no proof test tells how
loud the people's own words are."""
QUIET = -66.0
"""The same of the noise in which a word must come through before it is taken for a test word."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    """What a test needs. Only the worker uses it."""

    pipeline: EarPipeline
    word: str
    sound: Frames


class Probe:
    """Tries a test word about once a minute, beside the loop."""

    def __init__(
        self,
        words: Sequence[str],
        *,
        render: Callable[[str], Frames],
        listen: Callable[[], EarPipeline],
        level: float = TALK,
        replay: bool = False,
    ) -> None:
        """The first of `words` that comes through in a quiet room is used.

        `render` speaks a word, shape (n,), 16 kHz; `listen` makes ears like those of the session.
        Both are called by a worker, and whatever they raise is told. With `replay` nothing is left
        to a worker.
        """
        self._words = words
        self._render = render
        self._listen = listen
        self._level = level
        self._workers = Workers("probe", 1, replay=replay)
        self._answers: SimpleQueue[_Ready | bool | Note] = SimpleQueue()
        self._ready: _Ready | None = None
        self._kept: list[Frames] = []
        self._wait = AGAIN
        self._asked = False
        self._told: set[str] = set()

    def take(self, block: Frames, *, usable: bool) -> Iterator[Probed | Note]:
        """The next frames of the room, shape (n,), and what came of tests meanwhile. Never waits.

        Not `usable` is what holds no sound of the room, or our own voice.
        """
        self._workers.advance(len(block))
        yield from self._came_back()
        self._wait -= len(block)
        if not usable:
            self._kept.clear()
            self._wait = max(self._wait, AGAIN)
        elif self._wait <= 0 and not self._asked:
            self._go_on(block)

    def close(self) -> None:
        """Begin no other test."""
        self._workers.close()

    def _go_on(self, block: Frames) -> None:
        if self._ready is None:
            self._ask(self._prepare)
            return
        self._kept.append(block.copy())
        ready = self._ready
        if sum(map(len, self._kept)) >= BEFORE + len(ready.sound) + AFTER:
            room = np.concatenate(self._kept)
            self._kept.clear()
            self._ask(lambda: comes_through(ready.pipeline, ready.word, ready.sound, room))

    def _ask(self, call: Callable[[], _Ready | bool | Note]) -> None:
        self._asked = True
        self._workers.hand(call, self._answers.put, self._failed)

    def _failed(self, why: str) -> None:
        self._answers.put(Note(Kind.FAULT, "probe_failed", {"text": why}))

    def _came_back(self) -> Iterator[Probed | Note]:
        while not self._answers.empty():
            answer = self._answers.get()
            self._asked, self._wait = False, AGAIN
            match answer:
                case _Ready():
                    self._ready, self._wait = answer, 0
                case bool():
                    self._wait = EVERY if answer else AGAIN
                    yield Probed(answer)
                case Note():
                    self._ready = None
                    if answer.name not in self._told:
                        self._told.add(answer.name)
                        yield answer

    def _prepare(self) -> _Ready | Note:
        pipeline = self._listen()
        noise = np.random.default_rng(0).standard_normal
        for word in self._words:
            sound = at_level(self._render(word), self._level)
            quiet = noise(BEFORE + len(sound) + AFTER, np.float32) * np.float32(10 ** (QUIET / 20))
            if comes_through(pipeline, word, sound, quiet):
                return _Ready(pipeline, word, sound)
        return Note(
            Kind.FAULT,
            "no_test_word",
            {"text": "No stop word is heard from the voice of this computer, so it is not tested "
             "on the way whether words come through."},
        )  # fmt: skip


def comes_through(pipeline: EarPipeline, word: str, sound: Frames, room: Frames) -> bool:
    """Whether ears hear this sound of a stop word over that of the room.

    Shapes (n,) and (m,), where m is `BEFORE` and `AFTER` longer than n.
    """
    mixed = room.copy()
    mixed[BEFORE : BEFORE + len(sound)] += sound
    return stops(pipeline, np.clip(mixed, -1, 1), word)

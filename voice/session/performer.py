"""Effects become sound and orders; their results come back as events. Nothing here decides."""

import queue
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Protocol

from intents.clock import seconds
from intents.faults import Fault
from intents.messages import (
    Chime,
    CutSpeech,
    Effect,
    EndSession,
    PausePlayers,
    PlayersPaused,
    RemindTomorrow,
    Say,
    Spoke,
)
from models.speech import Voice
from voice.audio.speaker import Speaker
from voice.players.players import Players
from voice.session.orders import Orders
from voice.session.results import Note, Result
from voice.session.talker import Talker
from voice.session.workers import Inline
from voice.telling.happening import Kind


class Performer(Protocol):
    """Who carries out effects."""

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard or done."""

    def perform(self, effect: Effect) -> None:
        """Begin; never wait."""

    def advance(self, frames: int, *, paced: bool) -> None:
        """So many frames of session time have passed.

        `paced` tells whether the clock on the wall went on with them.
        """

    def results(self) -> Iterator[Result]:
        """What came back since the last call."""

    def faults(self) -> frozenset[Fault]:
        """Why people cannot hear us right now."""

    def players(self) -> Sequence[str]:
        """The names of the players that there are now. May wait; callable from any thread."""

    def close(self) -> None:
        """Be silent, leave the players as they should be found, let go of everything."""


class OnlyTelling:
    """For `--dry-run`: effects are told by the loop, and everything succeeds with nobody there."""

    busy = False

    def __init__(self) -> None:
        self._results: list[Result] = []

    def perform(self, effect: Effect) -> None:
        """Pretend that it is done already."""
        match effect:
            case Say(utterance=utterance):
                self._results.append(Spoke(utterance))
            case PausePlayers():
                self._results.append(PlayersPaused(0, 0))
            case _:
                pass

    def advance(self, frames: int, *, paced: bool) -> None:
        """Nothing takes time."""

    def results(self) -> Iterator[Result]:
        """The pretended results."""
        results, self._results = self._results, []
        return iter(results)

    def faults(self) -> frozenset[Fault]:
        """Nobody is to hear anything."""
        return frozenset()

    def players(self) -> Sequence[str]:
        """Nobody is there."""
        return ()

    def close(self) -> None:
        """Nothing is held."""


class RoomPerformer:
    """Performs for real: players, and a speaker that is a device or a rendered room."""

    def __init__(
        self,
        players: Players,
        voice: Voice,
        speaker: Speaker,
        *,
        replay: bool,
        remember: Callable[[], None] = lambda: None,
    ) -> None:
        """With `replay`, every result is there before the next frame.

        `remember` keeps the day, for the reminder; it may raise `OSError`.
        """
        self._players = players
        self._voice = voice
        self._speaker = speaker
        self._remember = remember
        self._results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._workers: list[Executor] = (
            [Inline(), Inline(), Inline()]
            if replay
            else [
                ThreadPoolExecutor(1, "danger"),
                ThreadPoolExecutor(1, "gentle"),
                ThreadPoolExecutor(2, "voice"),
            ]
        )
        danger, gentle, rendering = self._workers
        self._gentle = gentle
        self._orders = Orders(players, danger, gentle, self._results.put)
        self._talker = Talker(voice, speaker, rendering, self._results.put)

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard or done."""
        return self._talker.busy or self._orders.busy

    def prepare(self, texts: Iterable[str]) -> None:
        """Render these ahead of their need."""
        self._talker.prepare(texts)

    def perform(self, effect: Effect) -> None:
        """Hand it to the worker that it is for."""
        match effect:
            case CutSpeech():
                self._talker.cut()
            case Chime(sound):
                self._talker.chime(sound)
            case Say():
                self._talker.say(effect.utterance, effect.text, effect.louder, effect.slower)
            case RemindTomorrow():
                self._gentle.submit(self._keep_the_day)
            case EndSession():
                pass  # the loop itself ends
            case order:
                self._orders.give(order)

    def _keep_the_day(self) -> None:
        try:
            self._remember()
        except OSError as error:
            self._results.put(Note(Kind.FAULT, "reminder_failed", {"text": str(error)}))

    def advance(self, frames: int, *, paced: bool) -> None:
        """Move the rendered room on; a real one cannot be hurried, so wait while it is busy."""
        self._speaker.advance(frames)
        if self._speaker.live and not paced and self.busy:
            time.sleep(seconds(frames))

    def results(self) -> Iterator[Result]:
        """What the workers reported since the last call."""
        while True:
            try:
                yield self._results.get_nowait()
            except queue.Empty:
                return

    def faults(self) -> frozenset[Fault]:
        """What is wrong with the loudspeaker."""
        return self._speaker.faults()

    def players(self) -> Sequence[str]:
        """The names of the players that there are now."""
        return self._players.names()

    def close(self) -> None:
        """Silence first, then the players; the workers then have nothing left to wait for."""
        self._talker.cut()
        self._voice.close()
        self._speaker.close()
        for worker in self._workers:
            worker.shutdown(wait=False, cancel_futures=True)
        self._players.close()
        for worker in self._workers:
            worker.shutdown(wait=True)

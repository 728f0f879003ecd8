"""Effects become sound and orders; their results come back as events. Nothing here decides."""

import queue
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Protocol

from intents.clock import seconds
from intents.deciding.decision import LOUDEST
from intents.faults import Fault
from intents.messages import (
    Chime,
    ChimeKind,
    CutSpeech,
    Effect,
    EndSession,
    PausePlayers,
    PlayersPaused,
    RemindTomorrow,
    Say,
    Spoke,
)
from models.speech import Sound, Voice
from voice.audio.interfaces import Speaker
from voice.players.memory import Memory
from voice.players.none import NoPlayers
from voice.players.players import Players, PlayerState
from voice.session.player_commands import PlayerCommands
from voice.session.talker import Talker
from voice.session.workers import Note, Result, Workers
from voice.telling.happening import Kind

NOBODYS = -1
"""The number of an utterance that no decision waits for."""


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

    @property
    def saying(self) -> str:
        """What may be shown of the sentence that is being said now."""

    def players(self) -> Sequence[PlayerState]:
        """What each player does now. May wait; callable from any thread."""

    def memory(self) -> Memory:
        """What was done to the players and is to be undone some time. From any thread."""

    def remember(self, memory: Memory) -> None:
        """Another process did this to the players: it is to be undone here some time."""

    def hold(self) -> "Future[None]":
        """Keep the music off beside all effects; done when it is known what came of it."""

    def release(self) -> None:
        """No longer; what effects want of the music holds again."""

    def let_go(self) -> None:
        """Another process goes on: be silent, and leave the players to it as they are."""

    def alarm(self, text: str) -> None:
        """The last resort, when nobody decides any more: pause everything, sound the alarm, say it.

        Callable from any thread.
        """

    def close(self, *, orderly: bool = True) -> None:
        """Be silent, leave the players as they should be found, let go of everything.

        Music that was made low gets its volume back only at an `orderly` end.
        """


class OnlyTelling:
    """For `--dry-run`: effects are told by the loop, and everything succeeds with nobody there."""

    busy = False

    def __init__(self) -> None:
        self._results: list[Result] = []
        self.saying = ""

    def perform(self, effect: Effect) -> None:
        """Pretend that it is done already."""
        match effect:
            case Say(utterance=utterance):
                self.saying = _shown(effect)
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

    def players(self) -> Sequence[PlayerState]:
        """Nobody is there."""
        return ()

    def memory(self) -> Memory:
        """Nothing was done."""
        return Memory()

    def remember(self, memory: Memory) -> None:
        """Nothing is ever undone."""

    def hold(self) -> "Future[None]":
        """Nobody plays."""
        return NoPlayers().hold()

    def release(self) -> None:
        """Nobody plays."""

    def let_go(self) -> None:
        """Nothing is held."""

    def alarm(self, text: str) -> None:
        """Nobody hears it."""

    def close(self, *, orderly: bool = True) -> None:
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
        said: Callable[[Sound], None] = lambda _: None,
    ) -> None:
        """With `replay`, every result is there before the next frame.

        `remember` keeps the day, for the reminder; `said` is called, from any thread, with each
        sentence that was heard to its end.
        """
        self._players = players
        self._voice = voice
        self._speaker = speaker
        self._remember = remember
        self._results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._commands = PlayerCommands(players, self._results.put, replay=replay)
        self._rendering = Workers("voice", 2, replay=replay)
        self._errands = Workers("errands", 1, replay=replay)
        self._talker = Talker(voice, speaker, self._rendering, self._results.put, said)

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard or done."""
        return self._talker.busy or self._commands.busy or self._errands.busy

    @property
    def saying(self) -> str:
        """What may be shown of the sentence that is being said now."""
        return self._talker.saying

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
                self._talker.say(
                    effect.utterance,
                    effect.text,
                    effect.louder,
                    effect.slower,
                    shown=_shown(effect),
                )
            case RemindTomorrow():
                self._errands.hand(self._remember, lambda _: None, self._reminder_failed)
            case EndSession():
                pass  # the loop itself ends
            case order:
                self._commands.give(order)

    def _reminder_failed(self, text: str) -> None:
        self._results.put(Note(Kind.FAULT, "reminder_failed", {"text": text}))

    def advance(self, frames: int, *, paced: bool) -> None:
        """Move the rendered room on; a real one cannot be hurried, so wait while it is busy."""
        self._speaker.advance(frames)
        if self._speaker.live and not paced and self.busy:
            time.sleep(seconds(frames))
        for each in (self._talker, self._commands, self._rendering, self._errands):
            each.advance(frames)

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

    def players(self) -> Sequence[PlayerState]:
        """What each player does now."""
        return self._players.states()

    def memory(self) -> Memory:
        """What was done to the players."""
        return self._players.memory()

    def remember(self, memory: Memory) -> None:
        """Take it over from another process."""
        self._players.remember(memory)

    def hold(self) -> "Future[None]":
        """Keep the players silent."""
        return self._players.hold()

    def release(self) -> None:
        """As they were ordered."""
        self._players.release()

    def let_go(self) -> None:
        """Leave it to another process."""
        self._talker.cut()
        self._players.let_go()

    def alarm(self, text: str) -> None:
        """Each of these is tried, whatever becomes of the others."""
        for each in (
            partial(self.perform, PausePlayers()),
            self._talker.cut,
            partial(self._talker.chime, ChimeKind.ALARM),
            partial(self._talker.say, NOBODYS, text, LOUDEST),
        ):
            with suppress(Exception):
                each()

    def close(self, *, orderly: bool = True) -> None:
        """Silence first, then the players; the workers then have nothing left to wait for."""
        steps: list[Callable[[], object]] = [
            self._talker.cut,
            self._voice.close,
            self._speaker.close,
            partial(self._players.close, orderly=orderly),
            self._rendering.close,
            partial(self._errands.close, finish=True),
        ]
        for step in steps:
            with suppress(Exception):  # nothing may keep the rest from being let go of
                step()


def _shown(effect: Say) -> str:
    """Words that were heard are for the loudspeaker only."""
    return "" if effect.heard else effect.text

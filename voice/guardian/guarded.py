"""The listener's side: it shows that it hears, and notices when nobody looks after it."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from intents.clock import frames
from intents.faults import Fault
from intents.state import State
from voice.audio.interfaces import CAUGHT_UP
from voice.guardian.process import Process, restarts
from voice.guardian.silence import EVERY, Silence
from voice.guardian.wire import (
    Beat,
    Begun,
    HandedBack,
    Leaving,
    Message,
    Pulse,
    Resigned,
    begun,
)
from voice.players.memory import Memory
from voice.session.performer import Performer
from voice.telling.happening import View

STARTS_WITHIN = 20.0
"""Seconds that a guardian has for its first word: it opens a loudspeaker before."""
_UNGUARDED = frozenset({Fault.GUARDIAN_LOST})


class Guarded:
    """A watcher of the session, called by its loop only, and what it says of the guardian."""

    def __init__(
        self,
        guardian: Process,
        source: str,
        performer: Performer,
        start: Callable[[Begun], Process],
        held_up: Callable[[], None],
    ) -> None:
        """`start` starts another guardian for a listener that is at that point.

        `held_up` is called when music that was paused because one of them was held up may go on.
        """
        self._guardian: Process | None = guardian
        self._source = source
        self._performer = performer
        self._start = start
        self._silence = Silence(STARTS_WITHIN)
        self._backoff = restarts()
        self._beaten = 0
        self._told: tuple[State, Memory] | None = None
        self._view: View | None = None
        self._guarded = True
        self._held_up = held_up
        self._held = False
        self._gives_back = False
        """Nobody is held up any more: the music may go on when all that was said was heard."""

    def watch(self, view: View) -> None:
        """A block was heard and all that follows from it was begun."""
        self._view = view
        if self._gives_back and view.backlog <= CAUGHT_UP:
            self._held = self._gives_back = False
            self._performer.release()
            self._held_up()
        memory = self._performer.memory()
        # What is new is told at once: after the next block this process may be gone.
        told = replace(view.state, now=0), memory
        if told == self._told and view.state.now - self._beaten < frames(EVERY):
            return
        self._beaten, self._told = view.state.now, told
        if self._guardian is not None:
            self._guardian.wire.send(Beat(begun(view.state, self._source), memory))

    def faults(self) -> frozenset[Fault]:
        """Whether somebody looks after the listener; if nobody does, another guardian is started.

        Never raises.
        """
        if self._guardian is None:
            self._begin_again()
        else:
            self._read(self._guardian)
        return frozenset() if self._guarded else _UNGUARDED

    def leave(self, code: int) -> None:
        """The session ends because that was asked for."""
        if self._guardian is not None:
            self._guardian.wire.send(Leaving(code))

    def _read(self, guardian: Process) -> None:
        said, lost = guardian.hear(self._silence)
        for message in said:
            self._take(message)
        if lost:
            self._guarded, self._guardian = False, None
            self._gives_back = self._held  # after what is decided about it now
            self._backoff.was_well(guardian.lasted)
            guardian.kill()  # it may only stand still
            guardian.leave()
        elif self._silence.held_up:
            self._gives_back = False
            if not self._held:
                self._held = True
                self._performer.hold()

    def _take(self, message: Message) -> None:
        match message:
            case Pulse():
                self._guarded = True
                self._gives_back |= self._held
            case Resigned(memory):
                self._performer.remember(memory)
            case HandedBack(memory):
                self._performer.remember(memory)
                self._gives_back = True

    def _begin_again(self) -> None:
        if self._view is None or time.monotonic() < self._backoff.due:
            return
        self._backoff.put_off(time.monotonic())
        with suppress(OSError):
            self._guardian = self._start(begun(self._view.state, self._source))
            self._silence = Silence(STARTS_WITHIN)

"""The listener's side: it shows that it hears, and notices when nobody looks after it."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from intents.clock import Frames, frames
from intents.faults import Fault
from intents.state import Music, State, wanted_music
from voice.audio.interfaces import CAUGHT_UP
from voice.guardian.process import Process, restarts
from voice.guardian.silence import EVERY, Silence
from voice.guardian.wire import (
    Beat,
    Begun,
    HandedBack,
    Held,
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
STEADY = 0.2
"""Seconds that a block may take at most, for what came meanwhile to be no word that was missed."""
_UNGUARDED = frozenset({Fault.GUARDIAN_LOST})


class Guarded:
    """A watcher of the session, called by its loop only, and what it says of the guardian."""

    def __init__(
        self,
        guardian: Process,
        source: str,
        performer: Performer,
        start: Callable[[Begun], Process],
        *,
        held_up: Callable[[], None],
        stays_off: Callable[[Frames], None],
    ) -> None:
        """`start` starts another guardian for a listener that is at that point.

        `held_up` is called when music that was paused because one of them was held up may go on,
        `stays_off` when it may not, because the session ends; with the time at that moment.
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
        self._stays_off = stays_off
        self._held = False
        self._theirs: Memory | None = None
        """What a guardian did that keeps the music off, and has not handed back."""
        self._rests = False
        """A guardian halted music that has not been let go on since."""
        self._watched = time.monotonic()
        self._heard_all = False
        self._gives_back = False
        """Nobody is held up any more: the music may go on when all that was said was heard."""

    def watch(self, view: View) -> None:
        """A block was heard and all that follows from it was begun."""
        self._view = view
        before, self._watched = self._watched, time.monotonic()
        self._heard_all = view.backlog <= CAUGHT_UP and self._watched - before <= STEADY
        if self._gives_back and view.backlog <= CAUGHT_UP:
            self._release()
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
        """The session ends because that was asked for. Nothing is held after that."""
        if self._guardian is None:
            return
        for message in self._guardian.hear(self._silence)[0]:
            self._take(message)
        if self._held or self._gives_back or self._theirs is not None:
            self._end_hold()
        self._guardian.wire.send(Leaving(code))

    def _end_hold(self) -> None:
        """Let the music play that only a hold keeps off, if nobody can have called for a stop."""
        if self._view is None or wanted_music(self._view.state) is Music.PAUSED:
            return  # what a stop keeps off stays as it is, and that is no news
        heard_all = self._heard_all and time.monotonic() - self._watched <= STEADY
        if heard_all and self._theirs is None:
            self._release()
        elif self._rests or (self._theirs or self._performer.memory()).rests:
            self._stays_off(self._view.state.now)

    def _release(self) -> None:
        self._held = self._gives_back = self._rests = False
        self._performer.release()

    def _read(self, guardian: Process) -> None:
        said, lost = guardian.hear(self._silence)
        for message in said:
            self._take(message)
        if lost:
            self._guarded, self._guardian = False, None
            self._inherit()
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
            case Held(memory):
                self._theirs = memory
            case HandedBack(memory):
                self._theirs = memory
                self._inherit()
                self._gives_back = True

    def _inherit(self) -> None:
        """What the guardian halted is ours to let go on."""
        if self._theirs is not None:
            self._rests |= self._theirs.rests
            self._performer.remember(self._theirs)
            self._theirs = None

    def _begin_again(self) -> None:
        if self._view is None or time.monotonic() < self._backoff.due:
            return
        self._backoff.put_off(time.monotonic())
        with suppress(OSError):
            self._guardian = self._start(begun(self._view.state, self._source))
            self._silence = Silence(STARTS_WITHIN)

"""The guardian: it starts the listener, and while nobody listens it pauses, alarms and says so."""

import math
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Protocol

import numpy as np

from intents.clock import seconds
from intents.faults import Fault
from intents.phrases import Lexicon
from intents.plan import Plan
from intents.state import Hearing, taken_over
from voice.audio.convert import BLOCK
from voice.audio.interfaces import Block
from voice.guardian.backoff import Backoff
from voice.guardian.process import Process
from voice.guardian.silence import EVERY, Silence
from voice.guardian.wire import Beat, Begun, Gone, Leaving, Pulse, Resigned, begun
from voice.session.performer import Performer
from voice.session.session import Session
from voice.session.workers import Note
from voice.telling.happening import Tell, View

LOOKS = 0.05
"""Seconds between two looks at the listener."""
STARTS_WITHIN = 60.0
"""Seconds that another listener has to hear, before it is ended and the next one started."""
ENDS_WITHIN = 5.0
"""Seconds that a listener has to end in order."""
NOBODY = frozenset({Fault.LISTENER_LOST})


class Room(Protocol):
    """What the guardian has of its own in the room."""

    def performer(self) -> Performer:
        """A loudspeaker and a way to the players. Never raises; does what it can."""

    def telling(self, source: str) -> AbstractContextManager[Sequence[Tell]]:
        """Whom to tell what happens while nobody listens to the microphone of that name."""

    def close(self) -> None:
        """Let go of it."""


class Guardian:
    """Looks after one listener at a time. All of it is on one thread, but for signal handlers."""

    def __init__(
        self,
        listener: Process,
        last: Begun | None,
        *,
        start: Callable[[Begun], Process],
        lexicon: Lexicon,
        plan: Plan,
        room: Room,
    ) -> None:
        """`last`: where the listener's session is, if it is not only about to start; `start`
        starts another listener that goes on from there.
        """
        self._listener: Process | None = listener
        self._last = last
        self._start = start
        self._lexicon = lexicon
        self._plan = plan
        self._room = room
        self._beat: Beat | None = None
        self._left: int | None = None
        self._silence = Silence(math.inf if last is None else STARTS_WITHIN)
        self._backoff = Backoff()
        self._pulsed = 0.0
        self._ending = False
        self._session: Session | None = None

    # ---- What signals ask for; any of these may be called from a signal handler. --------------

    def end(self) -> None:
        """The session is to end."""
        self._ending = True
        if self._session is not None:
            self._session.end()

    def woken(self) -> None:
        """The listener notices by itself whether it stood still."""

    def remark(self, note: Note) -> None:
        """Ctrl-Z was pressed here, and is refused there."""
        if self._session is not None:
            self._session.remark(note)
        elif self._listener is not None:
            self._listener.signal(signal.SIGTSTP)

    # ---- The work. -----------------------------------------------------------------------------

    def run(self) -> int:
        """Until the session ends because that was asked for; its exit code, 0 after a signal."""
        while True:
            lost = self._look_after()
            if self._ending:
                return self._end()
            if lost and self._last is None and self._left is None:
                return self._never_began()
            if self._left is not None:
                return self._take_leave(self._left)
            self._stand_in()

    def _look_after(self) -> bool:
        """Until the listener is lost, leaves, or a signal comes. Whether it was lost."""
        listener = self._listener
        while listener is not None:
            listener.wire.wait(LOOKS)
            lost = self._read(listener)
            if lost or self._left is not None or self._ending:
                return lost
            self._pulse(listener)
        return True

    def _read(self, listener: Process) -> bool:
        """Take what the listener says. Whether it is lost."""
        try:
            while message := listener.wire.receive():
                match message:
                    case Beat():
                        self._silence.broken()
                        self._beat, self._last = message, message.session
                    case Leaving(code):
                        self._left = code
            return self._silence.look()
        except Gone:
            return True

    def _pulse(self, listener: Process) -> None:
        if time.monotonic() - self._pulsed >= EVERY:
            self._pulsed = time.monotonic()
            listener.wire.send(Pulse())

    def _never_began(self) -> int:
        """It could not begin, and has said why."""
        if self._listener is None:
            return 0
        self._listener.wait(ENDS_WITHIN)
        self._listener.kill()
        return self._listener.code

    def _take_leave(self, code: int) -> int:
        self._room.close()
        if self._listener is not None and not self._listener.wait(ENDS_WITHIN):
            self._listener.kill()
        return code

    def _end(self) -> int:
        if self._listener is not None:
            self._listener.signal(signal.SIGTERM)
        return self._take_leave(0)

    # ---- Nobody listens. -----------------------------------------------------------------------

    def _stand_in(self) -> None:
        """Decide and act on what is known until another listener hears, or a signal comes."""
        if self._last is None:
            return
        self._drop()
        self._backoff.was_well()
        performer = self._room.performer()
        if self._beat is not None:
            performer.remember(self._beat.memory)
        state = replace(taken_over(self._last.state(self._plan)), hearing=Hearing())
        source = self._last.source
        with self._room.telling(source) as tellers:
            self._session = Session(
                source=_Nobody(source, lambda: self._nurse(performer)),
                ears=(),
                knowing={},
                lexicon=self._lexicon,
                plan=self._plan,
                performer=performer,
                tellers=tellers,
                paced=True,
                watchers=[self._keep],
                state=state,
            )
            if not self._ending:
                self._session.run()
            self._session = None

    def _keep(self, view: View) -> None:
        """What goes on while nobody listens is known to the next listener."""
        if self._last is not None:
            self._last = begun(view.state, self._last.source)

    def _nurse(self, performer: Performer) -> bool:
        """Bring another listener to the point where it hears. Whether it does."""
        if self._listener is None:
            self._begin_another()
            return False
        before = self._beat
        lost = self._read(self._listener)
        if lost or self._left is not None:
            self._left = None
            self._drop()
        elif self._beat is not before:
            self._listener.wire.send(Resigned(performer.memory()))
            performer.let_go()
            if self._session is not None:
                self._session.end()  # nothing that was begun is to be brought to its end
            return True
        else:
            self._pulse(self._listener)
        return False

    def _begin_another(self) -> None:
        if self._last is not None and self._backoff.due:
            self._backoff.started()
            try:
                self._listener = self._start(self._last)
                self._silence = Silence(STARTS_WITHIN)
            except OSError:  # no memory, no more processes: it may pass
                self._listener = None

    def _drop(self) -> None:
        if self._listener is not None:
            self._listener.kill()
            self._listener.leave()
            self._listener = None


class _Nobody:
    """A `voice.audio.interfaces.Source` whose blocks only say that nobody listens."""

    def __init__(self, name: str, heard: Callable[[], bool]) -> None:
        """`heard` is asked after each block whether somebody does."""
        self.name = name
        self._heard = heard
        self._closed = False

    def blocks(self) -> Iterator[Block]:
        """One each 20 ms, until somebody listens."""
        frames = np.zeros(BLOCK, np.float32)
        due = time.monotonic()
        while not self._closed:
            yield Block(frames, NOBODY)
            if self._heard():
                return
            due = max(due + seconds(BLOCK), time.monotonic() - 1)
            time.sleep(max(0.0, due - time.monotonic()))

    def close(self) -> None:
        """No more blocks."""
        self._closed = True

"""The guardian: it starts the listener, and while nobody listens it pauses, alarms and says so."""

import math
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from typing import Protocol

import numpy as np

from intents.clock import seconds
from intents.faults import Fault
from intents.phrases import Lexicon
from intents.plan import Plan
from intents.state import Hearing, Music, taken_over, wanted_music
from voice.audio.convert import BLOCK
from voice.audio.interfaces import Block
from voice.guardian.crash import CRASHES, TEXT, crashes
from voice.guardian.hold import Hold, stays_off
from voice.guardian.process import Process, restarts
from voice.guardian.silence import EVERY, Silence
from voice.guardian.wire import Beat, Begun, Leaving, Pulse, Resigned, begun
from voice.players.memory import Memory
from voice.session.performer import Performer
from voice.session.session import Session
from voice.session.workers import Note
from voice.telling.happening import Tell
from voice.telling.out import complain

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

    def opened(self) -> Performer | None:
        """The same at once, if it is there."""

    def telling(self, source: str) -> AbstractContextManager[Sequence[Tell]]:
        """Whom to tell what happens while nobody listens to the microphone of that name."""

    def close(self) -> None:
        """Let go of it."""


class Guardian:
    """Looks after one listener at a time. All of it is on one thread, but for signal handlers."""

    def __init__(
        self,
        listener: Process | None,
        last: Begun | None,
        *,
        start: Callable[[Begun], Process],
        lexicon: Lexicon,
        plan: Plan,
        room: Room,
        heard: Callable[[], None],
    ) -> None:
        """`last`: where the listener's session is, if it is not only about to start; `start`
        starts another listener that goes on from there. `heard` is called whenever one shows that
        it heard.
        """
        self._listener = listener
        self._heard = heard
        self._last = last
        self._start = start
        self._lexicon = lexicon
        self._plan = plan
        self._room = room
        self._memory = Memory()
        self._left: int | None = None
        self._silence = Silence(math.inf if last is None else STARTS_WITHIN)
        self._backoff = restarts()
        self._pulsed = 0.0
        self._ending = False
        self._session: Session | None = None
        self._hold: Hold | None = None
        """The music is kept off because the listener is held up."""
        self._handed: Memory | None = None
        """What was handed back, as long as the listener may not have read it."""
        self._unread = False

    # ---- What signals ask for; any of these may be called from a signal handler. --------------

    def end(self) -> None:
        """The session is to end."""
        self._ending = True
        self._stand_in_no_more()

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
            self._look_after()
            if self._ending:
                return self._end()
            if self._left is not None:
                return self._take_leave(self._left)
            if self._last is None:
                return self._never_began()
            self._stand_in(self._last)

    def _look_after(self) -> None:
        """Until the listener is lost, leaves, or a signal comes."""
        listener = self._listener
        while listener is not None:
            listener.wire.wait(LOOKS)
            if self._read(listener) or self._left is not None or self._ending:
                return
            self._hold_or_hand_back(listener)
            self._pulse(listener)

    def _read(self, listener: Process) -> bool:
        """Take what the listener says. Whether it is lost."""
        said, lost = listener.hear(self._silence)
        for message in said:
            match message:
                case Beat(session, memory):
                    # It may have been on its way when something was handed back; the next was not.
                    self._handed = self._handed if self._unread else None
                    self._unread = False
                    self._last, self._memory = session, memory
                    self._heard()
                case Leaving(code):
                    self._left = code
        return lost

    def _hold_or_hand_back(self, listener: Process) -> None:
        """Keep the music off while the listener is held up. Only it lets the music play again."""
        performer = self._room.opened()
        if self._silence.held_up and self._hold is None and performer is not None:
            self._hold = Hold(performer)
        if self._hold is not None:
            self._hold.tell(listener)
            if self._hold.is_known and not self._silence.held_up:
                self._hand_back(self._hold, listener)

    def _hand_back(self, hold: Hold, listener: Process) -> None:
        self._handed, self._unread = hold.hand_back(listener), True
        self._hold = None

    def _pulse(self, listener: Process) -> None:
        if time.monotonic() - self._pulsed >= EVERY:
            self._pulsed = time.monotonic()
            listener.wire.send(Pulse())

    def _never_began(self) -> int:
        """It could not begin, and has said why, if it was not in a C library."""
        if self._listener is None:
            return 0
        self._listener.wait(ENDS_WITHIN)
        if crashes(self._listener):
            complain(TEXT)
        return self._listener.code

    def _take_leave(self, code: int) -> int:
        self._room.close()
        if self._listener is not None and not self._listener.wait(ENDS_WITHIN):
            self._listener.kill()
        return code

    def _end(self) -> int:
        listener = self._listener
        if listener is None:
            return self._take_leave(0)
        if self._hold is not None:
            self._hold.settle()
            self._hand_back(self._hold, listener)
        listener.signal(signal.SIGTERM)
        code = self._take_leave(0)
        self._read(listener)
        if self._left is None:
            self._tell_what_stays_off()
        return code

    def _tell_what_stays_off(self) -> None:
        """The listener did not, as it is asked to: it was killed, or failed."""
        last, handed = self._last, self._handed
        if last is None or handed is None or not handed.rests:
            return
        state = last.state(self._plan)
        if wanted_music(state) is not Music.PAUSED:
            with self._room.telling(last.source) as tellers:
                for tell in tellers:
                    tell(stays_off(state.now))

    # ---- Nobody listens. -----------------------------------------------------------------------

    def _stand_in(self, last: Begun) -> None:
        """Decide and act on what is known until another listener hears, or a signal comes."""
        if self._listener is not None:
            self._backoff.was_well(self._listener.lasted)
        crashed = self._drop()
        performer = self._room.performer()
        performer.remember(self._memory)
        if self._handed is not None:
            performer.remember(self._handed)
        self._hold = self._handed = None  # from here on the session's own pause keeps it off
        state = replace(taken_over(last.state(self._plan)), hearing=Hearing())
        with self._room.telling(last.source) as tellers:
            self._session = Session(
                source=_Nobody(last.source),
                ears=(),
                knowing={},
                lexicon=self._lexicon,
                plan=self._plan,
                performer=performer,
                tellers=tellers,
                paced=True,
                watchers=[lambda view: self._nurse(begun(view.state, last.source), performer)],
                state=state,
            )
            if crashed:
                self._session.remark(CRASHES)
            if not self._ending:
                self._session.run()
            self._session = None

    def _nurse(self, now: Begun, performer: Performer) -> None:
        """Bring another listener to the point where it hears. It goes on from `now`."""
        self._last = now
        if self._listener is None:
            self._begin_another(now)
            return
        lost = self._read(self._listener)
        if lost or self._left is not None:
            self._left = None
            if self._drop():
                self.remark(CRASHES)
        elif self._last is not now:  # it hears: nothing that was begun is brought to its end
            self._listener.wire.send(Resigned(performer.memory()))
            performer.let_go()
            self._stand_in_no_more()
        else:
            self._pulse(self._listener)

    def _begin_another(self, now: Begun) -> None:
        if time.monotonic() < self._backoff.due:
            return
        self._backoff.put_off(time.monotonic())
        with suppress(OSError):  # no memory, no more processes: it may pass
            self._listener = self._start(now)
            self._silence = Silence(STARTS_WITHIN)

    def _stand_in_no_more(self) -> None:
        if self._session is not None:
            self._session.end()

    def _drop(self) -> bool:
        """End the listener, if there is one. Whether it had crashed soon after its start."""
        listener, self._listener = self._listener, None
        if listener is None:
            return False
        crashed = crashes(listener)
        listener.leave()
        return crashed


class _Nobody:
    """A `voice.audio.interfaces.Source` whose blocks only say that nobody listens."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._closed = False

    def blocks(self) -> Iterator[Block]:
        """One each 20 ms."""
        frames = np.zeros(BLOCK, np.float32)
        due = time.monotonic()
        while not self._closed:
            yield Block(frames, NOBODY)
            due = max(due + seconds(BLOCK), time.monotonic() - 1)
            time.sleep(max(0.0, due - time.monotonic()))

    def close(self) -> None:
        """No more blocks."""
        self._closed = True

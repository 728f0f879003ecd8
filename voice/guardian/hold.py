"""What the guardian does to the players while it is not known whether the listener hears."""

from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotDone
from contextlib import suppress

from intents.clock import Frames
from voice.guardian.process import Process
from voice.guardian.wire import HandedBack, Held
from voice.players.memory import Memory
from voice.session.performer import Performer
from voice.telling.happening import Happening, Kind

STAYS_OFF = (
    "The music stays paused, though nothing called for that: Safeword was held up when it was "
    "ended, and may not have heard all that was said. The music is yours to start."
)
SETTLES_WITHIN = 0.3
"""Seconds that are waited for players at an end. Most have paused in a tenth of that."""


class Hold:
    """Keeps the music off, and never lets it play again: the listener does, which is told of it.

    It is told all the while and not only in the end, because the guardian may end before.
    """

    def __init__(self, performer: Performer) -> None:
        self._performer = performer
        self._done: Future[None] = performer.hold()
        self._told = Memory()

    @property
    def is_known(self) -> bool:
        """Whether it is known of each player what came of it."""
        return self._done.done()

    def tell(self, listener: Process) -> None:
        """What was done so far, if that is new."""
        memory = self._performer.memory()
        if memory != self._told:
            self._told = memory
            listener.wire.send(Held(memory))

    def hand_back(self, listener: Process) -> Memory:
        """It is the listener's from now on; what that is."""
        memory = self._performer.memory()
        self._performer.let_go()
        listener.wire.send(HandedBack(memory))
        return memory

    def settle(self) -> None:
        """Wait until it is known, but not long."""
        with suppress(NotDone):
            self._done.result(SETTLES_WITHIN)


def stays_off(now: Frames) -> Happening:
    """What is told when a session ends and nobody may undo a hold."""
    return Happening(now, Kind.FAULT, "music_stays_off", {"text": STAYS_OFF})

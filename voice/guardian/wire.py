"""What guardian and listener tell each other, and the wire that it goes over."""

import argparse
import pickle
import select
import socket
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any

from intents.agreement import Agreement
from intents.faults import Fault
from intents.plan import Plan
from intents.state import State
from voice.players.memory import Memory

LARGEST = 1 << 20
"""Bytes of a message at most. A large agreement has some ten thousand."""


@dataclass(frozen=True, slots=True)
class Handover:
    """All that a process needs to begin, or to go on."""

    args: argparse.Namespace
    agreement: Agreement
    warnings: tuple[str, ...]
    sender: int
    """The process that it comes from."""
    begun: "Begun | None" = None
    """The session that it goes on with, if there was one."""

    @property
    def keeps_open(self) -> tuple[int, ...]:
        """The numbers of open files that the options name."""
        return () if self.args.json_to is None else (self.args.json_to,)


@dataclass(frozen=True, slots=True)
class Begun:
    """A session at one moment, without what stays the same."""

    parts: dict[str, Any]
    """The parts of its `State` but for the plan."""
    source: str
    """What its microphone is called."""

    @property
    def is_heard(self) -> bool:
        """Whether people were told that it listens, and it is not about to catch up."""
        lost = Fault.LISTENER_LOST in self.parts["hearing"].faults
        return bool(self.parts["ears_open"]) and not lost

    def state(self, plan: Plan) -> State:
        """As a whole again."""
        return State(plan, **self.parts)


def begun(state: State, source: str) -> Begun:
    """Without the plan, which both sides have."""
    names = (field.name for field in fields(state) if field.name != "plan")
    return Begun({name: getattr(state, name) for name in names}, source)


@dataclass(frozen=True, slots=True)
class Beat:
    """From the listener: so much sound was heard by the ears, decided on and acted upon."""

    session: Begun
    memory: Memory


@dataclass(frozen=True, slots=True)
class Leaving:
    """From the listener: it ends because that was asked for, with this exit code."""

    code: int


@dataclass(frozen=True, slots=True)
class Pulse:
    """From the guardian: it looks after the listener."""


@dataclass(frozen=True, slots=True)
class Resigned:
    """From the guardian, when it stood in for a listener: this was done to the players."""

    memory: Memory


@dataclass(frozen=True, slots=True)
class Held:
    """From the guardian, while it keeps the music off because the listener is held up.

    So much it did to the players until now.
    """

    memory: Memory


@dataclass(frozen=True, slots=True)
class HandedBack:
    """From the guardian, when that is over: what it did, which is the listener's from now on."""

    memory: Memory


Message = Handover | Beat | Leaving | Pulse | Resigned | Held | HandedBack


class Gone(Exception):
    """The other end of the wire is closed."""


class Wire:
    """One end of a pair of sockets. Messages are whole or not there; nothing waits for the other.

    They are pickled: both ends are processes that one of the two has started.
    """

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
        self._end = end

    @staticmethod
    def pair() -> "tuple[Wire, Wire]":
        """Both ends."""
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        return Wire(one), Wire(other)

    @staticmethod
    def inherited(descriptor: int) -> "Wire":
        """The end that this process was started with."""
        return Wire(socket.socket(fileno=descriptor))

    def fileno(self) -> int:
        """The file descriptor."""
        return self._end.fileno()

    def send(self, message: Message) -> None:
        """Send it, or let it be where the other does not read or is gone."""
        with suppress(BlockingIOError, BrokenPipeError, ConnectionError):
            self._end.send(pickle.dumps(message))

    def receive(self) -> Message | None:
        """The next message, or None if none has come yet. Raises `Gone` after the last one."""
        try:
            data = self._end.recv(LARGEST)
        except BlockingIOError:
            return None
        except ConnectionError as error:
            raise Gone from error
        if not data:
            raise Gone
        message: Message = pickle.loads(data)  # noqa: S301  from our own other process
        return message

    def wait(self, seconds: float) -> None:
        """Until something can be received, but no longer than that."""
        select.select([self._end], [], [], seconds)

    def first(self) -> Handover:
        """What a process is started with. Raises `Gone`."""
        while True:
            select.select([self._end], [], [])
            message = self.receive()
            if isinstance(message, Handover):
                return message

    def close(self) -> None:
        """The other end reads that nobody is here any more."""
        self._end.close()

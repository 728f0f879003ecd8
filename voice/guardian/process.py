"""The other process: started or found, ended, and never mistaken for another one."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress

from voice.backoff import Backoff
from voice.guardian.silence import BEGINS_WITHIN, SILENT, Silence
from voice.guardian.wire import Beat, Gone, Handover, Message, Wire

_CRASHES = frozenset({signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV})
"""What ends a process that fails in a C library. Others send other signals."""


def restarts() -> Backoff:
    """When a process that ends again and again is started once more, in seconds."""
    return Backoff(first=1.0, longest=30.0, trusted=60.0)


def _begins(message: Message) -> bool:
    return isinstance(message, Beat) and not message.session.is_heard


class Process:
    """A wire to it, and a handle that stays its own when its number is given to another."""

    def __init__(
        self, number: int, wire: Wire, child: "subprocess.Popen[bytes] | None" = None
    ) -> None:
        """`child`: the same process, where this one started it.

        Raises `ProcessLookupError` if there is no process of this number.
        """
        self.wire = wire
        self._handle = os.pidfd_open(number)
        self._child = child
        self._since = time.monotonic()

    @staticmethod
    def start(module: str, handover: Handover) -> "Process":
        """Run one of our own modules, in a process group of its own.

        The keys of the terminal reach only the process that the person started.
        """
        ours, theirs = Wire.pair()
        child = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-P", "-m", module, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            # The number of standard error may be kept from the sound libraries here.
            stderr=sys.stderr,
            pass_fds=[theirs.fileno(), *handover.keeps_open],
            process_group=0,
        )
        theirs.close()
        ours.send(handover)
        return Process(child.pid, ours, child)

    @property
    def lasted(self) -> float:
        """Seconds since it was started or found."""
        return time.monotonic() - self._since

    @property
    def code(self) -> int:
        """After its end: its exit code as shells have it, or 0 if another process started it."""
        if self._child is None:
            return 0
        code = self._child.wait()
        return 128 - code if code < 0 else code

    @property
    def crashed(self) -> bool:
        """After its end: whether it failed in a C library. Not known of another process's child."""
        return self._child is not None and -self._child.wait() in _CRASHES

    def hear(self, silence: Silence) -> tuple[list[Message], bool]:
        """What it said since the last time, and whether it is lost: gone, or silent too long."""
        said: list[Message] = []
        try:
            while message := self.wire.receive():
                said.append(message)
        except Gone:
            return said, True
        if said:
            silence.broken(BEGINS_WITHIN if _begins(said[-1]) else SILENT)
        return said, silence.look()

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it is still there."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)

    def wait(self, seconds: float) -> bool:
        """Whether it ends within that time."""
        return bool(select.select([self._handle], [], [], seconds)[0])

    def kill(self) -> None:
        """It is not to do anything any more, also where it stands still. Waits a second at most."""
        self.signal(signal.SIGKILL)
        if self.wait(1.0) and self._child is not None:
            self._child.wait()

    def leave(self) -> None:
        """Let go of the wire and the handle."""
        self.wire.close()
        os.close(self._handle)

"""The other process: started or found, ended, and never mistaken for another one."""

import os
import select
import signal
import subprocess
import sys
from contextlib import suppress

from voice.guardian.wire import Handover, Wire


class Process:
    """A wire to it, and a handle that stays its own when its number is given to another."""

    def __init__(self, number: int, wire: Wire) -> None:
        """Raises `ProcessLookupError` if there is no such process."""
        self.number = number
        self.wire = wire
        self._handle = os.pidfd_open(number)
        self._child: subprocess.Popen[bytes] | None = None

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
            pass_fds=[theirs.fileno()],
            process_group=0,
        )
        theirs.close()
        ours.send(handover)
        process = Process(child.pid, ours)
        process._child = child
        return process

    @property
    def ended(self) -> bool:
        """Whether it is no longer there."""
        return bool(select.select([self._handle], [], [], 0)[0])

    @property
    def code(self) -> int:
        """After its end: its exit code as shells have it, or 0 if another process started it."""
        if self._child is None:
            return 0
        code = self._child.wait()
        return 128 - code if code < 0 else code

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

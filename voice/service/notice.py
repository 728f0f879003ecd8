"""What systemd is told of a service, sd_notify(3) by hand, and what is known of its last start."""

import os
import socket
import time
from contextlib import suppress
from pathlib import Path

EVERY = 1.0
"""Seconds between two signs of life, at least."""


class Notice:
    """Tells systemd, or nobody where systemd did not start this program. Never raises or waits."""

    def __init__(self, address: str, folder: str) -> None:
        """`address`: of systemd's socket. `folder`: one that is deleted when the service ends, but
        not before it is started again because it failed. Both may be empty.
        """
        self._address = address.replace("@", "\0", 1) if address.startswith("@") else address
        self._mark = Path(folder) / "heard" if folder else None
        self._told: float | None = None

    @staticmethod
    def of_this_process() -> "Notice":
        """As the environment says. The processes that are started do not see the socket."""
        return Notice(os.environ.pop("NOTIFY_SOCKET", ""), os.environ.get("RUNTIME_DIRECTORY", ""))

    @property
    def again(self) -> bool:
        """Whether a session failed, and systemd starts this one in its place."""
        return self._mark is not None and self._mark.exists()

    def heard(self) -> None:
        """Sound was heard, decided on and acted upon: the first time the service is ready."""
        now = time.monotonic()
        if self._told is not None and now - self._told < EVERY:
            return
        if self._told is None:
            self._tell("READY=1")
            if self._mark is not None:
                with suppress(OSError):
                    self._mark.touch()
        self._told = now
        self._tell("WATCHDOG=1")

    def _tell(self, what: str) -> None:
        if not self._address:
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
            end.setblocking(False)
            end.connect(self._address)
            end.send(what.encode())

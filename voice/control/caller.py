"""The other side of the control socket: what a program does that asks something of a session."""

import socket
import time
from collections.abc import Iterator
from typing import Any

from voice.control import place
from voice.control.protocol import Look, request_line, told_in
from voice.errors import NobodyListens, NotDone, Refused

ANSWERED_WITHIN = 4.0
"""Seconds. A session that moves answers in a moment, and its server says after 2 if it does not."""
BEATS_WITHIN = 4.0
"""Seconds in which a session that hears says so to those who watch."""
_AGAIN = 0.01

NOBODY = (
    "No Safeword listens here now, so nobody took this. Tell each other; 'safeword listen' begins "
    "a session, and one that was lost is replaced within seconds."
)
NO_ANSWER = "Safeword does not answer, so do not rely on it: tell each other, and watch each other."


class Caller:
    """A connection to the session that listens. Waits for nothing longer than some seconds."""

    def __init__(self) -> None:
        """Raises `NobodyListens`."""
        self._socket = _connected(time.monotonic() + ANSWERED_WITHIN)
        self._lines = self._socket.makefile("rb")

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()
        self._socket.close()

    def ask(self, name: str) -> dict[str, Any]:
        """The answer. Raises `NotDone` if there is none, and `Refused`, which is one, if it is
        refused."""
        try:
            self._socket.settimeout(ANSWERED_WITHIN)
            self._socket.sendall(request_line(name))
            answer = told_in(self._lines.readline())
        except (OSError, ValueError):
            raise NotDone(NO_ANSWER) from None
        if not answer.get("done"):
            why = str(answer.get("text") or NO_ANSWER)
            raise Refused(why, answer["state"]) if "state" in answer else NotDone(why)
        return answer

    def watch(self) -> Iterator[str]:
        """What the session tells, line by line, until it has ended.

        Raises `NotDone` as `ask` does, and `NobodyListens` when nothing comes any more though it
        has not ended.
        """
        self.ask(Look.WATCH)
        self._socket.settimeout(BEATS_WITHIN)
        last: dict[str, Any] = {}
        while line := self._next_line():
            try:
                last = told_in(line)
            except ValueError:  # half a line is the last one of a session that was lost
                break
            yield line.decode()
        if (last.get("kind"), last.get("name")) != ("state", "ended"):
            raise NobodyListens(NOBODY)

    def _next_line(self) -> bytes:
        try:
            return self._lines.readline()
        except OSError:
            raise NobodyListens(NO_ANSWER) from None


def _connected(deadline: float) -> socket.socket:
    caller = socket.socket(socket.AF_UNIX)
    try:
        caller.settimeout(ANSWERED_WITHIN)
        while True:
            try:
                caller.connect(str(place.path()))
            except BlockingIOError:  # others wait to be taken
                if time.monotonic() > deadline:
                    raise
                time.sleep(_AGAIN)
            else:
                return caller
    except OSError:
        caller.close()
        raise NobodyListens(NOBODY) from None

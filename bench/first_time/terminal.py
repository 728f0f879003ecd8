"""A terminal that a program runs in: keys go in, and what stands on its screen can be read."""

import signal
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import pexpect
import pyte

ENTER, DOWN, CLEAR = "\r", "\x1b[B", "\x15"
COLUMNS, ROWS = 100, 90

ENDS_WITHIN = 10.0
"""Seconds that a program has to end when its terminal is left."""


class Terminal:
    """One program in a terminal of its own; ended on leaving."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        columns: int = COLUMNS,
        rows: int = ROWS,
        term: str = "xterm-256color",
    ) -> None:
        """`term`: what kind of terminal it says that it is."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            # A size in the environment would be believed before the terminal's own.
            env={name: env[name] for name in env if name not in {"COLUMNS", "LINES"}}
            | {"TERM": term},
            dimensions=(rows, columns),
            encoding="utf-8",
            codec_errors="surrogateescape",  # so that bytes of no letter can be typed too
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # In order: a guardian that is killed would be replaced by its listener.
        if self._child.isalive():
            self._child.kill(signal.SIGTERM)
        until = time.monotonic() + ENDS_WITHIN
        while self._child.isalive() and time.monotonic() < until:
            self.read()
        self._child.close(force=True)

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, without empty lines at its end."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip().split("\n")

    def sees(self, text: str, times: int = 1) -> bool:
        """Whether the text is on the screen, so many times at least."""
        return "\n".join(self.lines).count(text) >= times

    def wait_for(self, text: str, seconds: float = 90, times: int = 1) -> None:
        """Read until the text is on the screen."""
        until = time.monotonic() + seconds
        while not self.sees(text, times):
            assert time.monotonic() < until, f"no {text!r} on:\n" + "\n".join(self.lines)
            self.read()

    @property
    def alive(self) -> bool:
        """Whether the program runs."""
        return bool(self._child.isalive())

    def hang_up(self) -> None:
        """The terminal goes away, and the program with it unless that ignores it."""
        terminal = self._child.ptyproc  # type: ignore[attr-defined]  # not in its stubs
        terminal.fileobj.close()
        terminal.closed = True

    def press(self, keys: str) -> None:
        """Type."""
        self._child.send(keys)

    def end(self) -> int | None:
        """Read until the program ends; its exit code, or None if a signal ended it."""
        while self._child.isalive() or self.read():
            self.read()
        self._child.close()
        return self._child.exitstatus

    def read(self) -> bool:
        """What the program wrote by now onto the screen; whether there was anything."""
        try:
            said = self._child.read_nonblocking(4096, timeout=0.1)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        # The terminal answers where the cursor is, as real ones do.
        self._stream.feed(said)
        if "\x1b[6n" in said:
            cursor = self._screen.cursor
            self._child.send(f"\x1b[{cursor.y + 1};{cursor.x + 1}R")
        return True

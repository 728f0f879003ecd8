"""Standard output and standard error, for threads that must not be held for ever by a reader."""

import os
import select
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from rich.console import Console

LOOKS_EVERY = 100
"""Milliseconds between two looks at whether it is still worth waiting for the reader."""


class Out:
    """A text stream on a file descriptor, without a buffer.

    Characters that the encoding does not have are replaced. `write` waits for a reader that does
    not read, until `leave` is called: Python's own streams would keep the whole process from
    ending.
    """

    def __init__(self, descriptor: int, encoding: str) -> None:
        self.encoding = encoding
        self._descriptor = descriptor
        self._left = threading.Event()
        self._room = select.poll()
        self._room.register(descriptor, select.POLLOUT)

    def write(self, text: str) -> int:
        """Raises `OSError` where nothing can be written, also after `leave`."""
        data = text.encode(self.encoding, "replace")
        while data:
            # Where there is room at all, there is room for so much.
            while not self._room.poll(LOOKS_EVERY):
                if self._left.is_set():
                    raise BlockingIOError("nobody reads")
            data = data[os.write(self._descriptor, data[: select.PIPE_BUF]) :]
        return len(text)

    def flush(self) -> None:
        """Nothing is kept back."""

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._descriptor)

    def fileno(self) -> int:
        """The file descriptor."""
        return self._descriptor

    def leave(self) -> None:
        """Wait for no reader any more. From any thread."""
        self._left.set()


class Lossy(Out):
    """One whose reader may be gone, or stand still: it never raises, and never waits for long.

    What cannot be written is lost. Why that is, is told once.
    """

    def __init__(self, descriptor: int, encoding: str, failed: Callable[[OSError], object]) -> None:
        super().__init__(descriptor, encoding)
        self._failed = failed
        self._told = False
        self.leave()

    def write(self, text: str) -> int:
        """As much of it as can be."""
        try:
            return super().write(text)
        except OSError as error:
            if not self._told:
                self._told = True
                self._failed(error)
            return len(text)


def complain(text: str) -> None:
    """A line on standard error, if somebody can still read that. Never raises, and never waits."""
    out = Out(_errors(), "utf-8")
    out.leave()
    with suppress(OSError):
        out.write(f"safeword: {text}\n")


class Lines(Console):
    """A console that raises `BrokenPipeError` as any stream does, instead of ending the program."""

    def __init__(self, out: Out) -> None:
        super().__init__(file=out, highlight=False)  # type: ignore[arg-type]  # all it uses is there

    def on_broken_pipe(self) -> None:
        """Nobody reads."""
        raise BrokenPipeError


def _errors() -> int:
    """Where standard error is now: its own number may be kept from the sound libraries."""
    try:
        return sys.stderr.fileno()
    except (AttributeError, OSError, ValueError):
        return 2

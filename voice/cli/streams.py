"""Standard output and standard error, so that nothing that is written ends a command badly."""

import io
import os
import sys

from voice.telling.out import complain

GONE = 141
"""The exit code of a command whose reader is gone, as shells have it."""
CANNOT_WRITE = 74
"""The exit code where something cannot be written (EX_IOERR)."""


def usable_streams() -> None:
    """Replace characters that a stream cannot have, and give closed streams something to be."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        # Else the next file that is opened would be standard output.
        os.set_inheritable(descriptor, True)
    os.close(descriptor)
    for descriptor, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:  # what asks whether it is a terminal would fail
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def let_go(descriptor: int) -> None:
    """What waits to be written there, and cannot be, is given to nobody."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def flushed(code: int) -> int:
    """The exit code, once all is written; another one where that is not possible.

    Python would otherwise fail while it ends, with lines that nobody understands.
    """
    for descriptor, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            let_go(descriptor)
            code = code or (GONE if isinstance(error, BrokenPipeError) else CANNOT_WRITE)
            if code == CANNOT_WRITE:
                complain(f"What was to be printed cannot be written: {error.strerror}.")
    return code

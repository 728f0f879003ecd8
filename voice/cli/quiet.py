"""Keeps the chatter of sound libraries from the terminal; what Python says is still seen."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ERRORS = 2
"""The file that C libraries write their complaints to."""


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """ALSA and PortAudio write to standard error by its number: give that number to nobody.

    Python's own standard error goes on under another number. PortAudio cannot be told otherwise,
    and what it complains about is told in our words.
    """
    said, kept = sys.stderr, None
    try:
        if said is None or said.fileno() != _ERRORS:
            raise OSError("standard error is closed, or another file already")
        kept = os.dup(_ERRORS)
        nobody = os.open(os.devnull, os.O_WRONLY)
    except OSError:
        yield
        return
    said.flush()
    os.dup2(nobody, _ERRORS)
    os.close(nobody)
    sys.stderr = os.fdopen(
        kept, "w", buffering=1, encoding=said.encoding, errors=said.errors, closefd=False
    )
    try:
        yield
    finally:
        with suppress(OSError):
            sys.stderr.flush()
        sys.stderr = said
        os.dup2(kept, _ERRORS)
        os.close(kept)

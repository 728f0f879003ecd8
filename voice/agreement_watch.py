"""Notices that the agreement is changed while a session goes by the one that it began with."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

EVERY = 2.0
"""Seconds between two looks at the file."""

Stamp = tuple[int, int, int] | None


class AgreementWatch:
    """Calls `changed` once, from a thread of its own, so that no slow disk makes the ears wait."""

    def __init__(self, path: Path, changed: Callable[[], None], every: float = EVERY) -> None:
        self._path = path
        self._changed = changed
        self._every = every
        self._stamp, self._began = _stamp(path), _content(path)
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="agreement", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._left.set()

    def _watch(self) -> None:
        while not self._left.wait(self._every):
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._stamp = stamp
                if _content(self._path) != self._began:
                    self._changed()
                    return


def _stamp(path: Path) -> Stamp:
    """What changes whenever the file is written; None where there is none."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None

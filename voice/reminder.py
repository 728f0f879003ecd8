"""The reminder to talk it over the next day: a date in a file, and nothing else."""

import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from platformdirs import user_state_path

from voice.private_file import write_private

TEXT = "You wanted to talk over your last session: what worked, and what could be better?"


def path() -> Path:
    """In the XDG state folder, or what the system has for it."""
    return user_state_path("safeword") / "talk-it-over"


def keep(day: date) -> None:
    """Note that a session ended on this day. Raises `OSError` if it cannot be written."""
    write_private(path(), day.isoformat())


def remind(today: date) -> None:
    """Once, on a later day than the session's: say so to whoever runs a command, and forget it."""
    try:
        ended = date.fromisoformat(path().read_text(encoding="ascii"))
    except (OSError, ValueError):  # there is none, or nobody can tell of when
        return
    if today > ended:
        with suppress(OSError):  # nobody reads it
            print(TEXT, file=sys.stderr)
        path().unlink(missing_ok=True)

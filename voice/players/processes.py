"""What the system says of the processes that run."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def processes() -> Iterator[int]:
    """All of them, by number."""
    with suppress(OSError):
        yield from (int(each.name) for each in PROC.iterdir() if each.name.isdecimal())


def program(process: int) -> str:
    """Which program it runs, in 15 letters at most; empty where it cannot be seen."""
    with suppress(OSError):
        return (PROC / str(process) / "comm").read_text(errors="replace").strip()
    return ""

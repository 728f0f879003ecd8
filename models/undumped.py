"""Keeps the memory of a process, with limits and heard words in it, out of crash reports."""

import resource
from contextlib import suppress
from pathlib import Path

_FILTER = Path("/proc/self/coredump_filter")
"""Linux: which memory is in a dump. A crash reporter is given dumps whatever the limit says."""


def stay_undumped() -> None:
    """A crash of this process, or of one that it starts, leaves no copy of its memory.

    The process stays one that its owner's other programs may look into (`PR_SET_DUMPABLE`):
    PipeWire looks at who it gives sound to, and takes whom it cannot look at for sandboxed.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # not on Linux, or a kernel without
        _FILTER.write_text("0", encoding="ascii")

"""Where the control socket is: one for each login, for its owner only."""

import errno
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from platformdirs import user_state_path

BACKLOG = 64
"""So many connections may wait to be taken."""
PROBED_WITHIN = 1.0
"""Seconds in which a socket that is there takes a connection, if somebody has it."""


def path() -> Path:
    """In the folder of this login, or else in the state folder."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) / "safeword" if runtime else user_state_path("safeword") / "control"
    return folder / "control.sock"


@contextmanager
def listening_socket() -> Iterator[socket.socket]:
    """A socket that takes connections there, in place of one that a dead session left.

    Raises `OSError` where none can be had, also if another session has it.
    """
    here = path()
    _own_folder(here.parent)
    if _is_served(here):
        raise OSError(errno.EADDRINUSE, "another session has it")
    with socket.socket(socket.AF_UNIX) as listening:
        # It is put in place when all of it is right, so nobody ever finds it open to others.
        beside = here.with_name(f".{os.getpid()}")
        beside.unlink(missing_ok=True)
        listening.bind(str(beside))
        beside.chmod(0o600)
        listening.listen(BACKLOG)
        ours = beside.stat().st_ino
        beside.replace(here)
        try:
            yield listening
        finally:
            with suppress(OSError):
                if here.stat().st_ino == ours:  # and not that of whoever came after
                    here.unlink()


def _own_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise PermissionError(errno.EACCES, "it is not a folder of yours", str(folder))
    folder.chmod(0o700)


def _is_served(here: Path) -> bool:
    """Whether somebody has the socket that is there; one that is too busy to say so has it."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(PROBED_WITHIN)
        try:
            probe.connect(str(here))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        except (TimeoutError, BlockingIOError):
            return True
    return True

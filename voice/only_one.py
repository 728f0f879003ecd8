"""One session with a microphone at a time: two would both answer, and each hear the other speak."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_state_path

from voice.errors import SecondProblem


def path() -> Path:
    """In the folder of this login, or else in the state folder."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return Path(runtime or user_state_path("safeword")) / "safeword-listens.lock"


def is_taken() -> bool:
    """Whether a session holds the lock, by the system's own list of locks.

    To try it would refuse a session that begins at that moment. Raises `OSError` where there is no
    such list.
    """
    try:
        found = path().stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    device = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    locks = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    return any("FLOCK" in line and device in line.split() for line in locks)


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the lock. The system lets go of it when the process ends, however that comes about.

    Raises `SecondProblem` if somebody else holds it. Where no lock can be had, there is none: that
    is no reason not to listen.
    """
    lock = FileLock(path())
    with suppress(OSError, NotImplementedError):
        path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise SecondProblem(
                "Another Safeword listens on this computer already. End it first, or add --beside "
                "to have both: each may take what the other says for yours."
            ) from None
    try:
        yield
    finally:
        lock.release()

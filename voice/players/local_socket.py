"""Local sockets, and who listens at them."""

import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

_CREDENTIALS = struct.Struct("3i")
"""Process, user and group, as Linux tells them of who listens at a socket."""


_LONGEST = 107
"""Bytes of a path in an address; a file's path may be longer."""


@contextmanager
def address(path: str) -> Iterator[str]:
    """As the system wants it, for as long as it is used: a path, or after an `@` a name that is in
    no folder.

    Raises OSError where the path is too long for an address and leads nowhere.
    """
    if path.startswith("@"):
        yield f"\0{path[1:]}"
    elif len(os.fsencode(path)) <= _LONGEST:
        yield path
    else:
        found = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            yield f"/proc/self/fd/{found}"
        finally:
            os.close(found)


def peer(line: socket.socket) -> int:
    """The process at the other side; 0 where it cannot be seen, or there is no connection yet."""
    told = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return int(_CREDENTIALS.unpack(told)[0])


def listener(path: str) -> int | None:
    """The process that made the socket, or None if nobody listens there.

    It is 0 where it cannot be seen. Raises BlockingIOError where who listens takes no more callers,
    as one that hangs.
    """
    try:
        with connected(path) as probe:
            return peer(probe)
    except BlockingIOError:
        raise
    except OSError:
        return None


def connected(path: str) -> socket.socket:
    """A connection, which is to be closed. It is made at once or not at all.

    Raises BlockingIOError where who listens takes no more callers, and OSError where nobody does.
    asyncio takes the first one for a connection that is about to be made, which it never is.
    """
    line = socket.socket(socket.AF_UNIX)
    try:
        line.setblocking(False)
        with address(path) as where:
            line.connect(where)
    except BaseException:
        line.close()
        raise
    return line

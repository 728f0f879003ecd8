"""Local sockets, and who listens at them."""

import socket
import struct

_CREDENTIALS = struct.Struct("3i")
"""Process, user and group, as Linux tells them of who listens at a socket."""


def address(path: str) -> str:
    """As the system wants it: a path, or after an `@` a name that is in no folder."""
    return f"\0{path[1:]}" if path.startswith("@") else path


def peer(connected: socket.socket) -> int:
    """The process at the other side; 0 where it cannot be seen."""
    told = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return int(_CREDENTIALS.unpack(told)[0])


def listener(path: str) -> int | None:
    """The process that made the socket, or None if nobody listens there.

    It is 0 where it cannot be seen. Raises BlockingIOError where who listens takes no more callers,
    as one that hangs.
    """
    with socket.socket(socket.AF_UNIX) as probe:
        probe.setblocking(False)
        try:
            probe.connect(address(path))
            return peer(probe)
        except BlockingIOError:
            raise
        except OSError:
            return None

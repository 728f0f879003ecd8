"""Keeps a process off the network: Python code in it gets no socket but local ones.

It cannot see what C libraries do by themselves; tests/end_to_end/test_offline.py traces those.
"""

import socket
import sys

from models.errors import NetworkRefused

_LOOKUPS = frozenset(
    {
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
    }
)
"""Questions that a name server may be asked."""
_USES = frozenset({"socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto"})
_UNKNOWN = -1
"""The family of a socket that is made of a file descriptor: it is looked at when it is used."""


def stay_offline() -> None:
    """From now on, and for ever, nothing in this process may leave the computer.

    Whatever tries to gets `NetworkRefused`. Processes that this one starts must do it themselves.
    """
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event in _LOOKUPS:
        raise NetworkRefused(event)
    if event == "socket.__new__" and args[1] not in (socket.AF_UNIX, _UNKNOWN):
        raise NetworkRefused(event)
    if event in _USES and getattr(args[0], "family", None) != socket.AF_UNIX:
        raise NetworkRefused(event)

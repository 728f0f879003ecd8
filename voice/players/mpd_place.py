"""Where an MPD is looked for: where its clients look, as far as no network is needed for it."""

import os
import socket
import struct
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_SYSTEM_SOCKET = "/run/mpd/socket"
_LOOPBACK = frozenset({"", "localhost", "127.0.0.1", "::1"})
_SERVER = "mpd"
"""It is in the name of its process, whatever some systems wrap it in."""
_CREDENTIALS = struct.Struct("3i")
"""Process, user and group, as Linux tells them of who listens at a socket."""


@dataclass(frozen=True, slots=True)
class Place:
    """A local socket: a path, or after an `@` a name that is in no folder."""

    path: str
    password: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """As the system wants it."""
        return f"\0{self.path[1:]}" if self.path.startswith("@") else self.path

    def exists(self) -> bool:
        """Whether there is such a socket, with somebody behind it or not."""
        with suppress(OSError):
            return self.path.startswith("@") or Path(self.path).is_socket()
        return False


@dataclass(frozen=True, slots=True)
class _Host:
    """What MPD_HOST says: `password@where`, both of which may be missing."""

    where: str
    password: str = field(repr=False)

    @property
    def local(self) -> bool:
        return self.where.startswith(("/", "@"))


def places(env: Mapping[str, str]) -> tuple[Place, ...]:
    """Where to look, best first. A socket that MPD_HOST names is the only one, as for all clients.

    A network address in it is passed over, and the usual sockets are looked at.
    """
    host = _host(env)
    if host.local:
        return (Place(host.where, host.password),)
    password = host.password if host.where in _LOOPBACK else ""
    runtime = env.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    return (Place(f"{runtime}/mpd/socket", password), Place(_SYSTEM_SOCKET, password))


def on_another_computer(env: Mapping[str, str]) -> bool:
    """Whether MPD_HOST names one, which is never connected to."""
    host = _host(env)
    return not host.local and host.where not in _LOOPBACK


def port(env: Mapping[str, str]) -> int:
    """The port where an MPD of this computer would be, if it has no local socket."""
    with suppress(ValueError):
        return int(env.get("MPD_PORT", ""))
    return 6600


def listener(place: Place) -> int | None:
    """The process that made the socket, or None if nobody listens there.

    It is 0 where it cannot be seen, and may be systemd in the name of an MPD that it started.
    Raises BlockingIOError where who listens takes no more callers, as one that hangs.
    """
    with socket.socket(socket.AF_UNIX) as probe:
        probe.setblocking(False)
        try:
            probe.connect(place.address)
            told = probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        except BlockingIOError:
            raise
        except OSError:
            return None
    return int(_CREDENTIALS.unpack(told)[0])


def plays_there(process: int) -> bool:
    """Whether this is the MPD itself: not systemd, whose children all programs are."""
    return _SERVER in _program(process)


def runs() -> bool:
    """Whether any MPD runs on this computer.

    Without a look at that, a call at a socket which systemd keeps for MPD would start it, and it
    may begin to play.
    """
    with suppress(OSError):
        processes = (folder.name for folder in Path("/proc").iterdir())
        return any(plays_there(int(name)) for name in processes if name.isdecimal())
    return False


def _host(env: Mapping[str, str]) -> _Host:
    host = env.get("MPD_HOST", "").strip()
    password, at, where = host.partition("@")
    # An @ at the beginning belongs to the socket's name.
    return _Host(where, password) if at and password else _Host(host, "")


def _program(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/comm").read_text(errors="replace").strip()
    return ""

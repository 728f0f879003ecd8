"""Where an MPD is looked for: where its clients look, as far as no network is needed for it."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from voice.players.processes import processes, program

_SYSTEM_SOCKET = "/run/mpd/socket"
_LOOPBACK = frozenset({"", "localhost", "127.0.0.1", "::1"})
_SERVER = "mpd"
"""It is in the name of its process, whatever some systems wrap it in."""


@dataclass(frozen=True, slots=True)
class Place:
    """A local socket: a path, or after an `@` a name that is in no folder."""

    path: str
    password: str = field(default="", repr=False)

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


def plays_there(process: int) -> bool:
    """Whether this is the MPD itself: not systemd, whose children all programs are."""
    return _SERVER in program(process)


def runs() -> bool:
    """Whether any MPD runs on this computer.

    Without a look at that, a call at a socket which systemd keeps for MPD would start it, and it
    may begin to play.
    """
    return any(map(plays_there, processes()))


def _host(env: Mapping[str, str]) -> _Host:
    host = env.get("MPD_HOST", "").strip()
    password, at, where = host.partition("@")
    # An @ at the beginning belongs to the socket's name.
    return _Host(where, password) if at and password else _Host(host, "")

"""Which mpvs of this user and this session can be steered at a socket of their own.

mpv makes one where its option `input-ipc-server` says so. That option may be in several files, on
the command line or set by a script; so the system is asked which mpv has a socket, and nothing is
connected to that is none.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from voice.players.bus import session_bus
from voice.players.processes import PROC, processes, program

_MPV = "mpv"
_LISTENS = 0x10000
_STREAM = "0001"


@dataclass(frozen=True, slots=True)
class MpvSocket:
    """Where an mpv listens: a path, or after an `@` a name that is in no folder."""

    path: str
    process: int


def listening() -> Mapping[str, str]:
    """All local sockets of this computer at which somebody listens: paths by their numbers."""
    found = {}
    with suppress(OSError):
        for line in (PROC / "net/unix").read_text(errors="surrogateescape").splitlines()[1:]:
            match line.split(maxsplit=7):
                case [_, _, _, flags, kind, _, number, path] if kind == _STREAM:
                    if int(flags, 16) & _LISTENS:
                        found[number] = path
    return found


def of_mpvs(sockets: Mapping[str, str]) -> Iterator[tuple[str, MpvSocket]]:
    """Those of them that are an mpv's of this user and session, by their numbers."""
    ours = session_bus(os.environ)
    for process in processes():
        if program(process) != _MPV:
            continue
        with suppress(OSError):  # another user's, or it has ended
            if session_bus(_environment(process)) == ours:
                for number in _open_sockets(process) & sockets.keys():
                    yield number, MpvSocket(_whole(sockets[number], process), process)


def _environment(process: int) -> Mapping[str, str]:
    """What it was started with. Raises OSError where it is not this user's."""
    folder = PROC / str(process)
    if folder.stat().st_uid != os.geteuid():
        raise PermissionError
    entries = (folder / "environ").read_text(errors="surrogateescape").split("\0")
    return {name: value for name, _, value in (entry.partition("=") for entry in entries)}


def _open_sockets(process: int) -> set[str]:
    links = set()
    for each in (PROC / str(process) / "fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            links.add(str(each.readlink()))
    return {link[len("socket:[") : -1] for link in links if link.startswith("socket:[")}


def _whole(path: str, process: int) -> str:
    if path.startswith(("/", "@")):
        return path
    return str((PROC / str(process) / "cwd").readlink() / path)

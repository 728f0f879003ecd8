"""Which mpvs of this user and this session can be steered at a socket of their own.

mpv makes one where its option `input-ipc-server` says so. That option may be in several files, on
the command line or set by a script; so the system is asked which mpv has a socket, and nothing is
connected to that is none.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from voice.players.bus import session_bus
from voice.players.processes import PROC, processes, program

_MPV = "mpv"
_LISTENS = 0x10000
_STREAM = b"0001"
_ROW = re.compile(
    rb"^\S+: [0-9A-F]{8} [0-9A-F]{8} (?P<flags>[0-9A-F]{8}) (?P<kind>[0-9A-F]{4}) [0-9A-F]{2}"
    rb" +(?P<number>\d+)(?: |$)",
    re.MULTILINE,
)
"""How a row begins. A path follows as it is, and may have spaces and line breaks at any place."""


@dataclass(frozen=True, slots=True)
class MpvSocket:
    """Where an mpv listens: a path, or after an `@` a name that is in no folder.

    A path may be longer than the address of a socket can be.
    """

    path: str
    process: int


def listening() -> Mapping[str, str]:
    """All local sockets of this computer at which somebody listens: paths by their numbers."""
    table = b""
    with suppress(OSError):
        table = (PROC / "net/unix").read_bytes()
    rows = tuple(_ROW.finditer(table))
    ends = (*(row.start() for row in rows[1:]), len(table))
    return {
        row["number"].decode(): os.fsdecode(path)
        for row, end in zip(rows, ends, strict=True)
        if row["kind"] == _STREAM and int(row["flags"], 16) & _LISTENS
        if (path := table[row.end() : end].removesuffix(b"\n"))
    }


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
    return str(PROC / str(process) / "cwd" / path)

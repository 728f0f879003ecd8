"""Which player a stream at the sound server belongs to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from voice.players.processes import PROC, program
from voice.players.streams import Stream

_GENERATIONS = 10
"""A browser's sound process is its grandchild at most."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a player."""

    owner: str
    process: int | None
    names: tuple[str, ...]


def owned(players: Sequence[Known], streams: Sequence[Stream]) -> Mapping[str, tuple[Stream, ...]]:
    """The streams of each player, by its owner.

    A stream belongs to the player whose process plays it, or else its nearest ancestor that is a
    player: a browser may have started another player. Only for a player that plays nothing so,
    names are compared: a remote control (mpDris2 for mpd) is another process, and in a sandbox
    processes have other numbers.
    """
    nearest = {stream: frozenset(_nearest(players, stream)) for stream in streams}
    of = {
        player.owner: tuple(stream for stream in streams if player in nearest[stream])
        for player in players
    }
    left = [stream for stream in streams if not nearest[stream]]
    for player in players:
        if not of[player.owner]:
            of[player.owner] = tuple(stream for stream in left if _by_name(player, stream))
    return of


def _nearest(players: Sequence[Known], stream: Stream) -> Sequence[Known]:
    """Several only where one process is several players."""
    for process in _with_ancestors(stream.process or 0):
        if found := [player for player in players if player.process == process]:
            return found
    return ()


def _by_name(player: Known, stream: Stream) -> bool:
    if player.process is not None and stream.process is not None:
        theirs = program(stream.process)
        if theirs and theirs == program(player.process):
            return False  # the same program once more: it would be on the bus by itself
    return any(
        _same(mine, theirs)
        for mine in map(_words, player.names)
        for theirs in map(_words, stream.names)
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.casefold()))


def _same(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)


def _with_ancestors(process: int) -> Iterator[int]:
    for _ in range(_GENERATIONS):
        if process <= 1:
            return
        yield process
        process = _parent(process)


def _parent(process: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        # The second field is the program's name in brackets, and may itself contain brackets.
        after = (PROC / str(process) / "stat").read_text(errors="replace").rpartition(")")[2]
        return int(after.split()[1])
    return 0

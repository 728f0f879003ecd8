"""Whether an MPD is reached at a local socket, or one is there that is not. Nobody is touched."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from voice.doctor.finding import Finding, Kind, advice, fine
from voice.players.bus import Unanswered
from voice.players.mpd_discovery import MpdDiscovery
from voice.players.mpd_place import on_another_computer, port
from voice.players.ownership import Known
from voice.players.player import Player, Status

_TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
_LISTENS = "0A"


@dataclass(frozen=True, slots=True)
class SeenMpd:
    """An MPD; `status` is None where it does not answer."""

    known: Known
    status: Status | None
    may_pause: bool


def see() -> tuple[SeenMpd, ...]:
    """Those at local sockets."""
    return asyncio.run(_seen())


def look(seen: Sequence[SeenMpd]) -> Iterator[Finding]:
    """Each that was seen, and what keeps others from being reached."""
    yield from map(_judged, seen)
    if on_another_computer(os.environ):
        yield advice(
            Kind.PLAYERS,
            "MPD_HOST names another computer, and Safeword opens no network connection: it does "
            "not pause that music.",
            "Play the music with an MPD of this computer, or pause it by hand at a stop.",
        )
    elif not seen and _at_a_port(port(os.environ)):
        yield advice(
            Kind.PLAYERS,
            "An MPD seems to be reached by a network port only, and Safeword opens no network "
            "connection: it does not pause that music.",
            "Give it a local socket, where it is found at once: for the system's MPD write "
            'bind_to_address "/run/mpd/socket" into /etc/mpd.conf; for one of your own, '
            'bind_to_address "FOLDER/mpd/socket" into its mpd.conf, with what `echo '
            "$XDG_RUNTIME_DIR` prints as FOLDER, and make the folder mpd there. Start it anew.",
        )


async def _seen() -> tuple[SeenMpd, ...]:
    discovery = MpdDiscovery(lambda: None, lambda _: None)
    try:
        return tuple(await asyncio.gather(*map(_asked, discovery.players.values())))
    finally:
        await discovery.close()


async def _asked(player: Player) -> SeenMpd:
    await player.identify()
    status = None
    with suppress(Unanswered):
        status = await player.status()
    known = Known(player.owner, player.process, player.names)
    return SeenMpd(known, status, await player.can_pause())


def _judged(seen: SeenMpd) -> Finding:
    if not seen.may_pause:
        return advice(
            Kind.PLAYERS,
            "An MPD does not let Safeword pause it: it wants a password.",
            "Set MPD_HOST=PASSWORD@SOCKET where Safeword is started, or write local_permissions "
            '"read,control" into its mpd.conf.',
        )
    if seen.status is None:
        return advice(
            Kind.PLAYERS,
            "An MPD does not answer.",
            "Start it anew: a stop could only silence it at the sound server.",
        )
    return fine(Kind.PLAYERS, f"MPD ({seen.status.lower()}) can be paused.")


def _at_a_port(number: int) -> bool:
    """Whether any program waits at it: told by the system, without a connection."""
    for table in _TABLES:
        with suppress(OSError):
            for line in Path(table).read_text(encoding="ascii").splitlines()[1:]:
                local, state = line.split()[1], line.split()[3]
                if state == _LISTENS and int(local.rpartition(":")[2], 16) == number:
                    return True
    return False

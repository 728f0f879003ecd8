"""Whether the bus is reached, which players are there, and what else plays. Nobody is touched."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voice.audio.sound_server import connect
from voice.doctor import mpd
from voice.doctor.discretion import discreet
from voice.doctor.finding import Finding, Kind, advice, fine
from voice.doctor.wanted import Wanted
from voice.players.bus import NoBus, Unanswered
from voice.players.discovery import Discovery
from voice.players.mpris_player import MprisPlayer
from voice.players.mpv_discovery import MpvDiscovery
from voice.players.ownership import Known, owned
from voice.players.player import Player, Status
from voice.players.streams import Stream, streams_at


@dataclass(frozen=True, slots=True)
class Seen:
    """A player; `status` is None where it does not answer."""

    known: Known
    name: str
    """What it calls itself on the bus: what it tells people may hold the title of what plays."""
    status: Status | None
    can_pause: bool


def look(wanted: Wanted) -> Iterator[Finding]:
    """The players first, then the programs that no player owns."""
    mpds = mpd.see()
    problem, seen, mpvs = asyncio.run(_seen())
    if problem is not None:
        local = " and ".join(["MPD"] * bool(mpds) + ["mpv"] * bool(mpvs))
        others = f" but {local}" if local else ""
        yield advice(Kind.PLAYERS, f"No player{others} can be reached.", str(problem))
    elif not seen and not mpds and not mpvs:
        yield advice(
            Kind.PLAYERS,
            "The session bus is there, and no player is on it.",
            "Start your music in MPD, or a player that the media keys of your desktop reach.",
        )
    for each in (*seen, *mpvs):
        yield _judged(each, wanted)
    yield from mpd.look(mpds)
    known = [each.known for each in (*seen, *mpvs)] + [each.known for each in mpds]
    for stream in _strays(known):
        name = discreet(stream.names[0], wanted.agreement) if stream.names else "a program"
        yield advice(
            Kind.PLAYERS,
            f"{name} plays, and no player owns that"
            f"{'; it may be a call, so it is left alone' if stream.conversation else ''}.",
            f"A stop can only silence it at the sound server. {_instead(stream)}",
        )


async def _seen() -> tuple[NoBus | None, Sequence[Seen], Sequence[Seen]]:
    """Why there is no bus, the players on it, and the mpvs beside it that have a socket."""
    problem: NoBus | None = None
    seen: Sequence[Seen] = ()
    try:
        seen = await _seen_on_the_bus()
    except NoBus as no_bus:
        problem = no_bus
    on_the_bus = {each.known.process for each in seen}
    mpvs = MpvDiscovery(_ignore, lambda _: None, lambda process: process in on_the_bus)
    try:
        mpvs.look()
        return (
            problem,
            seen,
            await asyncio.gather(*[_asked(each) for each in mpvs.players.values()]),
        )
    finally:
        await mpvs.close()


async def _seen_on_the_bus() -> Sequence[Seen]:
    """Raises `NoBus`."""
    discovery = await Discovery.open(_ignore, lambda _: None)
    try:
        players = [
            MprisPlayer(discovery.bus, owner, found.name, found.process)
            for owner, found in discovery.players.items()
        ]
        return await asyncio.gather(*map(_asked, players))
    finally:
        await discovery.close()


def _ignore() -> None:
    """One look is enough, whoever comes meanwhile."""


async def _asked(player: Player) -> Seen:
    await player.identify()
    known = Known(player.owner, player.process, player.names)
    name = player.short_name.partition(".")[0]
    try:
        return Seen(known, name, await player.status(), await player.can_pause())
    except Unanswered:
        return Seen(known, name, None, can_pause=False)


def _judged(seen: Seen, wanted: Wanted) -> Finding:
    name = discreet(seen.name, wanted.agreement)
    if seen.status is None:
        return advice(
            Kind.PLAYERS,
            f"The player {name} does not answer.",
            "Start it anew: a stop could only silence it at the sound server.",
        )
    if not seen.can_pause:
        return advice(
            Kind.PLAYERS,
            f"The player {name} ({seen.status.lower()}) says that it cannot be paused.",
            "A stop tells it to stop, or silences it at the sound server; take another player, or "
            "something that is no live broadcast.",
        )
    return fine(Kind.PLAYERS, f"The player {name} ({seen.status.lower()}) can be paused.")


def _instead(stream: Stream) -> str:
    if any(name.casefold() == "mpv" for name in stream.names):
        return "Install mpv's plug-in mpv-mpris, or start mpv with --input-ipc-server=SOCKET."
    return "For music, take MPD, or a player that the media keys of your desktop reach."


def _strays(players: Sequence[Known]) -> Iterator[Stream]:
    pulse = connect()
    if pulse is None:
        return
    with pulse:
        streams = streams_at(pulse)
    of_players = owned(players, streams)
    theirs = {stream.index for mine in of_players.values() for stream in mine}
    yield from (
        each for each in streams if each.index not in theirs and each.playing and not each.silent
    )

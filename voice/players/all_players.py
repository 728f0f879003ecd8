"""The one owner of what is wanted of the music: it has every player kept at that."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from intents.messages import OutOfReach, PausePlayers, Restore, ResumePlayers
from intents.state import Music
from voice.players.bus import NoBus
from voice.players.discovery import Discovery
from voice.players.keeper import Keeper, Outcome
from voice.players.local_players import LocalPlayers
from voice.players.lowering import Lowering
from voice.players.memory import Kept, Memory
from voice.players.mpris_player import MprisPlayer
from voice.players.mpv_player import MpvPlayer
from voice.players.ownership import Known, owned
from voice.players.player import Player
from voice.players.players import Late, News, Order, PlayerState, Report
from voice.players.reach import Lasting
from voice.players.remotes import is_remote_of_mpd
from voice.players.strays import Strays
from voice.players.streams import SoundServer, Stream

REPORT_SECONDS = 2.8
"""What is not done by then is reported as refused. A player gets two orders to pause and one to
stop by then; a slow one is given time for the first."""
AGAIN_SECONDS = 1.0
"""Between two tries to get on a bus, or to have done what the sound server did not answer."""
FIRST_LOOK_SECONDS = 0.5
"""At the start, so long is waited for what players and the sound server say of themselves."""
REACH_SECONDS = 0.4
"""Between two looks at what may have lasted by now."""
CLOSE_SECONDS = 0.6
"""At the end, so long is waited for what was ordered, and for volumes to be given back."""


class AllPlayers:
    """Lives on one event loop. Players are remembered for as long as they are on their bus or at
    their socket."""

    def __init__(self, hear: Callable[[News], None]) -> None:
        """`hear` is told what happens beside the orders. Made on a running loop."""
        self.problem: NoBus | None = None
        """Why there is no bus, if there is none."""
        self._hear = hear
        self._ordered = Music.LOUD
        self._held = False
        self._unreported: set[str] = set()
        """Owners of what was paused though nobody had ordered that: by a hold, ours or another's.
        """
        self._discovery: Discovery | None = None
        self._bus_id = ""
        self._keepers: dict[str, Keeper] = {}
        self._streams: tuple[Stream, ...] = ()
        self._owned: dict[str, tuple[Stream, ...]] = {}
        self._heard_streams = asyncio.Event()
        self._server = SoundServer(self._streams_changed)
        self._strays = Strays(self._server)
        self._lasting = Lasting()
        self._told: OutOfReach | None = None
        self._again: asyncio.TimerHandle | None = None
        self._trying: asyncio.TimerHandle | None = None
        self._closing = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._tried = asyncio.Event()
        self._staying = asyncio.ensure_future(self._stay_on_the_bus())
        self._local = LocalPlayers(self._meet_local, self._changed, self._is_process_on_the_bus)
        self._meet_local()

    async def look_around(self) -> None:
        """Return when it is known what there is, or will not be known soon."""
        await self._tried.wait()
        self._local.look()
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_LOOK_SECONDS):
                await self._heard_streams.wait()
                while not all(keeper.known for keeper in self._keepers.values()):
                    await asyncio.sleep(0.01)
        self._match()
        self._tell_reach()

    @property
    def states(self) -> tuple[PlayerState, ...]:
        """What each player does, as last seen."""
        return tuple(
            PlayerState(keeper.player.name, keeper.doing)
            for keeper in tuple(self._keepers.values())
            if keeper.known
        )

    @property
    def memory(self) -> Memory:
        """See `Players.memory`."""
        kept = {owner: keeper.kept for owner, keeper in tuple(self._keepers.items())}
        done = tuple((owner, each) for owner, each in kept.items() if each != Kept())
        return Memory(self._bus_id, done, self._strays.muted)

    def remember(self, memory: Memory) -> None:
        """See `Players.remember`. What is gone meanwhile is forgotten."""
        same = memory.bus == self._bus_id
        done = {owner: kept for owner, kept in memory.players if same or not _is_on_a_bus(owner)}
        for owner, keeper in self._keepers.items():
            keeper.remember(keeper.kept.and_also(done.get(owner, Kept())))
        self._strays.take(memory.strays)
        self._unreported.update(owner for owner, kept in done.items() if kept.halted is not None)
        if self._ordered is Music.PAUSED and (obeyed := self._report_held()):
            self._hear(Late(Music.PAUSED, Report(obeyed)))

    async def hold(self) -> None:
        """See `Players.hold`."""
        self._held = True
        before = self._halted()
        await self._bring()
        if self._held and self._ordered is not Music.PAUSED:
            self._unreported |= self._halted() - before

    def release(self) -> None:
        """See `Players.release`."""
        self._held = False
        if self._wanted is Music.PAUSED:
            return
        self._unreported.clear()
        for keeper in self._keepers.values():
            keeper.want(Music.LOUD)  # what was halted is to play, softly if that is wanted
            keeper.want(self._wanted_of(keeper))
        self._begin(self._keep_strays())

    def let_go(self) -> None:
        """See `Players.let_go`."""
        self._ordered, self._held = Music.LOUD, False
        self._unreported.clear()
        for keeper in self._keepers.values():
            keeper.let_go()
        self._strays.forget()

    async def order(self, order: Order) -> Report:
        """See `Players.order`."""
        wanted = _wanted(self._ordered, order)
        if wanted is None:
            return Report()
        self._ordered = wanted
        report = await self._bring()
        if wanted is Music.PAUSED:  # what a hold had paused before is what this order keeps off
            held = tuple(name for name in self._report_held() if name not in report.obeyed)
            report = replace(report, obeyed=report.obeyed + held)
        return report

    def _halted(self) -> set[str]:
        return {o for o, keeper in self._keepers.items() if keeper.kept.halted is not None}

    def _report_held(self) -> tuple[str, ...]:
        """Names of those that a hold paused and that are silent, once."""
        held = self._unreported & self._halted()
        self._unreported.clear()
        return tuple(self._keepers[owner].player.name for owner in sorted(held))

    @property
    def _wanted(self) -> Music:
        return Music.PAUSED if self._held else self._ordered

    async def _bring(self) -> Report:
        answers = {
            keeper: keeper.want(self._wanted_of(keeper)) for keeper in self._keepers.values()
        }
        strays = asyncio.ensure_future(self._bring_strays())
        waited: list[asyncio.Future[Any]] = [strays, *answers.values()]
        await asyncio.wait(waited, timeout=REPORT_SECONDS)
        for keeper, answer in answers.items():
            if not answer.done():
                keeper.give_up()
        outcomes = [(keeper.player.name, answer.result()) for keeper, answer in answers.items()]
        return _report([*outcomes, *(strays.result() if strays.done() else ())])

    async def close(self, *, orderly: bool) -> None:
        """See `Players.close`."""
        self._closing = True
        self._server.stop_following()
        keepers = self._keepers.values()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                while self._wanted is Music.PAUSED and any(keeper.awaited for keeper in keepers):
                    await asyncio.sleep(0.01)
                while orderly and any(keeper.owing for keeper in keepers):
                    await asyncio.sleep(0.01)
                if orderly:
                    await asyncio.gather(self._strays.unmute(), *(k.leave() for k in keepers))
        await asyncio.gather(*(keeper.close() for keeper in keepers))
        await self._local.close()
        await _end(self._staying, *self._tasks)
        self._server.close()

    # ---- The bus. ----------------------------------------------------------------------------

    async def _stay_on_the_bus(self) -> None:
        while True:
            try:
                discovery = await Discovery.open(self._meet, self._changed)
                await self._use(discovery)
            except NoBus as problem:
                self.problem = problem
            except Exception:
                # Whatever it was: without this task nobody would be met any more.
                self.problem = NoBus("The D-Bus session bus could not be used.")
            self._tried.set()
            self._match()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _use(self, discovery: Discovery) -> None:
        """Until it is lost."""
        self._discovery, self.problem = discovery, None
        if discovery.bus_id != self._bus_id:  # there the same names are others'
            self._bus_id = discovery.bus_id
            for owner in self._on_the_bus():
                self._forget(owner)
        self._meet()
        for owner in self._on_the_bus():
            keeper = self._keepers[owner]
            if isinstance(keeper.player, MprisPlayer):
                keeper.player.reconnect(discovery.bus)
            keeper.stir()
        self._tried.set()
        try:
            await discovery.lost()
        finally:
            self._discovery = None
            self.problem = NoBus("The D-Bus session bus is gone.")
            await discovery.close()

    def _meet(self) -> None:
        """Keep those who are on the bus, and only them."""
        discovery = self._discovery
        if discovery is None:
            return
        for owner, found in discovery.players.items():
            if owner not in self._keepers:
                self._keep(MprisPlayer(discovery.bus, owner, found.name, found.process))
        for gone in self._on_the_bus() - discovery.players.keys():
            self._forget(gone)
        self._local.look()
        self._match()

    def _on_the_bus(self) -> set[str]:
        return set(filter(_is_on_a_bus, self._keepers))

    def _is_process_on_the_bus(self, process: int) -> bool:
        return any(self._keepers[owner].player.process == process for owner in self._on_the_bus())

    # ---- Local sockets. ----------------------------------------------------------------------

    def _meet_local(self) -> None:
        """Keep those who are there, and only them."""
        players = self._local.players
        for owner, player in players.items():
            if owner not in self._keepers:
                self._keep(player)
        for gone in self._keepers.keys() - self._on_the_bus() - players.keys():
            self._forget(gone)
        for keeper in self._keepers.values():
            if keeper.wanted is not self._wanted_of(keeper):
                keeper.want(self._wanted_of(keeper))
        self._match()

    def _wanted_of(self, keeper: Keeper) -> Music:
        """A remote control of an MPD that is kept itself only pauses it, too: its volume is the
        same one, and would be turned down twice.
        """
        soft = self._wanted is Music.SOFT
        if soft and self._local.has_mpd and is_remote_of_mpd(keeper.player):
            return Music.LOUD
        return self._wanted

    # ---- All of them. ------------------------------------------------------------------------

    def _keep(self, player: Player) -> None:
        lowering = Lowering(player, self._server, partial(self._streams_of, player.owner))
        keeper = Keeper(player, lowering, self._wanted, late=self._late, known=self._match)
        self._keepers[player.owner] = keeper
        keeper.wanted = self._wanted_of(keeper)
        keeper.stir()

    def _streams_of(self, owner: str) -> tuple[Stream, ...]:
        return self._owned.get(owner, ())

    def _forget(self, owner: str) -> None:
        keeper = self._keepers.pop(owner)
        if (heir := self._same_process(keeper.player)) is not None:
            heir.remember(heir.kept.and_also(keeper.kept))
            keeper.let_go()
            self._begin(keeper.close())
            return
        self._strays.take(keeper.lowering.part())
        if keeper.lowering.unmuting:
            self._begin(self._keep_strays())
        if self._wanted is Music.PAUSED and not keeper.halted:
            keeper.give_up()  # nobody can tell whether it is silent
        self._begin(keeper.leave())

    def _same_process(self, player: Player) -> Keeper | None:
        """Who steers an mpv that was met at its socket before it was on the bus."""
        if not isinstance(player, MpvPlayer):
            return None
        same = (k for k in self._keepers.values() if k.player.process == player.process)
        return next(same, None)

    def _changed(self, owner: str) -> None:
        if owner in self._keepers:
            self._keepers[owner].stir()

    def _late(self, keeper: Keeper, wanted: Music, outcome: Outcome) -> None:
        self._hear(Late(wanted, _report([(keeper.player.name, outcome)])))

    # ---- The sound server. -------------------------------------------------------------------

    def _streams_changed(self, streams: tuple[Stream, ...]) -> None:
        self._streams = streams
        self._heard_streams.set()
        self._match()

    def _match(self) -> None:
        """Find out anew whose stream is whose, and what that changes."""
        players = [
            Known(owner, keeper.player.process, keeper.player.names)
            for owner, keeper in self._keepers.items()
        ]
        before, self._owned = self._owned, dict(owned(players, self._streams))
        for owner, streams in self._owned.items():
            for stream in streams:
                if self._strays.hand_over(stream):
                    self._keepers[owner].lowering.adopt(stream)
            if streams != before.get(owner, ()):
                self._keepers[owner].stir()
        if not all(keeper.known for keeper in self._keepers.values()):
            return  # what seems to have no player may be theirs; it will not be long
        theirs = {stream.index for streams in self._owned.values() for stream in streams}
        self._strays.become([each for each in self._streams if each.index not in theirs])
        self._see_strays()
        if self._wanted is Music.PAUSED and self._strays.playing and not self._closing:
            self._begin(self._keep_strays())
        if self._told is not None:
            self._tell_reach()

    async def _bring_strays(self, *, late: bool = False) -> list[tuple[str, Outcome]]:
        done: Iterable[tuple[str, bool]] = ()
        if self._wanted is Music.PAUSED:
            done = await self._strays.mute(anew=not late)
        else:
            await self._strays.unmute()
        if self._strays.unsettled and self._trying is None:
            self._trying = asyncio.get_running_loop().call_later(AGAIN_SECONDS, self._try_again)
        return [(name, Outcome.MUTED if muted else Outcome.REFUSED) for name, muted in done]

    async def _keep_strays(self) -> None:
        outcomes = await self._bring_strays(late=True)
        if outcomes:
            self._hear(Late(Music.PAUSED, _report(outcomes)))

    def _try_again(self) -> None:
        self._trying = None
        if self._strays.unsettled and not self._closing:
            self._begin(self._keep_strays())

    def _see_strays(self) -> None:
        names = {stream.name for stream in self._strays.playing}
        # What is there at the start may have been there for long.
        self._lasting.see(names, self._now(), at_once=self._told is None)

    def _tell_reach(self) -> None:
        """Tell what is out of reach, if that is different from what was told."""
        if self._lasting.pending(self._now()) and self._again is None:
            self._again = asyncio.get_running_loop().call_later(REACH_SECONDS, self._look_again)
        lasting = self._lasting.names(self._now())
        calls = {stream.name for stream in self._strays.calls}
        told = OutOfReach(self._reaches, lasting, tuple(n for n in lasting if n in calls))
        if told != self._told:
            self._told = told
            self._hear(told)

    @property
    def _reaches(self) -> bool:
        """There is a bus; or there is none, nobody was met on one, and there is a local player."""
        local_only = bool(self._local.players) and not self._on_the_bus()
        return self._discovery is not None or local_only

    def _look_again(self) -> None:
        self._again = None
        self._see_strays()
        self._tell_reach()

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _wanted(before: Music, order: Order) -> Music | None:
    """Only what belongs together undoes each other; what comes at a wrong time does nothing."""
    match order:
        case PausePlayers():
            return Music.PAUSED
        case ResumePlayers():
            return Music.LOUD if before is Music.PAUSED else None
        case Restore():
            return Music.LOUD if before is Music.SOFT else None
        case _:
            return None if before is Music.PAUSED else Music.SOFT


def _is_on_a_bus(owner: str) -> bool:
    return owner.startswith(":")


def _report(outcomes: Iterable[tuple[str, Outcome]]) -> Report:
    by: dict[Outcome, tuple[str, ...]] = {}
    for name, outcome in outcomes:
        by[outcome] = (*by.get(outcome, ()), name)
    stopped, muted = by.get(Outcome.STOPPED, ()), by.get(Outcome.MUTED, ())
    return Report(
        by.get(Outcome.OBEYED, ()) + stopped + muted, by.get(Outcome.REFUSED, ()), stopped, muted
    )


async def _end(*tasks: "asyncio.Task[None]") -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)

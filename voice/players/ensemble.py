"""All players of the bus at once, on an event loop, and which order goes before which."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress

from voice.players.bus import NoBus, Unanswered
from voice.players.player import Outcome, Player
from voice.players.players import Report
from voice.players.roster import Roster

ORDER_SECONDS = 0.9

_Order = Callable[[Player], Awaitable[Outcome]]


class Ensemble:
    """Pausing comes first: it breaks off every gentler order, and none begins while it lasts.

    The gentler orders go one after another. Each order is over within ORDER_SECONDS of being
    given; a player that has not obeyed by then has refused.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._connecting = asyncio.Lock()
        self._turn = asyncio.Lock()
        self._gentle: set[asyncio.Task[Report]] = set()
        self._pauses: set[asyncio.Task[Report]] = set()

    @property
    def connected(self) -> bool:
        """Whether the bus is still there. Every order tries to get back on it."""
        return self._roster.connected

    async def names(self) -> tuple[str, ...]:
        """The players there are now."""
        players = await self._present()
        await asyncio.gather(*(player.identify() for player in players))
        return tuple(player.name for player in players)

    async def pause(self) -> Report:
        """See `Players.pause`."""
        pausing = asyncio.create_task(self._pause(self._deadline()))
        self._pauses.add(pausing)
        pausing.add_done_callback(self._pauses.discard)
        return await pausing

    async def resume(self) -> Report:
        """See `Players.resume`."""
        return await self._gently(Player.resume)

    async def soften(self) -> Report:
        """See `Players.soften`."""
        return await self._gently(Player.soften)

    async def restore(self) -> Report:
        """See `Players.restore`."""
        return await self._gently(Player.restore)

    async def close(self) -> None:
        """End what goes on, give the volumes back, leave the bus."""
        deadline = self._deadline()
        await self._break_off()
        if self._pauses:
            await asyncio.wait(self._pauses)
        async with self._connecting:
            if self._roster.connected:
                await self._all(Player.give_volume_back, self._roster.players, deadline)
            await self._roster.close()

    async def _pause(self, deadline: float) -> Report:
        await self._break_off()
        return await self._all(Player.pause, await self._present(), deadline)

    async def _break_off(self) -> None:
        for order in self._gentle:
            order.cancel()
        if self._gentle:
            await asyncio.wait(self._gentle)

    async def _gently(self, order: _Order) -> Report:
        if self._pauses:
            return Report()
        task = asyncio.create_task(self._in_turn(order, self._deadline()))
        self._gentle.add(task)
        task.add_done_callback(self._gentle.discard)
        await asyncio.wait([task])
        return Report() if task.cancelled() else task.result()

    async def _in_turn(self, order: _Order, deadline: float) -> Report:
        async with self._turn:
            return await self._all(order, await self._present(), deadline)

    async def _present(self) -> Collection[Player]:
        async with self._connecting:
            if not self._roster.connected:
                # Without a bus those last known are left, and are told to have refused.
                with suppress(NoBus):
                    self._roster = await Roster.open()
        return self._roster.players

    async def _all(self, order: _Order, players: Collection[Player], deadline: float) -> Report:
        outcomes = await asyncio.gather(*(_one(order, player, deadline) for player in players))
        told = list(zip(players, outcomes, strict=True))
        return Report(
            tuple(player.name for player, outcome in told if outcome is Outcome.OBEYED),
            tuple(player.name for player, outcome in told if outcome is Outcome.REFUSED),
        )

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + ORDER_SECONDS


async def _one(order: _Order, player: Player, deadline: float) -> Outcome:
    outcome, _ = await asyncio.gather(_within(deadline, order(player)), player.identify())
    return outcome


async def _within(deadline: float, outcome: Awaitable[Outcome]) -> Outcome:
    try:
        async with asyncio.timeout_at(deadline):
            return await outcome
    except (TimeoutError, Unanswered):
        return Outcome.REFUSED

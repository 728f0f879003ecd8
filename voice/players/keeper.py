"""Keeps one player at what is wanted of the music, and remembers what it did to it.

A player is a process of somebody else: it may be slow, refuse, toggle, hang or go at any moment,
and people use it with their hands meanwhile. So nothing is believed but what its status says.
"""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from enum import Enum, auto

from intents.state import Music
from voice.players.bus import CALL_SECONDS, Unanswered
from voice.players.lowering import Change, Lowering
from voice.players.memory import Kept
from voice.players.player import Order, Player, Status
from voice.players.players import Doing

SLOW_SECONDS = 1.8
"""So long an order may be on its way. The slowest players seen needed 1.5 s; telling one again
before that would start it, where its Pause toggles."""
AGAIN_SECONDS = 0.4
"""So long the second order may take, and the last one."""
MUTE_SECONDS = 0.3
"""A player that was not silent by then is silenced at the sound server meanwhile."""
LOOK_SECONDS = 1.0
"""Between two looks at a player that says nothing by itself."""
POLL_SECONDS = 0.02
"""Between two looks while an order is on its way."""

GRACE_SECONDS = 0.1
"""Before it plays again: an order to be low often follows, and is to come first."""

_HALTED = (Status.PAUSED, Status.STOPPED)


class Outcome(Enum):
    """What came of bringing one player to what is wanted."""

    OBEYED = auto()
    STOPPED = auto()
    """It did not pause, and was told to stop: it has lost its place."""
    MUTED = auto()
    """It plays on and is silenced at the sound server."""
    REFUSED = auto()
    UNCONCERNED = auto()
    """There was nothing to do."""


class Keeper:
    """One step at a time brings the player nearer; a new order breaks off the step before it.

    What is on its way to the player and what is to be undone outlives the step.
    """

    def __init__(
        self,
        player: Player,
        lowering: Lowering,
        wanted: Music,
        *,
        late: Callable[["Keeper", Music, Outcome], None],
        known: Callable[[], None],
    ) -> None:
        """`late` is told what was done that nobody had just ordered.

        `known` is called when it was asked what it is, which its streams are found by.
        """
        self.player = player
        self.lowering = lowering
        self.wanted = wanted
        self.known = False
        """Whether it was asked what it is."""
        self._late = late
        self._tell_known = known
        self._status: Status | None = None
        self._last_status: Status | None = None
        """As it was when it last answered."""
        self._halted: Music | None = None
        """What we halted it for, if we did: soft or paused."""
        self._by_stop = False
        """We halted it by Stop."""
        self._owed = False
        """It was ordered to let it play again what we halted."""
        self._fresh = False
        """An order was given, and no step has begun since."""
        self._sent: tuple[Order, float] | None = None
        """The last order that is not yet seen to have taken effect, and when it was given."""
        self._told_blindly = False
        self._last = Outcome.UNCONCERNED
        self._answer: asyncio.Future[Outcome] | None = None
        self._stirred = asyncio.Event()
        self._step: asyncio.Task[Outcome] | None = None
        self._naming = asyncio.ensure_future(self._learn())
        self._keeping = asyncio.ensure_future(self._keep())

    @property
    def doing(self) -> Doing:
        """What the player does, as last seen."""
        if self.lowering.muted:
            return Doing.HELD
        if self._status is None or self._last is Outcome.REFUSED:
            return Doing.REFUSES
        if self._status is Status.PLAYING:
            return Doing.LOW if self.lowering.low else Doing.PLAYING
        return Doing.PAUSED if self._halted is None else Doing.HELD

    @property
    def halted(self) -> bool:
        """Whether it was last seen silent."""
        return self._status in _HALTED

    @property
    def awaited(self) -> bool:
        """Whether an order has not been answered yet."""
        return self._answer is not None and not self._answer.done()

    @property
    def owing(self) -> bool:
        """Whether it is to be let play again, and that is not done yet."""
        return self._owed

    def want(self, music: Music) -> "asyncio.Future[Outcome]":
        """What is wanted from now on, and what comes of it for whom ordered it."""
        same = music is self.wanted
        if self._answer is None or not (same and self.awaited):
            self._reply(Outcome.UNCONCERNED)
            self._answer = asyncio.get_running_loop().create_future()
        self._fresh = True
        self.wanted = music
        if music is Music.PAUSED:
            self._owed = False
            self._halted = self._halted and Music.PAUSED
        elif music is Music.LOUD:
            self._owed = self._halted is not None
        if not same and self._step is not None:
            self._step.cancel()
        self._stirred.set()
        return self._answer

    @property
    def kept(self) -> Kept:
        """What was done to the player."""
        return Kept(self._halted, self._by_stop, self.lowering.lowered)

    def remember(self, kept: Kept) -> None:
        """Exactly this was done to it, by whomever."""
        self._halted, self._by_stop = kept.halted, kept.by_stop
        if self.wanted is Music.PAUSED:
            self._halted = self._halted and Music.PAUSED
        self.lowering.remember(kept.lowered)

    def let_go(self) -> None:
        """Nothing is wanted of it any more, and nothing to be undone."""
        if self._step is not None:
            self._step.cancel()
        self._reply(Outcome.UNCONCERNED)
        self.wanted = Music.LOUD
        self._owed = False
        self.remember(Kept())

    def stir(self) -> None:
        """Something about the player may be different: look at it."""
        self._stirred.set()

    def give_up(self) -> None:
        """Whoever ordered waits no longer: until now it has refused."""
        if self._reply(Outcome.REFUSED):
            self._last = Outcome.REFUSED

    async def close(self) -> None:
        """Leave the player alone from now on."""
        self._reply(Outcome.UNCONCERNED)
        tasks = [task for task in (self._keeping, self._naming, self._step) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    async def leave(self) -> None:
        """At an orderly end: as it was found, but that what is paused stays paused."""
        await self.close()
        await self.lowering.unmute()
        await self.lowering.undo()

    # ---- The one task. -----------------------------------------------------------------------

    async def _keep(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._stirred.wait()
            self._stirred.clear()
            wanted = self.wanted
            self._step = asyncio.ensure_future(self._bring())
            await asyncio.wait({self._step})
            step, self._step = self._step, None
            if step.cancelled() or self.wanted is not wanted:
                continue  # who ordered meanwhile is not answered with what came of something else
            # Whatever went wrong in it, the player was not brought where it should be.
            self._came_of_it(Outcome.REFUSED if step.exception() else step.result())

    def _came_of_it(self, outcome: Outcome) -> None:
        last, self._last = self._last, outcome
        if self._reply(outcome) or outcome is Outcome.UNCONCERNED:
            return
        if outcome is last and outcome in (Outcome.REFUSED, Outcome.MUTED):
            return  # it goes on as it did
        self._late(self, self.wanted, outcome)

    def _reply(self, outcome: Outcome) -> bool:
        if self._answer is None or self._answer.done():
            return False
        self._answer.set_result(outcome)
        return True

    async def _bring(self) -> Outcome:
        fresh, self._fresh = self._fresh, False
        if self._naming.done() and not self.player.identified:
            # Beside all else: one that hangs there may pause none the less.
            self._naming = asyncio.ensure_future(self._learn())
        match self.wanted:
            case Music.PAUSED:
                return await self._pause(fresh=fresh)
            case Music.SOFT:
                return await self._soften(fresh=fresh)
            case _:
                return await self._release(fresh=fresh)

    async def _learn(self) -> None:
        await self.player.identify()
        self.known = True
        self._tell_known()

    # ---- What is wanted. ---------------------------------------------------------------------

    async def _pause(self, *, fresh: bool) -> Outcome:
        """Pause it if it plays, make sure, then give it its volume back."""
        status = await self._look() or await self._knock()
        if status is None:
            if self._last_status in _HALTED and not fresh:
                return Outcome.UNCONCERNED
            await self.lowering.mute()
            return Outcome.MUTED if self.lowering.muted else Outcome.REFUSED
        held_back = False
        if status is not Status.PLAYING and self._on_its_way(Order.PLAY):
            held_back = True
            await self._comes_to((Status.PLAYING,), self._rest(), mute=True)
            status = self._status
        outcome = Outcome.OBEYED if held_back else Outcome.UNCONCERNED
        if status is Status.PLAYING:
            outcome = await self._halt(Music.PAUSED)
        if outcome not in (Outcome.REFUSED, Outcome.MUTED):
            await self.lowering.unmute()
            await self.lowering.undo()
        return outcome

    async def _soften(self, *, fresh: bool) -> Outcome:
        """Lower it if it plays, or pause it if it cannot be lowered."""
        # Its streams are known by its process.
        await asyncio.wait({self._naming}, timeout=CALL_SECONDS)
        status = await self._arrived()
        if self._owed:
            outcome = await self._let_play(softly=True)
            if outcome is not Outcome.UNCONCERNED:
                return outcome
            status = self._status
        if status is None:
            return Outcome.REFUSED
        if status is not Status.PLAYING:
            await self.lowering.unmute()
            return Outcome.UNCONCERNED
        if not fresh and not self.lowering.low:
            await self.lowering.find_streams()
        change = await self.lowering.lower(again=fresh)
        if change is Change.FAILED:
            return await self._halt(Music.SOFT)
        self._halted = None
        await self.lowering.unmute()
        return Outcome.OBEYED if change is Change.DONE else Outcome.UNCONCERNED

    async def _release(self, *, fresh: bool) -> Outcome:
        """Undo all that was done to it, except for what somebody else changed meanwhile."""
        await self._look()
        if not (fresh or self._owed or self.lowering.owing):
            return Outcome.UNCONCERNED
        await self.lowering.unmute()
        change = await self.lowering.undo()
        outcome = Outcome.UNCONCERNED
        if self._owed:
            await asyncio.sleep(GRACE_SECONDS)
            outcome = await self._let_play(softly=False)
        if Change.FAILED is change:
            return Outcome.REFUSED
        if change is Change.DONE and outcome is Outcome.UNCONCERNED:
            return Outcome.OBEYED
        return outcome

    # ---- Steps. ------------------------------------------------------------------------------

    async def _halt(self, wanted: Music) -> Outcome:
        """Tell a player that plays to pause, again if it does not, and at last to stop."""
        mute = wanted is Music.PAUSED
        # People were asked to do by hand what it refused: if it is silent now, that was not us.
        claim = self._last not in (Outcome.REFUSED, Outcome.MUTED)
        self._by_stop = False
        self._halted = wanted if self._on_its_way(Order.PAUSE) else None
        if await self._give(Order.PAUSE, wanted):
            if not await self.player.can_pause():  # then it does nothing
                await self._comes_to(_HALTED, AGAIN_SECONDS, mute=mute)
            elif not await self._comes_to(_HALTED, self._rest(), mute=mute):
                await self._give(Order.PAUSE, wanted)
                await self._comes_to(_HALTED, AGAIN_SECONDS, mute=mute)
        if self._status in _HALTED:
            ours = self._halted is wanted
            self._halted = wanted if ours and claim else None
            return Outcome.OBEYED if ours else Outcome.UNCONCERNED
        self._by_stop = True
        await self._give(Order.STOP, wanted)
        stopped = await self._comes_to(_HALTED, AGAIN_SECONDS, mute=mute)
        self._halted = wanted if stopped and claim else None
        if stopped:
            return Outcome.STOPPED
        return Outcome.MUTED if self.lowering.muted else Outcome.REFUSED

    async def _let_play(self, *, softly: bool) -> Outcome:
        """Let it play if we halted it and it is halted still; then forget that."""
        status = await self._arrived()
        ours = _HALTED if self._by_stop else (Status.PAUSED,)
        outcome = Outcome.UNCONCERNED
        if self._halted is not None and status in ours:
            if softly and await self.lowering.lower(again=True) is Change.FAILED:
                self._owed = False
                self._halted = Music.SOFT
                return outcome
            await self.lowering.unmute()
            await self._give(Order.PLAY, None)
            playing = await self._comes_to((Status.PLAYING,), self._rest(), mute=False)
            outcome = Outcome.OBEYED if playing else Outcome.REFUSED
        elif self._halted is not None and status is None:
            outcome = Outcome.REFUSED
        self._owed = False
        self._halted = None
        return outcome

    async def _knock(self) -> Status | None:
        """A player that does not say what it does is told to pause once, and may answer later.

        Not if it was silent when it last answered: many a player takes a needless Pause for Play.
        """
        if not self.player.connected:
            return None
        if not self._told_blindly and self._last_status not in _HALTED:
            self._told_blindly = True
            with suppress(Unanswered):
                await self.player.tell(Order.PAUSE)
                self._sent = (Order.PAUSE, self._now())
        await self._comes_to(tuple(Status), SLOW_SECONDS, mute=True)
        return self._status

    async def _give(self, order: Order, why: Music | None) -> bool:
        """Give an order that is not on its way already, unless it is needless by now.

        Whether it was needed. `why` is remembered with what halts the player.
        """
        wanted = (Status.PLAYING,) if order is Order.PLAY else _HALTED
        if self._on_its_way(order):
            return True
        # Right before, as many a player takes a needless Pause for Play.
        if await self._look() in wanted:
            return False
        self._sent = (order, self._now())
        if why is not None:
            self._halted = why
        with suppress(Unanswered):
            await self.player.tell(order)
        return True

    async def _arrived(self) -> Status | None:
        """Its status, when what was on its way to it has taken effect."""
        status = await self._look()
        if self._sent is not None and self._rest() > 0:
            going = (Status.PLAYING,) if self._sent[0] is Order.PLAY else _HALTED
            await self._comes_to(going, self._rest(), mute=False)
            status = self._status
        return status

    async def _comes_to(self, wanted: Collection[Status], seconds: float, *, mute: bool) -> bool:
        began = self._now()
        while await self._look() not in wanted:
            passed = self._now() - began
            if passed >= seconds or not self.player.connected:
                return False
            if mute and passed >= MUTE_SECONDS:
                await self.lowering.mute()
            await asyncio.sleep(POLL_SECONDS)
        return True

    async def _look(self) -> Status | None:
        try:
            self._status = await self.player.status()
        except Unanswered:
            self._status = None
            return None
        self._last_status = self._status
        self._told_blindly = False
        if self._sent is not None:
            playing = self._status is Status.PLAYING
            if playing is (self._sent[0] is Order.PLAY):
                self._sent = None
        return self._status

    def _on_its_way(self, order: Order) -> bool:
        return self._sent is not None and self._sent[0] is order and self._rest() > 0

    def _rest(self) -> float:
        """How long what was told may still take."""
        return 0 if self._sent is None else self._sent[1] + SLOW_SECONDS - self._now()

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

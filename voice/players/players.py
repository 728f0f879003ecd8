"""The one shape that everything which plays music has to the rest of the program."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from intents.messages import OutOfReach, PausePlayers, Restore, ResumePlayers, Soften
from intents.state import Music
from voice.players.memory import Memory


class Doing(StrEnum):
    """What one player does, as people want to know it."""

    PLAYING = "playing"
    LOW = "low"
    """It plays, lowered by us."""
    PAUSED = "paused"
    """It does not play, and not because of us."""
    HELD = "held"
    """We keep it silent, and let it go on when that is asked for."""
    REFUSES = "refuses"
    """It did not do what it was told, or does not answer."""


@dataclass(frozen=True, slots=True)
class PlayerState:
    """One player, by the name that people know it by, and what it does."""

    name: str
    doing: Doing


Order = PausePlayers | ResumePlayers | Soften | Restore
"""What the core asks of the music."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an order, or of keeping to it: players by their names.

    Players that were not concerned (already paused, or not paused by us) are in none.
    """

    obeyed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    """Of those that obeyed: they did not pause, but stop, and have lost their place."""
    muted: tuple[str, ...] = ()
    """Of those that obeyed: they play on and were silenced at the sound server."""


@dataclass(frozen=True, slots=True)
class Late:
    """Something is as it is wanted without a new order: music that began meanwhile, or that
    another process had paused before."""

    wanted: Music
    report: Report


News = Late | OutOfReach


class Players(Protocol):
    """All players at once. Nothing here waits for a player, and nothing raises."""

    def states(self) -> tuple[PlayerState, ...]:
        """What each player does, as last seen."""

    def follow(self, hear: Callable[[News], None]) -> None:
        """What happens beside the orders is told from now on, and first what is out of reach.

        Called once; `hear` is called from another thread.
        """

    def order(self, order: Order) -> "Future[Report]":
        """What is wanted of the music from now on, until another order.

        `PausePlayers`: each player that plays, or begins to, is paused. Exactly those are
        remembered. Only `ResumePlayers` ends that, and lets those play again that are paused still.
        `Soften`: each that plays, or begins to, is lowered, or paused where it has no volume;
        `Restore` undoes exactly that. What is needless or comes at a wrong time does nothing.

        The report is there within REPORT_SECONDS; what is not done by then has refused, is tried
        further, and told as `Late` when it is done. It may raise, and is told then as refused.
        """

    def memory(self) -> Memory:
        """What was done to players and is to be undone some time. From any thread."""

    def remember(self, memory: Memory) -> None:
        """What another process did to them, beside what was done here."""

    def hold(self) -> "Future[None]":
        """Until `release` everything is paused as by `PausePlayers`, whatever is ordered.

        It is done within REPORT_SECONDS, when it is known what came of it.
        """

    def release(self) -> None:
        """What was last ordered holds again, also for what `remember` told of."""

    def let_go(self) -> None:
        """Another process goes on with them: undo nothing, and want nothing of them any more."""

    def close(self, *, orderly: bool = True) -> None:
        """Leave what is paused paused, let go of the bus. Safe to call twice.

        Only at an orderly end the volumes are given back: after a fault louder is not safer.
        """

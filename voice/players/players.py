"""The one shape that everything which plays music has to the rest of the program."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


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


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an order to the players: the names of those that obeyed and those that did not.

    Players that were not concerned (already paused, or not paused by us) are in neither.
    """

    obeyed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


class Players(Protocol):
    """All players of one kind at once. Every call returns within a second, whatever they do."""

    def names(self) -> tuple[str, ...]:
        """The players there are now, by the names people know them by."""

    def states(self) -> tuple[PlayerState, ...]:
        """What each player does, as last seen. Never waits."""

    def pause(self) -> Report:
        """Pause each player that plays, make sure that it did, and remember exactly those.

        A softened player gets its volume back after it was paused.
        """

    def resume(self) -> Report:
        """Let those play again that `pause` paused and that are paused still. Forget them."""

    def soften(self) -> Report:
        """Lower each player that plays, or pause it where it has no volume; remember exactly those.

        Softening twice is softening once.
        """

    def restore(self) -> Report:
        """Undo `soften`."""

    def close(self) -> None:
        """Undo `soften`, leave what is paused paused, let go of the bus. Safe to call twice."""

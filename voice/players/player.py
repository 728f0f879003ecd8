"""What can be asked of one player and told to it, by whatever protocol. Nothing here decides."""

from enum import StrEnum
from typing import Protocol


class Status(StrEnum):
    """What a player says that it does."""

    PLAYING = "Playing"
    PAUSED = "Paused"
    STOPPED = "Stopped"


class Order(StrEnum):
    """What a player can be told. Never what toggles, which starts what is paused."""

    PAUSE = "Pause"
    STOP = "Stop"
    PLAY = "Play"


class Player(Protocol):
    """Every call ends within CALL_SECONDS, and raises Unanswered if there was no answer."""

    name: str
    """The name that people know it by, once it is identified."""

    @property
    def owner(self) -> str:
        """What tells it from all others, for every process that looks."""

    @property
    def short_name(self) -> str:
        """Which program it is; after a dot may follow which of several."""

    @property
    def process(self) -> int | None:
        """The process that plays, or an ancestor of it, where that is known."""

    @property
    def identified(self) -> bool:
        """Whether it said what it is called."""

    @property
    def connected(self) -> bool:
        """Whether there is still a way to it."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""

    async def identify(self) -> None:
        """Learn its process and the name that people know it by. Never raises."""

    async def status(self) -> Status:
        """What it does now."""

    async def can_pause(self) -> bool:
        """Whether it says that it can be paused."""

    async def volume(self) -> float:
        """The volume on the player's own scale; 1.0 is most players' full one."""

    async def set_volume(self, volume: float) -> None:
        """Ask for a volume; an answer does not mean that it is there already."""

    async def tell(self, order: Order) -> None:
        """Give an order. Its effect is seen in `status` only."""

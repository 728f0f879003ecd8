"""What was done to the players and is to be undone some time, as another process may go on with it.

Only in memory: it goes from one process to the other and is never written down.
"""

from dataclasses import dataclass

from intents.state import Music
from voice.players.streams import Stream, Volumes


@dataclass(frozen=True, slots=True)
class LoweredVolume:
    """What a player's own volume was, and what it is since."""

    before: float
    now: float


@dataclass(frozen=True, slots=True)
class LoweredStream:
    """What a stream's volume was, and what it is since."""

    stream: Stream
    before: Volumes
    now: Volumes


@dataclass(frozen=True, slots=True)
class Lowered:
    """What was turned down of one player."""

    volume: LoweredVolume | None = None
    streams: tuple[LoweredStream, ...] = ()
    muted: tuple[Stream, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What was done to one player."""

    halted: Music | None = None
    """What it was halted for, if it was."""
    by_stop: bool = False
    """It was halted by Stop."""
    lowered: Lowered = Lowered()

    def and_also(self, other: "Kept") -> "Kept":
        """With what another process did to the same player."""
        return Kept(
            self.halted or other.halted,
            self.by_stop or other.by_stop,
            Lowered(
                self.lowered.volume or other.lowered.volume,
                other.lowered.streams + self.lowered.streams,
                other.lowered.muted + self.lowered.muted,
            ),
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """What was done to all of them. Its initial value: nothing."""

    bus: str = ""
    """The bus on which the owners have their names; an MPD has its own without one."""
    players: tuple[tuple[str, Kept], ...] = ()
    """By owner."""
    strays: tuple[Stream, ...] = ()
    """What was silenced and belongs to no player."""

    @property
    def rests(self) -> bool:
        """Whether a player was halted, and will not play again unless somebody undoes that."""
        return any(kept.halted is not None for _, kept in self.players)

"""No players: for a machine without a session bus, and for sessions that leave them alone."""

from voice.players.players import PlayerState, Report


class NoPlayers:
    """`Players` that are none."""

    def names(self) -> tuple[str, ...]:
        """Nobody."""
        return ()

    def states(self) -> tuple[PlayerState, ...]:
        """Nobody."""
        return ()

    def pause(self) -> Report:
        """Nobody obeyed, nobody refused."""
        return Report()

    def resume(self) -> Report:
        """Nobody obeyed, nobody refused."""
        return Report()

    def soften(self) -> Report:
        """Nobody obeyed, nobody refused."""
        return Report()

    def restore(self) -> Report:
        """Nobody obeyed, nobody refused."""
        return Report()

    def close(self) -> None:
        """Nothing is held."""

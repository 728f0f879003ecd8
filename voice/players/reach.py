"""Which programs play on beside the players, told when that lasts."""

from collections.abc import Collection

LASTING_SECONDS = 1.5
"""What ends sooner is a signal, and not worth telling."""
GONE_SECONDS = 5.0
"""Between two pieces a program may be silent, and is no news when it plays again."""


class Lasting:
    """The names of programs that have played for a while and not been silent for long."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}
        self._until: dict[str, float] = {}

    def see(self, playing: Collection[str], now: float, *, at_once: bool = False) -> None:
        """These play now. With `at_once` it is believed that they have for a while."""
        for name in playing:
            self._since.setdefault(name, now - LASTING_SECONDS if at_once else now)
            self._until.pop(name, None)
        for name in self._since.keys() - set(playing):
            self._until.setdefault(name, now)
        for name, until in tuple(self._until.items()):
            short = until - self._since[name] < LASTING_SECONDS
            if short or now - until >= GONE_SECONDS:
                del self._since[name], self._until[name]

    def names(self, now: float) -> tuple[str, ...]:
        """Those that lasted until now."""
        return tuple(
            sorted(name for name, since in self._since.items() if now - since >= LASTING_SECONDS)
        )

    def pending(self, now: float) -> bool:
        """Whether time alone will change that."""
        return bool(self._until) or any(
            now - since < LASTING_SECONDS for since in self._since.values()
        )

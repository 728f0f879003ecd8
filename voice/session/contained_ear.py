"""An ear that may fail without taking the others, or the loop, with it."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from intents.clock import frames
from intents.heard import Heard
from models.ears import Ear, Frames
from voice.backoff import Backoff

EarMaker = Callable[[], Ear]
"""Makes an ear for this session, and another in its place where that one failed."""
AGAIN = frames(0.5)
"""So long after a failure the ear is made anew."""
LONGEST = frames(30)
"""The wait doubles with each failure, but is never longer than this."""
TRUSTED = frames(60)
"""An ear that heard well for so long begins with the shortest wait again."""
KEEPS = frames(2)
"""So much of what was last said is kept for the ear that is made anew: it must prove itself on
what its predecessor failed at, and a word that was said meanwhile is not lost."""


class ContainedEar:
    """A `models.ears.Ear` that never raises: as long as it failed it hears nothing."""

    def __init__(self, make: EarMaker, began: int = 0) -> None:
        """`began`: the session's time, in frames, at which it begins to hear.

        Raises what making the first ear raises: then there is no session yet.
        """
        self._make = make
        self._ear: Ear | None = make()
        self.name = self._ear.name
        self._now = self._began = began
        self._kept: deque[Frames] = deque()
        self._keeps = 0
        self._backoff = Backoff(AGAIN, LONGEST, TRUSTED)

    @property
    def failed(self) -> bool:
        """Whether it cannot hear at present."""
        return self._ear is None

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        """As `Ear.hear`."""
        self._keep(block)
        if self._ear is not None:
            return self._reports(lambda ear: ear.hear(block, expected, hurry=hurry))
        return self._begin_again() if self._now >= self._backoff.due else ()

    def finish(self) -> Sequence[Heard]:
        """As `Ear.finish`."""
        return self._reports(lambda ear: ear.finish())

    def _reports(self, ask: Callable[[Ear], Sequence[Heard]]) -> Sequence[Heard]:
        if self._ear is None:
            return ()
        try:
            return [self._in_session(heard) for heard in ask(self._ear)]
        except Exception:  # whatever it is: the others hear on
            self._fail()
            return ()

    def _begin_again(self) -> Sequence[Heard]:
        self._began = self._now - self._keeps
        try:
            self._ear = self._make()
        except Exception:  # as above
            self._fail()
            return ()
        return list(self._catch_up(self._ear))

    def _catch_up(self, ear: Ear) -> Iterator[Heard]:
        for block in self._kept:
            if self._ear is ear:
                yield from self._reports(lambda ear, block=block: ear.hear(block))  # type: ignore[misc]

    def _fail(self) -> None:
        self._ear = None
        self._backoff.was_well(self._now - self._began)
        self._backoff.put_off(self._now)

    def _keep(self, block: Frames) -> None:
        self._now += len(block)
        self._kept.append(block.copy())
        self._keeps += len(block)
        while self._keeps > KEEPS and len(self._kept) > 1:
            self._keeps -= len(self._kept.popleft())

    def _in_session(self, heard: Heard) -> Heard:
        """In the session's time: an ear that was made later began to count later."""
        if not self._began:
            return heard
        began, ended = heard.began + self._began, heard.ended + self._began
        return replace(heard, began=began, ended=ended)

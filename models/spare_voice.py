"""A voice that another one stands in for."""

from collections.abc import Callable
from typing import Protocol

from models.errors import ModelProblem
from models.speech import Sound, Voice


class CheckedVoice(Voice, Protocol):
    """A voice that can say beforehand whether it can speak."""

    def check(self) -> None:
        """Raise `ModelProblem` if nothing could be spoken."""


class WithSpare:
    """A `CheckedVoice`: what the first one cannot say, or not in time, the spare one says."""

    def __init__(
        self, first: CheckedVoice, spare: CheckedVoice, tell: Callable[[str], None]
    ) -> None:
        """`tell` is called from any thread with why it was needed: each reason once."""
        self._first = first
        self._spare = spare
        self._tell = tell
        self._told: set[str] = set()
        self._closed = False

    def check(self) -> None:
        """Raise `ModelProblem` if the spare one cannot speak. The other one is waited for."""
        self._spare.check()
        try:
            self._first.check()
        except ModelProblem as problem:
            self._tell_once(problem)

    def render(self, text: str, slower: int = 0) -> Sound:
        """The spoken text. Raises `ModelProblem` if neither can say it, or after `close`."""
        try:
            return self._first.render(text, slower)
        except ModelProblem as problem:
            self._tell_once(problem)
        return self._spare.render(text, slower)

    def close(self) -> None:
        """Close both."""
        self._closed = True
        for voice in (self._first, self._spare):
            voice.close()

    def _tell_once(self, problem: ModelProblem) -> None:
        text = str(problem)
        if not self._closed and text not in self._told:
            self._told.add(text)
            self._tell(f"{text} espeak-ng speaks instead.")

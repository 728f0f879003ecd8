"""Two Vosk recognisers that hear the same sound: one transcribes freely, one is asked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from intents.clock import FRAME_RATE, frames
from models.vosk_library import vosk


@dataclass(frozen=True, slots=True)
class Reading:
    """What one recogniser made of a whole utterance that has words in it."""

    text: str
    likelihood: float
    """Natural logarithm, of sound and language together, up to a constant of the utterance."""
    began: int
    """Frames since the session began."""
    ended: int


class Pair:
    """Always ends the utterance of both at the same frame, so that likelihoods can be compared.

    Both begin each utterance without what they learnt about the speaker: they learn differently,
    and the difference would soon be larger than that between right and wrong.
    """

    def __init__(self, model: Any, phrases: Sequence[str], at: int) -> None:
        """`phrases` in words of the vocabulary; without any, nothing is asked.

        `at` is the session time of the first frame that will be given.
        """
        self._free = vosk.KaldiRecognizer(model, FRAME_RATE)
        self._asked = None
        if phrases:
            # Vosk takes an escape such as \u0041 for an unknown word.
            grammar = json.dumps(list(phrases), ensure_ascii=False)
            self._asked = vosk.KaldiRecognizer(model, FRAME_RATE, grammar)
        for recogniser in filter(None, (self._free, self._asked)):
            recogniser.SetWords(True)
            recogniser.SetMaxAlternatives(1)  # only so does it tell the likelihood
        self._origin = at
        self.now = at
        """Session time of the end of what was given."""

    def feed(self, sound: bytes) -> bool:
        """Take 16-bit frames; tell whether Vosk thinks that the utterance ended."""
        ended = bool(self._free.AcceptWaveform(sound))
        if self._asked:
            self._asked.AcceptWaveform(sound)
        self.now += len(sound) // 2
        return ended

    def feed_again(self, sound: bytes) -> None:
        """Take the last frames once more, as the begin of the next utterance."""
        self.now -= len(sound) // 2
        self._origin -= len(sound) // 2
        self.feed(sound)

    def partial(self) -> str:
        """What the free one has so far; it is half a second behind at most."""
        return str(json.loads(self._free.PartialResult())["partial"])

    def close(self) -> tuple[Reading | None, Reading | None]:
        """End the utterance: the free reading and the asked one; None for no words."""
        return self._reading(self._free), self._reading(self._asked) if self._asked else None

    def _reading(self, recogniser: Any) -> Reading | None:
        best = json.loads(recogniser.FinalResult())["alternatives"][0]
        if not best["text"]:
            return None
        words = best["result"]
        began = min(max(0, self._origin + frames(words[0]["start"])), self.now)
        ended = min(max(began, self._origin + frames(words[-1]["end"])), self.now)
        return Reading(best["text"], best["confidence"], began, ended)

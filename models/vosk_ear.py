"""The Vosk ear: any language that has a Vosk model.

One recogniser transcribes freely. Another knows only the agreed phrases and takes any speech for
the nearest of them, so its word alone means nothing. What means something is the difference of the
two in log-likelihood over the same utterance: near zero or above if the phrase was said, far below
if it was talk.
"""

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from intents.clock import FRAME_RATE, frames
from intents.heard import Heard, Look
from intents.words import has_run, normalise, same_key
from models.ears import Frames
from models.errors import ModelProblem
from models.vosk_folder import check, damaged, takes_grammar
from models.vosk_library import vosk
from models.vosk_pair import Pair, Reading

_NAME = "vosk"
_STEP = frames(0.1)
"""So much is given to the recognisers at once."""
_STEPS_PER_LOOK = 2
_QUIET_STEPS = 5
"""So many quiet steps after words end an utterance; Vosk itself waits for up to two seconds."""
_QUIET = 0.1
"""A step is quiet if its effective value is at most this part of the utterance's loudest."""
_KEPT_STEPS = 10
"""So many steps are heard again if the utterance was cut off within a word."""
_CUT_OFF = frames(0.3)
"""If the last word ends no longer than this before the cut, it may have been cut itself."""
_BEFORE = frames(0.8)
"""How long before a phrase stands in a partial transcript it may have begun."""
_EARLY_SCORE = 0.5
"""A partial transcript may still change, so it takes two in a row to call a stop."""
_HALF = -4.0
"""The margin in nats at which a stop may be called."""
_SLOPE = 2.0
"""Nats of margin for one unit of log-odds of the score."""
_LEAST = 0.1
"""Scores under this are not reported."""
_RENEW_AFTER = frames(300)
"""The decoding graph is composed while it is used and only grows: begin anew now and then."""
_PIECED = frozenset({"ko"})
"""Languages whose decoder writes one word as several vocabulary words."""


def calibrated(margin: float) -> float:
    """A score from 0 to 1 for a margin in nats, 0.5 where a stop may be called."""
    return 1 / (1 + math.exp(min((_HALF - margin) / _SLOPE, 100)))


class VoskModel:
    """A Vosk model of any language behind `models.ears.EarModel`."""

    name = _NAME

    def __init__(self, model: Any, language: str, *, takes_grammar: bool) -> None:
        """Use `load` instead."""
        self._model = model
        self._takes_grammar = takes_grammar
        self.language = language

    @classmethod
    def load(cls, folder: Path, language: str) -> "VoskModel":
        """Load the model in a folder; nothing is ever fetched.

        Raises `ModelProblem` where it is missing or damaged.
        """
        check(folder)
        vosk.SetLogLevel(-1)
        try:
            model = vosk.Model(str(folder))
            vosk.KaldiRecognizer(model, FRAME_RATE)  # some damage shows only here
        except Exception as error:  # it raises nothing more specific
            raise ModelProblem(damaged(folder)) from error
        return cls(model, language, takes_grammar=takes_grammar(folder))

    def unknown(self, phrases: Sequence[str]) -> Sequence[str]:
        """Phrases with a word that the vocabulary does not have."""
        return [phrase for phrase in phrases if not self._spelled(phrase)]

    def listen(self, phrases: Sequence[str], urgent: Sequence[str]) -> "VoskEar":
        """An ear for one session."""
        spellings = {phrase: self._spelled(phrase) for phrase in phrases}
        return VoskEar(
            self._model,
            {phrase: spelling for phrase, spelling in spellings.items() if spelling},
            [phrase for phrase in urgent if spellings[phrase]],
            takes_grammar=self._takes_grammar,
        )

    def _spelled(self, phrase: str) -> str:
        """The phrase in words of the vocabulary, or nothing."""
        spelled = [self._pieces(word) for word in phrase.split()]
        return " ".join(spelled) if all(spelled) else ""

    def _pieces(self, word: str) -> str:
        if self._has(word):
            return word
        if self.language in _PIECED:
            # Every single syllable is in the vocabulary: a first part of two is the least to ask.
            for end in range(len(word) - 1, 1, -1):
                if self._has(word[:end]) and self._has(word[end:]):
                    return f"{word[:end]} {word[end:]}"
        return ""

    def _has(self, word: str) -> bool:
        return bool(self._model.vosk_model_find_word(word) >= 0)


class VoskEar:
    """One session."""

    name = _NAME

    def __init__(
        self,
        model: Any,
        phrases: Mapping[str, str],
        urgent: Sequence[str],
        *,
        takes_grammar: bool,
    ) -> None:
        """Use `VoskModel.listen` instead. `phrases` gives each phrase in vocabulary words."""
        self._model = model
        self._phrases = tuple(phrases)
        self._urgent = tuple(urgent)
        self._spellings = tuple(phrases.values()) if takes_grammar else ()
        self._pair = Pair(model, self._spellings, at=0)
        self._renewed = 0
        self._pending = b""
        self._begin()

    def _begin(self) -> None:
        """Ready for the next utterance."""
        self._since = self._pair.now
        self._steps = 0
        self._loudest = 0.0
        self._quiet_steps = 0
        self._kept: tuple[bytes, ...] = ()
        self._found: tuple[str, ...] = ()
        self._found_since = 0

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        """Take the next frames, shape (n,); what they led to, oldest first.

        What is expected waits for the end of the utterance: a partial transcript may still change.
        It has no more or less to do.
        """
        del expected, hurry
        self._pending += (np.clip(block, -1, 1) * 32767).astype("<i2").tobytes()
        heard: list[Heard] = []
        while len(self._pending) >= 2 * _STEP:
            step, self._pending = self._pending[: 2 * _STEP], self._pending[2 * _STEP :]
            heard += self._take(step)
        return heard

    def finish(self) -> Sequence[Heard]:
        """The final look on an utterance that is still open."""
        self._pair.feed(self._pending)
        self._pending = b""
        return self._close()

    def _take(self, step: bytes) -> Sequence[Heard]:
        ended = self._pair.feed(step)
        self._steps += 1
        self._kept = (*self._kept, step)[-_KEPT_STEPS:]
        level = float(np.sqrt(np.mean(np.square(np.frombuffer(step, "<i2").astype(np.float32)))))
        self._loudest = max(self._loudest, level)
        self._quiet_steps = self._quiet_steps + 1 if level <= _QUIET * self._loudest else 0
        if ended:
            return self._close(loud=not self._quiet_steps)
        if self._steps % _STEPS_PER_LOOK:
            return ()
        partial = normalise(self._pair.partial())
        if partial and self._quiet_steps >= _QUIET_STEPS:
            return self._close()
        return self._early(partial)

    def _early(self, partial: str) -> Sequence[Heard]:
        found = tuple(phrase for phrase in self._urgent if has_run(partial, phrase))
        now = self._pair.now
        if found != self._found:
            self._found, self._found_since = found, max(self._since, now - _BEFORE)
        if not found:
            return ()
        return (Heard(self.name, partial, _EARLY_SCORE, Look.EARLY, False, self._found_since, now),)

    def _close(self, *, loud: bool = False) -> Sequence[Heard]:
        """`loud` tells that someone may be in the middle of a word."""
        free, asked = self._pair.close()
        kept = b"".join(self._kept)
        if self._pair.now - self._renewed >= _RENEW_AFTER:
            self._pair = Pair(self._model, self._spellings, at=self._pair.now)
            self._renewed = self._pair.now
        self._begin()
        if free is None:
            return ()
        if loud and self._pair.now - free.ended < _CUT_OFF:
            self._pair.feed_again(kept)
        transcript = Heard(
            self.name, normalise(free.text), 1.0, Look.FINAL, False, free.began, free.ended
        )
        answer = self._answer(free, asked) if asked else None
        return (answer, transcript) if answer else (transcript,)

    def _answer(self, free: Reading, asked: Reading) -> Heard | None:
        phrase = next((phrase for phrase in self._phrases if _only(asked.text, phrase)), None)
        score = calibrated(asked.likelihood - free.likelihood)
        if phrase is None or score < _LEAST:
            return None
        return Heard(self.name, phrase, score, Look.FINAL, True, asked.began, asked.ended)


def _only(text: str, phrase: str) -> bool:
    """Whether the text is the phrase, perhaps several times."""
    return re.fullmatch(f"({re.escape(same_key(phrase))} ?)+", same_key(text)) is not None

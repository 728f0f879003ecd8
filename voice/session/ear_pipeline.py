"""From frames to signals: the ears, what their reports mean, and what they agree on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from intents.heard import Heard, Look
from intents.joining import Memory, Situation, join
from intents.messages import Signal
from intents.names import PUT_TO_THE_EARS, STOPS, Name
from intents.phrases import Lexicon
from intents.understand import Meaning, understand, understand_after
from intents.words import same_key
from models.ears import Ear, EarModel, Frames
from voice.audio.convert import BLOCK


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of what an ear said of a stretch of sound."""

    meanings: tuple[Meaning, ...] = ()
    """What it reported, however unsure."""
    signals: tuple[Signal, ...] = ()
    """What is to be acted on, danger first."""


class EarPipeline:
    """The ears of one session, and what they heard lately."""

    def __init__(
        self,
        ears: Sequence[Ear],
        knowing: Mapping[Name, frozenset[str]],
        lexicon: Lexicon,
        situation: Callable[[], Situation] = Situation,
    ) -> None:
        """`knowing`: which ears can hear each name; `situation`: what goes on just now."""
        self._ears = ears
        self._knowing = knowing
        self._lexicon = lexicon
        self._situation = situation
        self._memory = Memory()
        self._before: dict[str, Heard] = {}

    def hear(self, frames: Frames, *, hurry: bool = False) -> Iterator[Understood]:
        """Listen to frames of shape (n,), 16 kHz; what follows from each ear once it has spoken.

        The next ear is asked when the next is taken, so that danger waits for no slower ear.
        `hurry`: sound waits.
        """
        return (
            self._understood(ear.hear(frames, self._waited_for(), hurry=hurry))
            for ear in self._ears
        )

    def finish(self) -> Iterator[Understood]:
        """There is no more sound."""
        return (self._understood(ear.finish()) for ear in self._ears)

    def _waited_for(self) -> Sequence[str]:
        """The phrases of what is expected."""
        return self._lexicon.short(self._situation().expected & PUT_TO_THE_EARS)

    def _understood(self, reports: Iterable[Heard]) -> Understood:
        meanings, signals = [], []
        # Whole sentences first: the answer "yes, resume" is more than the question "resume" in it.
        for heard in sorted(reports, key=lambda heard: (heard.ended, heard.asked)):
            meaning = self._meaning(heard)
            if meaning is None:
                continue
            meanings.append(meaning)
            ears = self._knowing[meaning.name]
            self._memory, signal = join(self._memory, meaning, ears, self._situation())
            if signal is not None:
                signals.append(signal)
        danger_first = sorted(signals, key=lambda signal: signal.name not in STOPS)
        return Understood(tuple(meanings), tuple(danger_first))

    def _meaning(self, heard: Heard) -> Meaning | None:
        if heard.asked or heard.look is not Look.FINAL:
            return understand(heard, self._lexicon)
        before, self._before[heard.ear] = self._before.get(heard.ear), heard
        return understand_after(before, heard, self._lexicon)


def pipeline_for(
    models: Sequence[EarModel], knowing: Mapping[Name, frozenset[str]], lexicon: Lexicon
) -> EarPipeline:
    """New ears of these models, beside those of any session; `knowing` as in `EarPipeline`."""
    ears = [model.listen(lexicon.asked(), lexicon.urgent()) for model in models]
    return EarPipeline(ears, knowing, lexicon)


def stops(pipeline: EarPipeline, sound: Frames, word: str) -> bool:
    """Whether these ears call a stop by this word in a whole sound, shape (n,)."""
    blocks = np.split(sound, range(BLOCK, len(sound), BLOCK))
    understood = chain(*map(pipeline.hear, blocks), pipeline.finish())
    signals = [signal for each in understood for signal in each.signals]
    return any(
        signal.name in STOPS and same_key(signal.phrase) == same_key(word) for signal in signals
    )

"""The Moonshine ear: asks a small speech network about the agreed phrases while people talk."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from intents.clock import frames
from intents.heard import Heard, Look
from models.ears import Frames
from models.moonshine import files
from models.moonshine.network import Network
from models.moonshine.scorer import Answer, Scorer
from models.moonshine.segments import Segment, Segmenter
from models.moonshine.tokenizer import Tokenizer

_NAME = "moonshine"
_HALF = -4.0
"""The rank in nats that makes a score of 0.5, for what is not urgent."""
URGENT_HALF = -2.75
"""The same for what is urgent: a stop may be called there."""
_NOT_ALONE = 2.0
"""What an answer loses that only ends something longer: there are more places for it to be found,
and the end of a look may be the middle of a word."""
_EXPECTED = -12.0
"""The prior in nats of a word that the network thinks of by itself, as it does of "red"."""
_SHARE, _MOST = 0.3, 5.0
"""What each nat under that is worth, and all of them at most."""
_SLOPE = 1.5
"""Nats for one unit of log-odds of the score."""
_LEAST = {Look.EARLY: -4.5, Look.FINAL: -6.3}
"""What ranks under this is not reported: such an early look would count for little, and working it
out takes time."""
_TAIL = frames(0.25)
"""Silence put behind an early look: the network is worse at a word that ends with the sound."""


def calibrated(rank: float, half: float = _HALF) -> float:
    """A score from 0 to 1; 0.5 where the rank is `half`. Both in nats."""
    return 1 / (1 + math.exp((half - rank) / _SLOPE))


def score(answer: Answer, *, urgent: bool) -> float:
    """How sure the answer is, from 0 to 1; comparable between phrases."""
    if urgent:
        return calibrated(answer.rank - (0 if answer.alone else _NOT_ALONE), URGENT_HALF)
    return calibrated(answer.rank)


def handicap(prior: float) -> float:
    """What an urgent phrase is given, in nats, by `Scorer.prior`.

    The network is a million times less willing to write "safe word" than "red", whatever it hears,
    so less of it must be heard. Part of that is taken back, as is done where a recogniser's own
    idea of language does not suit the talk (McDermott et al. 2019, arXiv 2002.11268).
    """
    return min(max(_SHARE * (_EXPECTED - prior), 0), _MOST)


class MoonshineModel:
    """Moonshine tiny-en behind `models.ears.EarModel`."""

    name = _NAME
    language = "en"

    def __init__(self, scorer: Scorer) -> None:
        """Use `load` instead."""
        self._scorer = scorer

    @classmethod
    def load(cls, folder: Path | None = None) -> "MoonshineModel":
        """Load the weights: all but the encoder from a folder, or from the installed wheel.

        Raises `ModelProblem` where they are missing or damaged.
        """
        where = files.folder() if folder is None else folder
        files.check(where)
        network = Network(files.encoder(), where / files.DECODER.name)
        return cls(Scorer(network, Tokenizer(where / files.TOKENIZER.name)))

    def unknown(self, phrases: Sequence[str]) -> Sequence[str]:
        """Phrases with a character that English does not have, or without a vowel letter."""
        return [phrase for phrase in phrases if not _known(phrase)]

    def listen(self, phrases: Sequence[str], urgent: Sequence[str]) -> "MoonshineEar":
        """An ear for one session."""
        return MoonshineEar(self._scorer, *(filter(_known, each) for each in (phrases, urgent)))


class MoonshineEar:
    """One session."""

    name = _NAME

    def __init__(self, scorer: Scorer, phrases: Iterable[str], urgent: Iterable[str]) -> None:
        """Use `MoonshineModel.listen` instead."""
        self._scorer = scorer
        self._urgent = tuple(urgent)
        priors = scorer.prior(self._urgent)
        handicaps = {phrase: handicap(prior) for phrase, prior in priors.items()}
        self._questions = {
            Look.FINAL: scorer.questions(tuple(phrases), handicaps),
            Look.EARLY: scorer.questions(self._urgent, handicaps),
        }
        self._segmenter = Segmenter()

    def hear(self, block: Frames) -> Sequence[Heard]:
        """Take the next frames, shape (n,); what they led to, oldest first."""
        return [heard for segment in self._segmenter.take(block) for heard in self._look(segment)]

    def finish(self) -> Sequence[Heard]:
        """The final look on an utterance that is still open."""
        segment = self._segmenter.finish()
        return list(self._look(segment)) if segment else []

    def _look(self, segment: Segment) -> Iterator[Heard]:
        sound = segment.frames
        if segment.look is Look.EARLY:
            sound = np.pad(sound, (0, _TAIL))
        opinion = self._scorer.opinion(sound, self._questions[segment.look], _LEAST[segment.look])
        text = plain(opinion.text)

        def heard(
            text: str, sure: float, *, asked: bool, alone: bool = True, among: int = 0
        ) -> Heard:
            stretch = (segment.began, segment.ended)
            return Heard(self.name, text, sure, segment.look, asked, *stretch, alone, among)

        if opinion.answers:
            best = opinion.answers[0]
            sure = score(best, urgent=best.phrase in self._urgent)
            alone, among = stands_alone(best.phrase, text), said_in_all(best, text)
            yield heard(best.phrase, sure, asked=True, alone=alone, among=among)
        if text:
            yield heard(text, 1.0, asked=False)


def stands_alone(phrase: str, transcription: str) -> bool:
    """Whether nothing but the phrase can have been said, by the free transcription of the sound.

    That may have other words, which is why phrases are asked for, but not more of them. Without a
    transcription nothing is certain.
    """
    return 0 < len(transcription.split()) <= len(phrase.split())


def said_in_all(answer: Answer, transcription: str) -> int:
    """How many different words were said, the phrase among them; 0 where nothing tells.

    Where all of the sound may have been the phrase, its words are the guess: over music or babble
    the free transcription makes up others.
    """
    guess = answer.phrase if answer.alone else transcription
    return len(set(guess.split()))


def plain(text: str) -> str:
    """Lower-case words without punctuation."""
    return " ".join(re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'")))


def _known(phrase: str) -> bool:
    return (
        re.fullmatch(r"[a-z' ]+", phrase) is not None and re.search("[aeiouy]", phrase) is not None
    )

"""The Moonshine ear: asks a small speech network about the agreed phrases while people talk."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from intents.clock import frames
from intents.heard import Heard, Look
from models.ears import Frames
from models.moonshine import files
from models.moonshine.judge import Evidence, learned
from models.moonshine.priors import known
from models.moonshine.scorer import Answer, Opinion, Questions, Scorer
from models.moonshine.segments import STEP, Segment, Segmenter
from models.moonshine.steps import Steps, whole, within

_NAME = "moonshine"
_EXPECTED = -12.0
"""The prior in nats of a word that the network thinks of by itself, as it does of "red"."""
_MOST = 8.0
"""The most nats under that which count."""
_REPORTED = 1 / (1 + math.e)
"""What is less sure than this is not reported: it counts for nothing (`intents.joining.weight`),
and finding it out takes time."""
_CLOSE = 1.0
"""Nats by which another agreed phrase must rank higher before it is told instead of danger."""
_Told = tuple[Answer, float]
"""An answer and its score."""
AT_ONCE = 30
"""Steps of the network that a look at a whole utterance takes at once, about a quarter of a second
of a slow processor: all of it where a word or a short sentence was said."""
IN_A_HURRY = frames(0.4)
"""At least so long between two early looks while sound waits for the ear."""
EACH, EACH_IN_A_HURRY = 6, 1
"""Steps of what was put aside that are taken for each 20 ms of sound: more than a slow processor
can take, which is behind by them until it hurries. So what ends a long sentence is told as soon as
can be."""
ENCODED = frames(0.4)
"""Frames that it takes as long to encode as one of these steps."""
TAIL = frames(0.25)
"""Silence put behind an early look: the network is worse at a word that ends with the sound."""


def handicap(prior: float) -> float:
    """How much less willing the network is to write a phrase than others, by `Scorer.prior`.

    It is a million times less willing to write "safe word" than "red", whatever it hears, so less
    of it must be heard. Part of that is taken back, as is done where a recogniser's own idea of
    language does not suit the talk (McDermott et al. 2019, arXiv 2002.11268).
    """
    return min(max(_EXPECTED - prior, 0), _MOST)


def said_once(phrase: str) -> str:
    """A word that is said again is no less likely than it was: it counts once."""
    return " ".join(dict.fromkeys(phrase.split()))


def handicaps(scorer: Scorer, phrases: Iterable[str]) -> dict[str, float]:
    """Of each phrase."""
    once = {phrase: said_once(phrase) for phrase in phrases}
    priors = {**known(), **scorer.prior(set(once.values()) - known().keys())}
    return {phrase: handicap(priors[words]) for phrase, words in once.items()}


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
        files.verify(where)
        return cls(Scorer.load(where))

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
        self._judge = learned()
        self._urgent = tuple(urgent)
        others = tuple(phrase for phrase in phrases if phrase not in self._urgent)
        worth = self._judge.worth("handicap")
        self._handicaps = handicaps(scorer, self._urgent + others)
        given = {phrase: worth * nats for phrase, nats in self._handicaps.items()}
        self._danger = scorer.questions(self._urgent, given)
        self._others = scorer.questions(others, given)
        self._expected: Sequence[str] = ()
        self._segmenter = Segmenter()
        self._hurry = False
        self._looked = 0
        self._put_aside: Steps[list[Heard]] | None = None
        self._owed = 0

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        """Take the next frames, shape (n,); what they led to, oldest first.

        In a hurry there are half as many early looks, and at danger only.
        """
        self._expected = () if hurry else expected
        self._hurry = hurry
        heard = self._go_on(len(block))
        for segment in self._segmenter.take(block):
            heard += self._begin(segment)
        return heard

    def finish(self) -> Sequence[Heard]:
        """The final look on an utterance that is still open."""
        heard = self._rest()
        segment = self._segmenter.finish()
        return heard + whole(self._look(segment)) if segment else heard

    def _begin(self, segment: Segment) -> list[Heard]:
        """Look at once while somebody may still speak, and at an utterance that is short.

        What is left of a look at a long one is done while the next sound comes, counted in frames,
        so that a recording is heard the same every time.
        """
        look = self._look(segment)
        if segment.look is Look.EARLY:
            if self._hurry and segment.ended - self._looked < IN_A_HURRY:
                return []
            self._looked = segment.ended
        if segment.look is not Look.FINAL:
            return whole(look)
        heard = self._rest()
        self._put_aside = look
        return heard + self._take_steps(AT_ONCE - (segment.ended - segment.began) // ENCODED)

    def _go_on(self, passed: int) -> list[Heard]:
        self._owed += passed
        pieces, self._owed = divmod(self._owed, STEP)
        return self._take_steps(pieces * (EACH_IN_A_HURRY if self._hurry else EACH))

    def _take_steps(self, steps: int) -> list[Heard]:
        if self._put_aside is None:
            return []
        heard = within(self._put_aside, steps)
        if heard is None:
            return []
        self._put_aside = None
        return heard

    def _rest(self) -> list[Heard]:
        """What is left of the utterance before comes before the next one."""
        look, self._put_aside = self._put_aside, None
        return [] if look is None else whole(look)

    def _look(self, segment: Segment) -> Steps[list[Heard]]:
        sound = segment.frames
        if segment.look is not Look.FINAL:
            sound = np.pad(sound, (0, TAIL))
        opinion = yield from self._scorer.opinion(sound)
        text = plain(opinion.text)

        def heard(
            text: str, sure: float, *, asked: bool, alone: bool = True, among: int = 0
        ) -> Heard:
            stretch = (segment.began, segment.ended)
            return Heard(self.name, text, sure, segment.look, asked, *stretch, alone, among)

        found = []
        for best, sure in (yield from self._told(segment, opinion)):
            alone, among = stands_alone(best.phrase, text), said_in_all(best, text)
            found.append(heard(best.phrase, sure, asked=True, alone=alone, among=among))
        if text:
            found.append(heard(text, self._transcribed(segment, opinion, text), asked=False))
        return found

    def _transcribed(self, segment: Segment, opinion: Opinion, text: str) -> float:
        """How sure a transcription is: what is an agreed phrase, or has danger in it, is judged as
        an answer is.
        """
        danger = [phrase for phrase in self._urgent if f" {phrase} " in f" {text} "]
        agreed = [text] if text in self._handicaps else danger
        if not agreed:
            return 1.0
        nothing = evidence(segment, opinion)
        return max(
            self._judge.score(
                replace(nothing, handicap=self._handicaps[phrase], ending=phrase != text)
            )
            for phrase in agreed
        )

    def _told(self, segment: Segment, opinion: Opinion) -> Steps[list[_Told]]:
        """The agreed phrase that was most likely said, and how sure that is.

        Danger is told unless something else is clearly more likely, and always while somebody may
        still speak; the nearer another agreed phrase is, the less sure either of them is. What is
        expected is told in early looks, which must add up.
        """
        danger = yield from self._surest(segment, opinion, self._danger)
        early = segment.look is not Look.FINAL
        expected = self._expected if segment.look is Look.EARLY else ()
        if early and danger is None and not expected:
            return []
        other = yield from self._surest(segment, opinion, self._others)
        if danger is None or other is None:
            lead = math.inf if danger else -math.inf
        else:
            lead = danger[0].rank - other[0].rank
        told = []
        if danger and (early or lead > -_CLOSE):
            told.append((danger[0], danger[1] / (1 + math.exp(-lead))))
        if other and lead <= -_CLOSE and (not early or other[0].phrase in expected):
            told.append((other[0], other[1] / (1 + math.exp(lead))))
        return told

    def _surest(
        self, segment: Segment, opinion: Opinion, questions: Questions
    ) -> Steps[_Told | None]:
        """Of some of the agreed phrases."""
        nothing = evidence(segment, opinion)

        def score(answer: Answer) -> float:
            given = self._handicaps[answer.phrase]
            return self._judge.score(evidence(segment, opinion, answer, given))

        least = self._judge.least(nothing, _REPORTED)
        answers = yield from opinion.ask(questions, least, -self._judge.worth("ending"))
        return max(((answer, score(answer)) for answer in answers), key=_sure, default=None)


def evidence(
    segment: Segment, opinion: Opinion, answer: Answer | None = None, given: float = 0.0
) -> Evidence:
    """What speaks for and against an answer, or for what is the transcription, if none is given.

    `given`: the handicap of the phrase.
    """
    return Evidence(
        margin=answer.margin if answer else 0.0,
        silence=answer.silence if answer else 0.0,
        handicap=given,
        guess=opinion.guess,
        over=segment.over,
        ending=answer is not None and not answer.alone,
        look=segment.look,
        lasted=segment.ended - segment.began,
    )


def _sure(told: _Told) -> float:
    return told[1]


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

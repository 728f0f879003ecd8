"""The proof test: before they are relied on, each person says each safe word. Pure.

The name and the idea are those of machine safety: a device that can fail without being noticed is
tried before each use.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from intents.agreement import Agreement, Listening
from intents.clock import frames
from intents.doubt import AGREED, less_sure
from intents.joining import SURE, WAITED_FOR
from intents.messages import Signal
from intents.names import DANGER, STOPS, Name
from intents.phrases import Lexicon
from intents.signs import PHRASES, SIGN_EAR
from intents.understand import Meaning
from intents.words import same_key

SETTLING = frames(0.8)
"""A word that was heard is listened to for so much longer: a look at all of it may be surer."""
BREATHER = frames(1.2)
"""Between two tries."""
HANDOVER = frames(5)
"""Before somebody's first try."""
MEASURES = frames(0.1)
"""The length of the windows whose level is measured."""
WINDOW = frames(6)
"""How long a try is waited for."""


class Loudness(StrEnum):
    """How a word is to be said."""

    NORMAL = "normal"
    LOUD = "loud"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody says a word to some ears. `person` is empty where the agreement names nobody."""

    person: str
    name: Name
    phrase: str
    loudness: Loudness
    language: str = "en"
    ears: tuple[str, ...] = ()
    """The names of the ears that listen: what one hears says nothing about another."""
    listening: Listening = Listening.USUAL
    """How easily they call a stop: nor does what is heard by one setting."""

    @property
    def needed(self) -> float:
        """The score from which the word counts."""
        return SURE if self.name in DANGER else WAITED_FOR


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    attempt: Attempt
    heard: bool = False
    score: float = 0.0
    """The best of any ear for this word, as in `Heard`, without what is doubted of it."""
    instead: Name | None = None
    """Another tier's word that was heard."""
    sounded: bool = False
    """Whether there was any sound to speak of."""
    level: float | None = None
    """How loud the word was that was heard, in dB of full scale, if that is known."""
    background: float | None = None
    """How loud the room was without it, likewise."""
    microphone: str | None = None
    """What it was said into, if that is known."""

    def surely_heard(self, listening: Listening) -> bool:
        """Whether one look would have been enough if a stop were called as easily as that."""
        more = AGREED[listening] - AGREED[self.attempt.listening]
        return less_sure(self.score, more) >= self.attempt.needed


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud a proof test was, in dB of full scale."""

    voice: float
    """The quietest word that was heard."""
    background: float
    """The quietest background."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The test at one moment. All times are in frames since it began."""

    left: tuple[Attempt, ...]
    """The first one is next, or open."""
    now: int = 0
    opens_at: int = HANDOVER
    closes_at: int | None = None
    """Set exactly while a try is open."""
    trying: Outcome | None = None
    """What is known of the open try."""
    measured: tuple[tuple[int, float], ...] = ()
    """When each window of it ended, and its level."""
    background: float | None = None
    """What the last one stood out of."""
    outcomes: tuple[Outcome, ...] = ()
    unjudged: frozenset[Attempt] = frozenset()
    """Those during which an ear had failed: it says nothing if they were not heard."""
    stopped: bool = False
    """A stop word came that was not asked for: it is meant, so the test is over."""

    @property
    def over(self) -> bool:
        """Whether nothing more is asked."""
        return self.stopped or not self.left


def attempts_for(
    agreement: Agreement, lexicon: Lexicon, ears: tuple[str, ...]
) -> tuple[Attempt, ...]:
    """Every safe word and signal by everyone whose it is and who can give it, as usual and loud.

    `ears`: the names of those that listen for words.
    """
    personal = {word for person in agreement.people for word in person.stop}
    everyones = agreement.words.stop or lexicon.language.plain[Name.STOP]
    people = [
        (
            person.name,
            {*person.stop, *everyones} if person.speaks else None,
            {*person.signals.every, *agreement.signals.every},
        )
        for person in agreement.people
    ] or [("", set(everyones), set(lexicon.signs))]
    words = [
        (name, phrase, ears)
        for name in (Name.STOP, Name.HOUSE, Name.SLOW, Name.GO)
        for phrase in lexicon.phrases[name]
    ]
    return tuple(
        Attempt(person, name, phrase, loudness, agreement.language, by, agreement.words.listening)
        for person, own, signs in people
        for name, phrase, by in (
            *(
                word
                for word in words
                if own is not None and (word[1] in own or word[1] not in personal)
            ),
            *(
                (name, PHRASES[sign], (SIGN_EAR,))
                for sign, name in lexicon.signs.items()
                if sign in signs
            ),
        )
        for loudness in Loudness
    )


def ticked(proof: Proof, now: int) -> Proof:
    """The time is now `now`: a try is opened or closed when it is due."""
    proof = replace(proof, now=now)
    if proof.over:
        return proof
    if proof.trying is None:
        if now < proof.opens_at:
            return proof
        return replace(proof, trying=Outcome(proof.left[0]), closes_at=now + WINDOW, measured=())
    return _close(proof) if proof.closes_at is not None and now >= proof.closes_at else proof


def sounded(proof: Proof) -> Proof:
    """There was sound."""
    return replace(proof, trying=replace(proof.trying, sounded=True)) if proof.trying else proof


def measured(proof: Proof, level: float, background: float) -> Proof:
    """So loud was the stretch that just ended."""
    if proof.trying is None:
        return proof
    windows = (*proof.measured, (proof.now, level))
    return replace(proof, measured=windows, background=background)


def hindered(proof: Proof) -> Proof:
    """An ear has failed and cannot hear."""
    if proof.trying is None:
        return proof
    return replace(proof, unjudged=proof.unjudged | {proof.trying.attempt})


def reported(proof: Proof, meaning: Meaning) -> Proof:
    """An ear's report, however unsure it is."""
    if proof.trying is None or not _is(meaning.phrase, proof.trying.attempt):
        return proof
    score = max(proof.trying.score, less_sure(meaning.score, meaning.doubt))
    return replace(proof, trying=replace(proof.trying, score=score))


def signalled(proof: Proof, signal: Signal) -> Proof:
    """Something that a session would act on."""
    asked = proof.trying.attempt if proof.trying else None
    # An unsure look, or the word inside a sentence, has the same phrase but another name.
    if proof.trying and asked and signal.name is asked.name and _is(signal.phrase, asked):
        heard = replace(
            proof.trying, heard=True, level=_loudest(proof, signal), background=proof.background
        )
        return replace(proof, trying=heard, closes_at=proof.now + SETTLING)
    if signal.name not in (*DANGER, Name.GO):
        return proof
    if proof.trying:
        proof = replace(proof, trying=replace(proof.trying, instead=signal.name))
    once_more = proof.outcomes and _is(signal.phrase, proof.outcomes[-1].attempt)
    if signal.name not in STOPS or once_more:
        return proof
    return replace(_close(proof), stopped=True)


def tried(proof: Proof) -> tuple[Outcome, ...]:
    """The outcomes that count.

    Where the test did not come to its end, people may have left long before: a word at whose try
    nothing sounded was then not said. At the end of a whole test it was said, and no sound came.
    """
    judged = (each for each in proof.outcomes if each.heard or each.attempt not in proof.unjudged)
    return tuple(each for each in judged if each.heard or each.sounded or not proof.left)


def verdict(attempts: Sequence[Attempt], outcomes: Sequence[Outcome]) -> bool | None:
    """Whether these words may be relied on; None where not all of them were tried.

    What stops or slows must be heard each time. The go word need not: it is simply said again.
    """
    heard = {outcome.attempt: outcome.heard for outcome in outcomes}
    if missed(attempts, outcomes):
        return False
    return True if all(attempt in heard for attempt in attempts) else None


def missed(attempts: Iterable[Attempt], outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Tries that failed and count."""
    wanted = set(attempts)
    tried = [outcome for outcome in outcomes if outcome.attempt in wanted]
    return tuple(each for each in tried if not each.heard and not _excused(each, tried))


def _excused(outcome: Outcome, tried: Sequence[Outcome]) -> bool:
    one = outcome.attempt
    return one.name not in DANGER and any(
        other.heard
        for other in tried
        if (other.attempt.person, other.attempt.phrase) == (one.person, one.phrase)
    )


def levels(attempts: Iterable[Attempt], outcomes: Iterable[Outcome]) -> Levels | None:
    """How loud these words were when they were tried; None where that is not known."""
    wanted = set(attempts)
    tried = [each for each in outcomes if each.attempt in wanted and each.heard]
    voices = [each.level for each in tried if each.level is not None]
    backgrounds = [each.background for each in tried if each.background is not None]
    return Levels(min(voices), min(backgrounds)) if voices and backgrounds else None


def _loudest(proof: Proof, signal: Signal) -> float | None:
    """The loudest window of the word itself: the chime before it, and talk after it, are not it."""
    word = [level for at, level in proof.measured if signal.began <= at <= signal.ended + MEASURES]
    return max(word, default=None)


def _is(phrase: str, attempt: Attempt) -> bool:
    return same_key(phrase) == same_key(attempt.phrase)


def _close(proof: Proof) -> Proof:
    if proof.trying is None:
        return proof
    left = proof.left[1:]
    same = left and left[0].person == proof.left[0].person
    return replace(
        proof,
        left=left,
        outcomes=(*proof.outcomes, proof.trying),
        trying=None,
        closes_at=None,
        opens_at=proof.now + (BREATHER if same else HANDOVER),
    )

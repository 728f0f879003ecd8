"""Judges whether a phrase is a good safe word, kindly: what is wrong, and what would be better."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from intents.agreeing import Agreeing
from intents.sounding import Among, Facts
from intents.words import normalise
from intents.writing import other_letters

ENOUGH = 6
"""Sounds that a good safe word has at least; "red" has three."""
NAMED = 3
"""So many words that it is taken for are named."""


class Kind(StrEnum):
    """What may be wrong with a word."""

    UNKNOWN = "no ear knows it"
    PARTLY_KNOWN = "one ear does not know it"
    COMMON = "said in play"
    MIXED_UP = "like another word"
    TWINS = "like another of these"
    SHORT = "short"
    EVERYDAY = "an everyday word"
    ECHO = "like what Safeword says"
    TALK = "like common talk"


BAD = frozenset({Kind.UNKNOWN, Kind.COMMON, Kind.MIXED_UP})
"""With these a word should not be chosen. The rest can be lived with."""


class Verdict(StrEnum):
    """How good a word is."""

    GOOD = "good"
    FAIR = "could be better"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in a sentence that says what to do."""

    kind: Kind
    sentence: str
    other: str = ""
    """The phrase that it is taken for, where that is the fault."""


def judge(
    phrase: str, facts: Facts, agreeing: Agreeing, longer: Sequence[str] = ()
) -> tuple[Fault, ...]:
    """Everything that is wrong with a normalised phrase, the worst first.

    `longer` ones are offered beside a short one, never instead of it.
    """
    return (
        *_unheard(phrase, facts),
        *_said_anyway(phrase, facts, agreeing, longer),
        *_taken_for_another(phrase, facts),
    )


def verdict(faults: Iterable[Fault]) -> Verdict:
    """What these faults come to."""
    kinds = {fault.kind for fault in faults}
    if kinds & BAD:
        return Verdict.POOR
    return Verdict.FAIR if kinds else Verdict.GOOD


def better(agreeing: Agreeing, taken: Iterable[str], count: int) -> tuple[str, ...]:
    """Some words that are good, without those that are used already."""
    used = set(taken)
    return tuple(word for word in agreeing.recommended if word not in used)[:count]


def said_in_play(phrase: str, agreeing: Agreeing) -> bool:
    """Whether it is made of nothing but words that people say in play and in talk."""
    return set(normalise(phrase).split()) <= agreeing.common


def _unheard(phrase: str, facts: Facts) -> Iterator[Fault]:
    ears = " and ".join(facts.unknown_to)
    if facts.unknown_to and not facts.known_to:
        yield Fault(
            Kind.UNKNOWN,
            f"'{phrase}' cannot be heard: it is not in the vocabulary of {ears}. "
            f"{other_letters(phrase)}",
        )
    elif facts.unknown_to:
        yield Fault(
            Kind.PARTLY_KNOWN,
            f"'{phrase}' is heard by {' and '.join(facts.known_to)} but not by {ears}. A word that "
            "both know is found more often.",
        )


def _said_anyway(
    phrase: str, facts: Facts, agreeing: Agreeing, longer: Sequence[str]
) -> Iterator[Fault]:
    if said_in_play(phrase, agreeing):
        yield Fault(
            Kind.COMMON,
            f"'{phrase}' is said in play and in talk all the time, also when nobody means it. "
            f"Choose an uncommon word that is easy to say, of {ENOUGH} sounds or more.",
        )
    elif facts.sounds < ENOUGH:
        taken_for = _listed(
            near.phrase for near in facts.near if near.alike and near.among is Among.TALK
        )
        such_as = f": {_listed(longer)}" if longer else ""
        mistaken = f"words such as {taken_for}" if taken_for else "other words"
        yield Fault(
            Kind.SHORT,
            f"'{phrase}' is short ({facts.sounds} sounds; {ENOUGH} or more are good), so it is "
            f"missed more often and mistaken for {mistaken}. Keep it if you are used to it, and "
            f"have a longer one beside it{such_as}.",
        )
    elif facts.everyday:
        yield Fault(
            Kind.EVERYDAY,
            f"'{phrase}' is an everyday word, so somebody may say it without meaning it. Choose "
            "a rarer one, if you can.",
        )


def _taken_for_another(phrase: str, facts: Facts) -> Iterator[Fault]:
    for near in facts.near:
        alike = f"'{phrase}' sounds much like '{near.phrase}'"
        match near.among:
            case _ if not near.alike:
                continue
            case Among.MEANING if near.phrase == phrase:
                sentence = f"'{phrase}' means something else already. Choose another."
                yield Fault(Kind.MIXED_UP, sentence, near.phrase)
            case Among.MEANING:
                sentence = f"{alike}, which means something else. Choose another."
                yield Fault(Kind.MIXED_UP, sentence, near.phrase)
            case Among.CANDIDATE:
                sentence = f"{alike}: both may mean the same, but not two things."
                yield Fault(Kind.TWINS, sentence, near.phrase)
            # Of a short word it is told how short it is.
            case Among.PROMPT if facts.sounds >= ENOUGH:
                sentence = f"{alike}, which Safeword itself says. It might hear itself."
                yield Fault(Kind.ECHO, sentence, near.phrase)
            case Among.TALK if facts.sounds >= ENOUGH:
                sentence = f"{alike}, which people say in talk. Choose another, if you can."
                yield Fault(Kind.TALK, sentence, near.phrase)


def _listed(phrases: Iterable[str]) -> str:
    named = [f"'{phrase}'" for phrase in phrases][:NAMED]
    return f"{', '.join(named[:-1])} or {named[-1]}" if len(named) > 1 else "".join(named)

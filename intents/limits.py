"""The limits of a session: how they are read out, and what they say about one thing or person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from intents.agreement import Agreement
from intents.prompts import Prompts
from intents.words import is_hangul, normalise, same_key

ALIKE = 85
"""rapidfuzz `ratio`, 0 to 100, at which two words are one: "marks" and "mark" have 89."""
SHORT = 4
"""Words of fewer letters must be the same: "ice" is not "nice". Of others one may begin with the
other: "spank", "spanking"."""


class Kind(StrEnum):
    """The three lists, in the order in which they are read."""

    HARD = "hard"
    SOFT = "soft"
    WANTS = "wants"


@dataclass(frozen=True, slots=True)
class Limit:
    """One line of one list."""

    kind: Kind
    person: str | None
    """Whose it is; None for what both agreed on together."""
    text: str


Line = tuple[str, str]
"""The name of a prompt, and the text that it became."""


def limits_of(agreement: Agreement) -> tuple[Limit, ...]:
    """Every limit, hard ones of everybody first: they must be heard even if the rest is cut."""
    owners = [(None, agreement.together), *((each.name, each) for each in agreement.people)]
    return tuple(
        Limit(kind, owner, text)
        for kind in Kind
        for owner, lists in owners
        for text in getattr(lists, kind)
    )


def read_out(limits: Sequence[Limit], tonight: Iterable[str], prompts: Prompts) -> tuple[Line, ...]:
    """The lines of limits, one for each list, and what was added tonight among the hard ones."""
    added = tuple(("tonight", prompts["tonight"].format(items=text)) for text in tonight)
    hard = [limit for limit in limits if limit.kind is Kind.HARD]
    rest = [limit for limit in limits if limit.kind is not Kind.HARD]
    return (*_lists(hard, prompts), *added, *_lists(rest, prompts))


def about(topic: str, limits: Sequence[Limit]) -> tuple[Limit, ...]:
    """The limits that a topic is about, in their order; those of a person if it is a name."""
    sought = normalise(topic).removesuffix("'s")
    of_person = tuple(each for each in limits if _is_name(sought, each.person))
    return of_person or tuple(each for each in limits if mentions(each.text, sought))


def _lists(limits: Sequence[Limit], prompts: Prompts) -> tuple[Line, ...]:
    lists: dict[tuple[Kind, str | None], list[str]] = {}
    for limit in limits:
        lists.setdefault((limit.kind, limit.person), []).append(limit.text)
    lines = []
    for (kind, person), texts in lists.items():
        key = f"limits_{kind}" if person else f"together_{kind}"
        places = {"items": ", ".join(texts)} | ({"person": person} if person else {})
        lines.append((key, prompts[key].format(**places)))
    return tuple(lines)


def _is_name(sought: str, person: str | None) -> bool:
    return person is not None and fuzz.ratio(sought, normalise(person)) >= ALIKE


def mentions(text: str, topic: str) -> bool:
    """Whether every word of the topic is in the text, one way or another.

    In Hangul particles are part of words and spacing is free, so there the letters decide.
    """
    if is_hangul(topic):
        return same_key(topic) in same_key(text)
    words = normalise(text).split()
    return all(any(_same(word, other) for other in words) for word in normalise(topic).split())


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    alike = long.startswith(short) or fuzz.ratio(one, other) >= ALIKE
    return one == other or (len(short) >= SHORT and alike)

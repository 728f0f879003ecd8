"""Kind warnings about the words that people agreed on, by the tier that each is in."""

from collections.abc import Iterator, Mapping

from intents.agreeing import Agreeing
from intents.judging import Fault, Kind, better, judge, said_in_play
from intents.names import SPOKEN, STOPS, Name
from intents.phrases import Lexicon
from intents.sounding import Facts

TIERS = (Name.STOP, Name.HOUSE, Name.SLOW, Name.GO)
COMPARED = 2
"""Phrases of more words than this are not taken for a safe word."""


def warnings_about(
    lexicon: Lexicon, agreeing: Agreeing, facts: Mapping[str, Facts]
) -> tuple[str, ...]:
    """A sentence for each word that could be better, and why.

    `facts`: how each safe word sounds. Of a word without facts only its meaning is judged.
    """
    return tuple(
        fault.sentence
        for tier in TIERS
        for phrase in lexicon.phrases[tier]
        for fault in _about(tier, phrase, lexicon, agreeing, facts)
    )


def others(phrase: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The phrases that mean something else and are short enough to be taken for this one.

    A phrase that is not in the lexicon is taken for a stop word.
    """
    tier = _tier(phrase, lexicon)
    return tuple(
        other
        for name in SPOKEN
        if name is not tier
        for other in lexicon.phrases[name]
        if len(other.split()) <= COMPARED
    )


def safe_words(lexicon: Lexicon) -> tuple[str, ...]:
    """Those of every tier, stop words first."""
    return tuple(phrase for tier in TIERS for phrase in lexicon.phrases[tier])


def longer_words(phrase: str, lexicon: Lexicon, agreeing: Agreeing) -> tuple[str, ...]:
    """What could be agreed on beside a short word: it three times, and "safe word" to stop."""
    several = () if " " in phrase else (" ".join([phrase] * 3),)
    known = lexicon.language.plain[Name.HOUSE][:1] if _tier(phrase, lexicon) is Name.STOP else ()
    return (*several, *known, *better(agreeing, (phrase, *safe_words(lexicon)), 1))


def _about(
    tier: Name, phrase: str, lexicon: Lexicon, agreeing: Agreeing, facts: Mapping[str, Facts]
) -> Iterator[Fault]:
    usual = phrase in lexicon.language.plain[tier]
    # Without facts nothing is known of its sounds, which is not the same as having few.
    known = facts.get(phrase)
    if known is None and not said_in_play(phrase, agreeing):
        return
    longer = longer_words(phrase, lexicon, agreeing)
    for fault in judge(phrase, known or Facts(sounds=0), agreeing, longer):
        if usual and tier not in STOPS and fault.kind is Kind.SHORT:
            continue
        # Whoever keeps the language's own words knows that they are everyday words.
        if usual and fault.kind in (Kind.EVERYDAY, Kind.TALK, Kind.ECHO):
            continue
        # Of two agreed words only the first one is warned about.
        if fault.kind is Kind.MIXED_UP and _earlier(fault.other, tier, lexicon):
            continue
        yield fault


def _tier(phrase: str, lexicon: Lexicon) -> Name:
    """Of a phrase that is not in the lexicon: stop."""
    return next((tier for tier in TIERS if phrase in lexicon.phrases[tier]), Name.STOP)


def _earlier(phrase: str, tier: Name, lexicon: Lexicon) -> bool:
    return any(phrase in lexicon.phrases[before] for before in TIERS[: TIERS.index(tier)])

"""Judged words as tables, with what would be better."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.markup import escape
from rich.table import Table

from intents.judging import Fault, Verdict, verdict
from intents.proportion import Proportion
from intents.sounding import Facts

COLOUR = {Verdict.GOOD: "green", Verdict.FAIR: "yellow", Verdict.POOR: "bold red"}


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one word."""

    word: str
    missed: Proportion
    """Of the times it was said."""
    mistaken: Proportion
    """Of the times another word was said, those that called a stop."""
    mistaken_for: tuple[str, ...]
    """The other words that did."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A word, what is known of it, and what is wrong with it."""

    word: str
    facts: Facts
    faults: tuple[Fault, ...]


def word_table(judged: Iterable[Judged]) -> Table:
    """One line for each word."""
    table = Table("word", "sounds", "known to", "sounds most like", "a safe word?")
    for each in judged:
        came_to = verdict(each.faults)
        table.add_row(
            each.word,
            str(each.facts.sounds),
            _ears(each.facts),
            _nearest(each.facts),
            f"[{COLOUR[came_to]}]{came_to}",
        )
    return table


def better_ones(judged: Sequence[Judged], recommended: Sequence[str]) -> str:
    """What to choose instead; empty where every word is good."""
    if not recommended or all(verdict(each.faults) is Verdict.GOOD for each in judged):
        return ""
    words = ", ".join(f"'{word}'" for word in recommended)
    return f"Words that are easy to say and hard to mistake: {words}."


def trial_table(trials: Mapping[str, Trial | str]) -> Table:
    """What synthetic voices found, or why a word could not be tried."""
    table = Table("word", "missed", "false stops on its neighbours", "on which")
    for word, trial in trials.items():
        if isinstance(trial, str):
            table.add_row(word, "not tried", "", escape(trial))
        else:
            mistaken_for = ", ".join(trial.mistaken_for)
            table.add_row(word, _rate(trial.missed), _rate(trial.mistaken), mistaken_for)
    return table


def synthetic(voices: int, speeds: int) -> str:
    """What the trials are worth."""
    return (
        f"Said by synthetic voices: {voices} of espeak-ng at {speeds} speeds, in quiet. "
        "In brackets: where the true share is, with 95% confidence (Wilson). "
        "People sound otherwise: 'safeword check' tries your own voices."
    )


def _ears(facts: Facts) -> str:
    if not facts.known_to and not facts.unknown_to:
        return "not asked"
    return ", ".join(facts.known_to) or "[bold red]none"


def _nearest(facts: Facts) -> str:
    if not facts.near:
        return ""
    near = facts.near[0]
    return f"{near.phrase} ({1 - near.share:.0%}, {near.among})"


def _rate(share: Proportion) -> str:
    low, high = share.interval()
    return f"{share.hits} of {share.tries} ({low:.0%} to {high:.0%})"

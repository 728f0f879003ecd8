"""The words that are chosen on the command line for one session."""

import argparse
from collections.abc import Mapping, Sequence

from intents.agreement import Agreement
from intents.errors import AgreementProblem
from intents.phrases import lexicon_for
from intents.word_advice import warnings_about
from intents.words import normalise
from intents.writing import badly_written
from models.errors import ModelProblem
from voice.language import agreeing_of, phrases_of
from voice.word_facts import facts_for

TIERS = ("stop", "slow", "go")


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add an option for each tier."""
    for tier in TIERS:
        parser.add_argument(
            f"--{tier}", action="append", default=[], metavar="WORD",
            help=f"a {tier} word for this session instead of the agreed ones; repeatable",
        )  # fmt: skip


def chosen_words(args: argparse.Namespace, language: str) -> Mapping[str, Sequence[str]]:
    """The words of the tiers that any were chosen for.

    Raises `AgreementProblem` for one that must be written otherwise.
    """
    chosen = {tier: getattr(args, tier) for tier in TIERS if getattr(args, tier)}
    for tier, words in chosen.items():
        for word in words:
            if fault := badly_written(word, language):
                raise AgreementProblem(f"--{tier}: {fault}.")
    return chosen


def advice_about(chosen: Mapping[str, Sequence[str]], agreement: Agreement) -> Sequence[str]:
    """What 'safeword words' says about these words, which are in the agreement already.

    Nothing where they do not go together, or cannot be spoken: a session says that itself.
    """
    if not chosen:
        return ()
    try:
        facts = facts_for(agreement)
        lexicon = lexicon_for(agreement, phrases_of(agreement.language))
    except (ModelProblem, AgreementProblem):
        return ()
    of = {word: facts[word] for words in chosen.values() for word in map(normalise, words)}
    return warnings_about(lexicon, agreeing_of(agreement.language), of)

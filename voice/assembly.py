"""Puts a session together from its parts."""

from intents.agreement import Agreement
from intents.phrases import Lexicon, lexicon_for
from intents.plan import Plan, plan_for
from voice.language import phrases_of, prompts_of


def lexicon_and_plan(agreement: Agreement) -> tuple[Lexicon, Plan]:
    """What is listened for and what is said, for this agreement.

    Raises `AgreementProblem` where they do not go together.
    """
    lexicon = lexicon_for(agreement, phrases_of(agreement.language))
    return lexicon, plan_for(agreement, prompts_of(agreement.language), lexicon)

"""Looks an agreement over: what keeps it from being used, and what could be better."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intents.agreeing import Agreeing
from intents.agreement import Agreement, SpokenBy
from intents.errors import AgreementProblem
from intents.names import Name
from intents.phrases import Lexicon, Phrases, lexicon_for
from intents.plan import draft_plan, echoes_in
from intents.prompts import Prompts
from intents.sign_advice import sign_gaps
from intents.sounding import Facts
from intents.word_advice import warnings_about


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, in sentences that say what to do."""

    mistakes: tuple[str, ...] = ()
    """With these the agreement cannot be used."""
    hints: tuple[str, ...] = ()


def lint(
    agreement: Agreement,
    phrases: Phrases,
    prompts: Prompts,
    agreeing: Agreeing,
    facts: Mapping[str, Facts],
) -> Findings:
    """Everything that is to be said about an agreement that fits the schema.

    `facts`: how its safe words sound.
    """
    hints = (*_gaps(agreement), *sign_gaps(agreement, phrases.plain[Name.STOP][0]))
    try:
        lexicon: Lexicon = lexicon_for(agreement, phrases)
    except AgreementProblem as problem:
        return Findings((str(problem),), hints)
    echoes = echoes_in(draft_plan(agreement, prompts, lexicon))
    return Findings(echoes, (*warnings_about(lexicon, agreeing, facts), *hints))


def _gaps(agreement: Agreement) -> Iterator[str]:
    if agreement.voice is SpokenBy.NATURAL and not agreement.naturally_spoken:
        yield "The natural voice speaks English only, so the plain one speaks."
    if not agreement.people:
        yield "Nobody is named, so nobody has limits or says what they want after a stop."
    for person in agreement.people:
        if not person.hard and not agreement.together.hard:
            yield f"{person.name} has no hard limit. Everybody has some: talk about them."
    if not agreement.aftercare.steps:
        yield "No aftercare of your own: the usual steps are read. Read them together beforehand."
    if not agreement.aftercare.reminder:
        yield "Nobody is reminded to talk it over the next day."
    if agreement.check_in.every_minutes == 0:
        yield "Nobody is asked how they are unless somebody asks for it."
    if not agreement.before.ask:
        yield "No questions are asked before a session: it begins at once."

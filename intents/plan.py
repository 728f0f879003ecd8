"""What stays the same for a whole session: the agreement, made ready to be spoken and counted."""

from dataclasses import dataclass

from intents.agreement import Agreement
from intents.clock import frames
from intents.errors import AgreementProblem
from intents.phrases import Lexicon, triggers_in
from intents.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Plan:
    """The session's texts and times."""

    prompts: Prompts
    limits: tuple[str, ...]
    """The sentences that are read when someone asks for the limits."""
    aftercare: tuple[str, ...]
    """The steps, at least one."""
    answer_within: int
    """Frames that an answer to a check-in is waited for."""
    check_in_every: int | None
    """Frames between timed check-ins; None for never."""


def plan_for(agreement: Agreement, prompts: Prompts, lexicon: Lexicon) -> Plan:
    """Make the agreement ready.

    Raises `AgreementProblem` if something that will be spoken contains a phrase that is listened
    for: the program would hear itself say it.
    """
    plan = Plan(
        prompts=prompts,
        limits=_limits(agreement, prompts),
        aftercare=agreement.aftercare.steps or prompts.aftercare,
        answer_within=frames(agreement.check_in.answer_seconds),
        check_in_every=_check_in_every(agreement),
    )
    for text in (*prompts.fixed(), *plan.limits, *plan.aftercare):
        if triggers := triggers_in(text, lexicon):
            raise AgreementProblem(
                f"Safeword would hear itself say '{triggers[0]}' in \u201c{text}\u201d: "
                "say that text in other words, or choose another word."
            )
    return plan


def _check_in_every(agreement: Agreement) -> int | None:
    minutes = agreement.check_in.every_minutes
    return None if minutes is None else frames(60 * minutes)


def _limits(agreement: Agreement, prompts: Prompts) -> tuple[str, ...]:
    """Hard limits first, everyone's, so that they are heard even if the rest is cut."""
    read = [
        prompts[key].format(person=person.name, items=", ".join(items))
        for key, kind in (
            ("limits_hard", "hard"),
            ("limits_soft", "soft"),
            ("limits_wants", "wants"),
        )
        for person in agreement.people
        if (items := getattr(person, kind))
    ]
    return (*(read or [prompts["limits_none"]]), prompts["limits_close"])

"""What stays the same for a whole session: the agreement, made ready to be spoken and counted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from intents.agreement import Agreement, Experience, Step
from intents.clock import frames
from intents.errors import AgreementProblem
from intents.limits import Limit, limits_of, read_out
from intents.phrases import Lexicon, triggers_in
from intents.prompts import Prompts
from intents.proof import Levels
from intents.scripts import Script, everyones, scripts_of
from intents.signs import Sign

_ADDRESS = re.compile(r"\{person\}[^,]*,\s*")
"""How somebody is addressed, up to the comma."""
EVERY_MINUTES = {Experience.NEW: 5, Experience.SOME: 10, Experience.LONG: 20}
"""Who is new is asked how they are more often."""
SESSION_MINUTES = {Experience.NEW: 45, Experience.SOME: 90, Experience.LONG: 0}
"""Who is new keeps it shorter. 0 for no reminder."""


@dataclass(frozen=True, slots=True)
class GuidedStep:
    """One step of aftercare."""

    lines: tuple[str, ...]
    """What is said, one line for each person where it names them."""
    pace: int
    """Frames until the next step is read by itself."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The session's texts and times."""

    prompts: Prompts
    lexicon: Lexicon
    people: tuple[str, ...]
    signs_of: Mapping[Sign, tuple[str, ...]]
    """Whose each signal is that is not everybody's."""
    limits: tuple[Limit, ...]
    before: tuple[str, ...]
    """The questions before the session; none if the people do not want any."""
    aftercare: tuple[GuidedStep, ...]
    """The steps, at least one."""
    script: Script
    """What follows a stop word that anybody may have said."""
    scripts: Mapping[str, Script]
    """What follows a stop word that is one person's, by the word."""
    answer_within: int
    """Frames that an answer to a check-in is waited for."""
    check_in_every: int | None
    """Frames between timed check-ins; None for never."""
    session_length: int | None
    """Frames after which the length of the session is told; None for never."""
    silence_after: int | None
    """Frames of sudden quiet after which people are asked; None for never."""
    remind: bool
    """Whether to remind of talking it over the next day."""
    tested: bool = True
    """False if a word was not heard when the people last tried their words."""
    levels: Levels | None = None
    """How loud they were then, if that is known."""


def plan_for(agreement: Agreement, prompts: Prompts, lexicon: Lexicon) -> Plan:
    """Make the agreement ready.

    Raises `AgreementProblem` if something that will be spoken contains a phrase that is listened
    for: the program would hear itself say it.
    """
    plan = draft_plan(agreement, prompts, lexicon)
    if echoes := echoes_in(plan):
        raise AgreementProblem(echoes[0])
    return plan


def draft_plan(agreement: Agreement, prompts: Prompts, lexicon: Lexicon) -> Plan:
    """The same without looking for echoes, for those who want to see all of them."""
    people = tuple(person.name for person in agreement.people)
    steps = agreement.aftercare.steps or prompts.aftercare
    questions = agreement.before.questions or prompts.before
    check_in = agreement.check_in
    return Plan(
        prompts=prompts,
        lexicon=lexicon,
        people=people,
        signs_of=MappingProxyType(_signs_of(agreement)),
        limits=limits_of(agreement),
        before=questions if agreement.before.ask else (),
        aftercare=tuple(_guided(step, people) for step in steps),
        script=everyones(agreement.people, prompts),
        scripts=MappingProxyType(scripts_of(agreement.people, prompts)),
        answer_within=frames(check_in.answer_seconds),
        check_in_every=_minutes(check_in.every_minutes, EVERY_MINUTES[agreement.experience]),
        session_length=_minutes(check_in.session_minutes, SESSION_MINUTES[agreement.experience]),
        silence_after=frames(check_in.silence_seconds) if check_in.silence_seconds else None,
        remind=agreement.aftercare.reminder,
    )


def _signs_of(agreement: Agreement) -> dict[Sign, tuple[str, ...]]:
    return {
        sign: tuple(each.name for each in agreement.people if sign in each.signals.every)
        for sign in agreement.listened_for.every
        if sign not in agreement.signals.every
    }


def echoes_in(plan: Plan) -> tuple[str, ...]:
    """A sentence for each text that will be spoken and contains a phrase that is listened for."""
    found = dict.fromkeys(
        (text, triggers[0])
        for text, question in _spoken(plan)
        if (triggers := triggers_in(text, plan.lexicon, question=question))
    )
    return tuple(
        f"Safeword would hear itself say '{trigger}' in \u201c{text}\u201d: "
        "say that text in other words, or choose another word."
        for text, trigger in found
    )


def _spoken(plan: Plan) -> Iterator[tuple[str, bool]]:
    """What may be spoken, and whether it is a question to which a plain answer may be given."""
    for text in plan.prompts.fixed():
        yield text, False
    questions = ("check_in", "check_in_again", "check_in_silence", "embedded", "before_intro")
    for key in questions:
        yield plan.prompts[key], True
    for question in plan.before:
        yield question, True
    for _, text in read_out(plan.limits, (), plan.prompts):
        yield text, False
    for step in plan.aftercare:
        for line in step.lines:
            yield line, False
    for script in (plan.script, *plan.scripts.values()):
        for told in (script.says, script.calls):
            yield told or "", False


def _guided(step: Step, people: tuple[str, ...]) -> GuidedStep:
    """Said to everyone by name where the step has a place for names."""
    pace = frames(60 * step.minutes)
    if "{person}" not in step.text:
        return GuidedStep((step.text,), pace)
    if not people:
        return GuidedStep((_ADDRESS.sub("", step.text),), pace)
    return GuidedStep(tuple(step.text.replace("{person}", name) for name in people), pace)


def _minutes(agreed: float | None, usual: float) -> int | None:
    minutes = usual if agreed is None else agreed
    return frames(60 * minutes) if minutes else None

"""The whole dialogue: every part once for a new agreement, and then what people want to change."""

from collections.abc import Callable, Mapping

from rich.console import Console

from intents.agreement import Agreement, agreement_from
from intents.errors import AgreementProblem
from intents.lint import Findings, lint
from voice.agreeing import questions, shared
from voice.agreeing.alone import everyone
from voice.agreeing.listening import listening
from voice.language import agreeing_of, phrases_of, prompts_of
from voice.telling.agreement_page import agreement_page

SAVE, LEAVE = "save", "leave"
Part = Callable[[Agreement, Console], Agreement]
PARTS: Mapping[str, tuple[str, Part]] = {
    "basics": ("who you are", lambda agreement, _: shared.basics(agreement)),
    "words": ("your words", shared.words),
    "signals": ("signals without words", shared.signals),
    "check_ins": ("check-ins", lambda agreement, _: shared.check_ins(agreement)),
    "alone": ("what each of you wants and does not want, alone", everyone),
    "before": ("the questions before a session", shared.before),
    "aftercare": ("aftercare", shared.aftercare),
    "listening": ("how easily a stop is called", listening),
}
LATER = frozenset({"listening"})
"""What nobody is asked who makes a first agreement: the usual is good, and questions tire."""


def dialogue(agreement: Agreement, console: Console, *, new: bool) -> Agreement | None:
    """What they agreed on in the end; None if it shall not be kept."""
    if new:
        console.print(
            "An agreement is made sober, with time, and by all of you. Some of it you fill in "
            "together, some of it each of you alone. At the end you see all of it, and can change "
            "each part before it is kept.\nCtrl-C leaves without changing anything.\n"
        )
        for key in (each for each in PARTS if each not in LATER):
            agreement = _changed(key, agreement, console)
    while True:
        console.print(agreement_page(agreement))
        found = _show_findings(agreement, console)
        choices = {SAVE: "nothing more: keep it"}
        choices |= {key: title for key, (title, _) in PARTS.items()}
        choices |= {LEAVE: "leave without keeping anything"}
        chosen = questions.choice("What do you want to change?", choices, SAVE)
        if chosen == LEAVE:
            return None
        if chosen != SAVE:
            agreement = _changed(chosen, agreement, console)
        elif not found.mistakes or questions.yes(
            "It cannot be used like this. Keep it all the same?", default=False
        ):
            return agreement


def _changed(key: str, agreement: Agreement, console: Console) -> Agreement:
    """With one part made anew; as before where another part does not let that be."""
    try:
        changed = PARTS[key][1](agreement, console)
        agreement_from(changed.model_dump(), "so far")
        return changed
    except AgreementProblem as problem:
        console.print(str(problem), style="red", markup=False)
        return agreement


def _show_findings(agreement: Agreement, console: Console) -> Findings:
    language = agreement.language
    phrases, prompts = phrases_of(language), prompts_of(language)
    # How words sound was told when they were chosen; here only mistakes count.
    found = lint(agreement, phrases, prompts, agreeing_of(language), facts={})
    for mistake in found.mistakes:
        console.print(f"- {mistake}", style="red", markup=False)
    return found

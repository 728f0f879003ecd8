"""What came of the proof test: a table with margins, and advice for what was not heard."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rich.markup import escape
from rich.table import Table

from intents.agreement import Listening
from intents.names import STOPS
from intents.proof import Attempt, Loudness, Outcome
from intents.signs import SIGN_EAR


def proof_table(attempts: Sequence[Attempt], outcomes: Sequence[Outcome]) -> Table:
    """One line for each person's word: its score as usual and loud, and how far from enough."""
    of = {outcome.attempt: outcome for outcome in outcomes}
    table = Table("who", "word", "as usual", "loud", "needed")
    for attempt in attempts:
        if attempt.loudness is Loudness.NORMAL:
            loud = replace(attempt, loudness=Loudness.LOUD)
            cells = (_cell(of.get(each)) for each in (attempt, loud))
            table.add_row(escape(attempt.person), attempt.phrase, *cells, f"{attempt.needed:.2f}")
    return table


def _cell(outcome: Outcome | None) -> str:
    if outcome is None:
        return "not tried"
    margin = f"{outcome.score:.2f} ({outcome.score - outcome.attempt.needed:+.2f})"
    return f"[green]heard {margin}" if outcome.heard else f"[bold red]not heard {margin}"


def by_listening(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A line for each setting: which of the tries at a stop word it would surely have heard."""
    stops = [outcome for outcome in outcomes if outcome.attempt.name in STOPS]
    for listening in Listening if stops else ():
        lost = [outcome.attempt for outcome in stops if not outcome.surely_heard(listening)]
        yours = " (yours)" if listening is stops[0].attempt.listening else ""
        named = "".join(f"; not {_whose(each)}, {_how(each)}" for each in lost)
        yield f"{listening}{yours}: {len(stops) - len(lost)} of {len(stops)}{named}"


def advice(missed: Iterable[Outcome]) -> Iterator[str]:
    """A line for each try that failed: what to change."""
    for outcome in missed:
        attempt = outcome.attempt
        yield f"{_whose(attempt)}, {_how(attempt)}: {_why(outcome)}"


def _whose(attempt: Attempt) -> str:
    return f"{attempt.person}'s '{attempt.phrase}'" if attempt.person else f"'{attempt.phrase}'"


def _how(attempt: Attempt) -> str:
    return "as usual" if attempt.loudness is Loudness.NORMAL else "loud"


def _why(outcome: Outcome) -> str:
    if outcome.instead:
        return f"it was taken for a {outcome.instead} word. Choose one that sounds less like it."
    if outcome.attempt.ears == (SIGN_EAR,):
        return (
            "give it three times, evenly, within two seconds, and be still before and after. If "
            "that does not help, move the microphone closer or turn the music down."
        )
    if not outcome.sounded:
        return (
            "no sound came. Is it the right microphone ('safeword devices'), and is it near enough?"
        )
    if outcome.attempt.loudness is Loudness.LOUD:
        return "turn the microphone's level down or move it away, or choose a longer word."
    return (
        "move the microphone closer or turn the music down, or choose a longer, rarer word "
        "('pineapple' is easier to hear than 'red')."
    )

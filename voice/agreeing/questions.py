"""The kinds of question that are asked, on top of questionary.

Each raises `KeyboardInterrupt` for Ctrl-C and `EOFError` for Ctrl-D.
"""

import shutil
import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import questionary
from questionary import Choice

T = TypeVar("T")
Check = Callable[[str], str | None]
"""Says what is wrong with an answer, or None."""
TICK = "(space ticks and unticks, arrows move, Enter goes on)"
MARGIN = 4
"""Columns that the mark of a question, and the gap behind it, take."""


def line(message: str, default: str = "", check: Check = lambda _: None) -> str:
    """One line of text, possibly empty; asked again, and why, while something is wrong with it."""
    answer = default
    while True:
        asked = questionary.text(fitted(message, len(answer)), default=answer).unsafe_ask()
        answer = str(asked).strip()
        wrong = check(answer)
        if wrong is None:
            return answer
        # questionary's own place for this is one line, which is too short to say what to do.
        questionary.print(fitted(wrong), style="fg:ansired")


def several(
    message: str, default: Iterable[str] = (), check: Check = lambda _: None
) -> tuple[str, ...]:
    """Things with commas between them, possibly none. Each is checked."""

    def wrong(text: str) -> str | None:
        return next(filter(None, map(check, _split(text))), None)

    return _split(line(f"{message} (commas between)", ", ".join(default), wrong))


def choice(message: str, choices: Mapping[T, str], default: T) -> T:
    """One of these; the values are what is shown."""
    shown = [Choice(title, value) for value, title in choices.items()]
    chosen = next(each for each in shown if each.value == default)
    answer: T = questionary.select(fitted(message), shown, default=chosen).unsafe_ask()
    return answer


def many(message: str, choices: Iterable[str], chosen: Iterable[str] = ()) -> tuple[str, ...]:
    """Any number of these. None of them is an answer too, but not one that Enter gives alone."""
    before = set(chosen)
    shown = [Choice(each, checked=each in before) for each in choices]
    while shown:
        ticked = tuple(questionary.checkbox(fitted(message), shown, instruction=TICK).unsafe_ask())
        if ticked or yes("Nothing is ticked. Do you mean none of these?", default=False):
            return ticked
    return ()


def yes(message: str, *, default: bool) -> bool:
    """Yes or no."""
    return bool(questionary.confirm(fitted(message), default=default).unsafe_ask())


def lines(
    message: str, default: Iterable[str] = (), check: Check = lambda _: None
) -> tuple[str, ...]:
    """One line after another, until one is empty; a known one that is emptied is taken out."""
    print(fitted(f"{message}: one a line, and an empty one at the end."))
    known = [line(f"{at}.", each, check) for at, each in enumerate(default, start=1)]
    answers = [each for each in known if each]
    while answer := line(f"{len(answers) + 1}.", check=check):
        answers.append(answer)
    return tuple(answers)


def number(message: str, default: float, low: float, high: float, *, never: bool = True) -> float:
    """A number from `low` to `high`; also 0, which stands for never, unless that cannot be."""
    wanted = f"Write a number from {low:g} to {high:g}" + (", or 0 for never." if never else ".")

    def wrong(text: str) -> str | None:
        try:
            found = float(text)
        except ValueError:
            return wanted
        return None if low <= found <= high or (never and found == 0) else wanted

    note = " (0 for never)" if never else ""
    return float(line(message + note, f"{default:g}", wrong))


def pause() -> None:
    """Until Enter is pressed."""
    questionary.text("Press Enter to go on.").unsafe_ask()


def fitted(text: str, answer: int = 0) -> str:
    """The text with its lines broken between words.

    With room for an answer of so many letters behind it, or on a line of its own.
    """
    width = max(shutil.get_terminal_size().columns - MARGIN, 20)
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, width) or [""]]
    if answer and lines and len(lines[-1]) + answer > width:
        lines.append("")
    return "\n".join(lines)


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(","))))

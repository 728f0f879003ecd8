"""The kinds of question that are asked, on top of questionary.

Each raises `KeyboardInterrupt` for Ctrl-C and `EOFError` for Ctrl-D.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import questionary
from questionary import Choice

T = TypeVar("T")
Check = Callable[[str], str | None]
"""Says what is wrong with an answer, or None."""


def line(message: str, default: str = "", check: Check = lambda _: None) -> str:
    """One line of text, possibly empty."""
    answer = questionary.text(
        message, default=default, validate=lambda text: check(text.strip()) or True
    ).unsafe_ask()
    return str(answer).strip()


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
    answer: T = questionary.select(message, shown, default=chosen).unsafe_ask()
    return answer


def many(message: str, choices: Iterable[str], chosen: Iterable[str] = ()) -> tuple[str, ...]:
    """Any number of these."""
    before = set(chosen)
    shown = [Choice(each, checked=each in before) for each in choices]
    return tuple(questionary.checkbox(message, shown).unsafe_ask()) if shown else ()


def yes(message: str, *, default: bool) -> bool:
    """Yes or no."""
    return bool(questionary.confirm(message, default=default).unsafe_ask())


def lines(
    message: str, default: Iterable[str] = (), check: Check = lambda _: None
) -> tuple[str, ...]:
    """One line after another, until one is empty; a known one that is emptied is taken out."""
    print(f"{message}: one a line, and an empty one at the end.")
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


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(","))))

"""One calm screen: the state in words and colour, to be read across a room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pyfiglet import Figlet
from rich.align import Align
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from intents.clock import frames, seconds
from intents.state import Mode, Place, State
from voice.telling.view import View

COLOURS: Mapping[Place, str] = {
    Place.UNARMED: "white on grey23",
    Place.ARMED: "white on blue",
    Place.PLAYING: "black on green",
    Place.SLOW: "black on yellow",
    Place.CHECKING_IN: "white on magenta",
    Place.STOPPED: "white on red",
    Place.LIMITS: "white on blue",
    Place.AFTERCARE: "black on cyan",
    Place.FAULTY: "bold white on dark_red",
    Place.CLOSING: "white on grey23",
}
BEHIND = frames(0.3)
"""With so much sound waiting, the ears are said to be catching up."""
QUIETEST, BAR = -70.0, 40
"""The level in dB at which the bar begins, and its length."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the screen in one language."""

    places: Mapping[str, str]
    hears: str
    behind: str
    deaf: str
    lost: str
    level: str
    check_in: str
    answer: str
    ears: str
    players: str
    nothing: str
    says: str
    understood: str


@cache
def screen_words(language: str) -> Words:
    """Those of a language that Safeword speaks."""
    text = (files("voice") / "telling" / "screen.yaml").read_text(encoding="utf-8")
    return Words(**yaml.safe_load(text)[language])


@dataclass(frozen=True, slots=True)
class Around:
    """What the screen shows that is not part of the session's loop."""

    players: Sequence[str] | None = None
    """None until it is known."""
    says: str = ""
    """What was said last."""
    note: str = ""
    """What went wrong last."""
    hangs: bool = False
    """Nothing came from the loop for a while, so nothing that it said is true any more."""


def screen_page(
    view: View, around: Around, words: Words, width: int, *, show_heard: bool
) -> RenderableType:
    """The whole screen, for a terminal of so many columns."""
    place = Place.FAULTY if around.hangs else view.state.place
    title = words.places[place]
    rows = Table.grid(padding=(0, 3))
    for name, text in _rows(view, around, words, show_heard=show_heard):
        rows.add_row(Text(name, style="dim"), text)
    return Group(
        Panel(
            Align.center(Text(_big(title, width - 6), style="bold"), vertical="middle"),
            title=title,
            style=COLOURS[place],
            padding=(2, 2),
        ),
        Padding(rows, (1, 2)),
    )


def _rows(
    view: View, around: Around, words: Words, *, show_heard: bool
) -> Iterator[tuple[str, Text]]:
    yield words.ears, _ears(view, around, words)
    yield words.level, _bar(view)
    yield from _times(view.state, words)
    if around.players is not None:
        yield words.players, Text(", ".join(around.players) or words.nothing)
    if around.says:
        yield words.says, Text(around.says, style="bold")
    if show_heard and view.heard:
        yield words.understood, Text(view.heard)
    if around.note:
        yield "!", Text(around.note, style="red")


def _ears(view: View, around: Around, words: Words) -> Text:
    if around.hangs or view.state.faults:
        what = ", ".join(sorted(view.state.faults)).replace("_", " ")
        return Text(f"{words.deaf} {what}".rstrip(), style="bold red")
    text = Text(words.behind if view.backlog > BEHIND else words.hears, style="green")
    if view.lost:
        text.append(f"  ({words.lost}: {seconds(view.lost):.1f} s)", style="red")
    return text


def _bar(view: View) -> Text:
    filled = round(BAR * min(1, max(0, 1 - view.level / QUIETEST)))
    return Text.assemble(("\u2588" * filled, "green"), ("\u2591" * (BAR - filled), "dim"))


def _times(state: State, words: Words) -> Iterator[tuple[str, Text]]:
    answer_by, check_in_at = state.check_in.answer_by, state.schedule.check_in_at
    if answer_by is not None:
        yield words.answer, Text(_clock(answer_by - state.now), style="bold")
    elif check_in_at is not None and state.mode in (Mode.PLAYING, Mode.SLOW):
        yield words.check_in, Text(_clock(check_in_at - state.now))


def _clock(left: int) -> str:
    minutes, rest = divmod(max(0, round(seconds(left))), 60)
    return f"{minutes}:{rest:02}"


@cache
def _big(text: str, width: int) -> str:
    """In large letters, where there are some for this script and this width."""
    if not text.isascii():
        return f"\n{text}\n"
    return str(Figlet(font="standard", width=max(width, 20)).renderText(text)).rstrip("\n")

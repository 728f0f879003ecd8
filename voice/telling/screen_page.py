"""One calm screen: the state in words and colour, to be read across a room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pyfiglet import Figlet
from rich.align import Align
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from intents.clock import frames, seconds
from intents.faults import Fault
from intents.plan import Plan
from intents.state import Mode, Place, State
from voice.audio.level import FLOOR
from voice.players.players import Doing, PlayerState
from voice.telling.can_say import can_say
from voice.telling.happening import View

COLOURS: Mapping[Place, str] = {
    Place.UNARMED: "white on grey23",
    Place.ARMED: "white on blue",
    Place.PLAYING: "black on green",
    Place.SLOW: "black on yellow",
    Place.RESTING: "white on dark_cyan",
    Place.CHECKING_IN: "white on magenta",
    Place.STOPPED: "white on red",
    Place.LIMITS: "white on blue",
    Place.AFTERCARE: "black on cyan",
    Place.FAULTY: "bold white on dark_red",
    Place.CLOSING: "white on grey23",
}
BEHIND = frames(0.3)
"""With so much sound waiting, the ears are said to be catching up."""
NARROW = 60
"""Columns under which nothing is spent on space."""
QUIETEST, BAR = FLOOR, 40
"""The level in dB at which the bar begins, that of digital silence, and its length: a quiet room,
at -70 dB, must not look like a dead microphone."""
AROUND_LETTERS = 6
"""Lines that large letters take beside their own."""
BESIDE_ROWS = 4
"""Columns at the sides of the rows."""
DOINGS: Mapping[Doing, str] = {
    Doing.PLAYING: "green",
    Doing.LOW: "yellow",
    Doing.PAUSED: "dim",
    Doing.HELD: "bold",
    Doing.REFUSES: "bold red",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the screen in one language."""

    places: Mapping[str, str]
    doings: Mapping[str, str]
    faults: Mapping[str, str]
    hears: str
    behind: str
    too_loud: str
    deaf: str
    mute: str
    ended: str
    lost: str
    level: str
    check_in: str
    answer: str
    ears: str
    players: str
    nothing: str
    says: str
    can_say: str
    press: str
    any_key: str
    without_words: str
    signs: Mapping[str, str]
    understood: str

    def fault(self, name: str) -> str:
        """What is wrong, in words."""
        return self.faults.get(name, name.replace("_", " "))


@cache
def screen_words(language: str) -> Words:
    """Those of a language that Safeword speaks."""
    text = (files("voice") / "telling" / "screen.yaml").read_text(encoding="utf-8")
    return Words(**yaml.safe_load(text)[language])


@dataclass(frozen=True, slots=True)
class Around:
    """What the screen shows that is not part of the session's loop."""

    players: Sequence[PlayerState] | None = None
    """None until it is known."""
    notes: tuple[str, ...] = ()
    """What went wrong lately."""
    hangs: bool = False
    """Nothing came from the loop for a while, so nothing that it said is true any more."""
    keys: bool = False
    """Any key is a stop."""


def screen_page(
    view: View, around: Around, words: Words, size: tuple[int, int], *, show_heard: bool
) -> RenderableType:
    """The whole screen, for a terminal of so many columns and lines.

    What matters comes first, and is not pushed off a small terminal by what does not.
    """
    width, height = size
    place = Place.FAULTY if around.hangs and not view.ended else view.state.place
    title = words.places[place]
    lines = list(_rows(view, around, words, show_heard=show_heard))
    gap = 3 if width > NARROW else 1
    rows = Table.grid(padding=(0, gap))
    for name, text in lines:
        rows.add_row(Text(name, style="dim"), text)
    letters = _big(title, width - 6)
    needed = len(letters.splitlines()) + AROUND_LETTERS + _height(lines, width - gap)
    if needed > height or max(map(len, letters.splitlines())) > width - 6:
        return Group(Text(title.center(width), style=COLOURS[place]), rows)
    return Group(
        Panel(
            Align.center(Text(letters, style="bold"), vertical="middle"),
            title=title,
            style=COLOURS[place],
            padding=(1, 2),
        ),
        Padding(rows, (1, 2)),
    )


def _height(lines: Sequence[tuple[str, Text]], width: int) -> int:
    """So many lines of a terminal they take, or a few more."""
    left = max(1, width - max(cell_len(name) for name, _ in lines) - BESIDE_ROWS)
    return sum(2 + text.cell_len // left if text.cell_len > left else 1 for _, text in lines)


def _rows(
    view: View, around: Around, words: Words, *, show_heard: bool
) -> Iterator[tuple[str, Text]]:
    yield words.ears, _ears(view, around, words)
    for note in around.notes:
        yield "!", Text(note, style="red")
    yield from _times(view.state, words)
    if view.says:
        yield words.says, Text(view.says, style="bold")
    if around.players is not None:
        yield words.players, _players(around.players, words)
    if not (view.ended or around.hangs):
        yield words.can_say, Text(" \u00b7 ".join(can_say(view.state)), style="bold")
        if signs := list(_signs(view.state.plan, words)):
            yield words.without_words, Text(" \u00b7 ".join(signs))
        if around.keys:
            yield words.press, Text(words.any_key)
    yield words.level, _bar(view)
    if show_heard and view.heard:
        yield words.understood, Text(view.heard)


def _signs(plan: Plan, words: Words) -> Iterator[str]:
    """What counts without words, and whose it is where it is not everybody's."""
    for sign in plan.lexicon.signs:
        whose = ", ".join(plan.signs_of.get(sign, ()))
        yield f"{words.signs[sign]} ({whose})" if whose else words.signs[sign]


def _ears(view: View, around: Around, words: Words) -> Text:
    if view.ended:
        return Text(words.ended, style="bold")
    faults = view.state.faults
    if around.hangs or faults:
        what = words.mute if faults == {Fault.UNHEARD} and not around.hangs else words.deaf
        why = ", ".join(words.fault(fault) for fault in sorted(faults))
        return Text(f"{what}: {why}" if why else what, style="bold red")
    text = Text(words.behind if view.backlog > BEHIND else words.hears, style="green")
    if view.state.too_loud:
        text = Text(words.too_loud, style="bold yellow")
    if view.lost:
        text.append(f"  ({words.lost}: {seconds(view.lost):.1f} s)", style="red")
    return text


def _players(states: Sequence[PlayerState], words: Words) -> Text:
    if not states:
        return Text(words.nothing)
    parts = [(f"{each.name} ({words.doings[each.doing]})", DOINGS[each.doing]) for each in states]
    return Text(", ").join(Text.assemble(part) for part in parts)


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

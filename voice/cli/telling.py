"""How a session is told: as JSON, as lines, or on the screen; and as JSON beside that."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

from voice.telling.background import InBackground
from voice.telling.happening import Happening, Tell, Watch
from voice.telling.json_lines import json_line
from voice.telling.out import Lines, Out, complain
from voice.telling.screen import Screen
from voice.telling.text import text_line


@dataclass
class Telling:
    """Whom a session tells what happens. None of them raises."""

    tellers: list[Tell] = field(default_factory=list)
    watchers: list[Watch] = field(default_factory=list)
    screen: Screen | None = None
    errors: list[Exception] = field(default_factory=list)
    """What went wrong in telling."""

    def tell(self, happening: Happening) -> None:
        """Tell all of them."""
        for tell in self.tellers:
            tell(happening)


@contextmanager
def telling_for(
    args: argparse.Namespace,
    language: str,
    source: str,
    warnings: Sequence[str],
    in_vain: Callable[[], None],
) -> Iterator[Telling]:
    """What the options ask for.

    Where nobody reads any more, a session of people goes on and only the telling ends. Of a
    recording nothing else is wanted: `in_vain` is called, and the error raised on leaving.
    """
    telling = Telling()
    encoding = "utf-8" if args.json else getattr(sys.stdout, "encoding", None) or "utf-8"
    out = Out(1, encoding)
    console = Lines(out)

    def failed(how: str, error: Exception) -> None:
        telling.errors.append(error)
        if args.input:
            in_vain()
        else:
            complain(f"What happens cannot be {how} any more ({error}). Safeword listens on.")

    def in_background(tell: Tell, out: Out, how: str) -> Tell:
        patient = bool(args.input)
        background = InBackground(tell, partial(failed, how), patient=patient, leave=out.leave)
        return opened.enter_context(background)

    with ExitStack() as opened:
        if args.json_to is not None:
            beside = Out(args.json_to, "utf-8")
            telling.tellers.append(in_background(_json(source, beside), beside, "written as JSON"))
        if shows_a_screen(args):
            telling.screen = Screen(
                console,
                language,
                show_heard=args.show_words,
                keys=args.keys,
                warnings=warnings,
            )
            opened.callback(out.leave)
            opened.enter_context(telling.screen)
            telling.tellers.append(telling.screen.tell)
            telling.watchers.append(telling.screen.watch)
        else:
            if len(args.input) > 1 and not args.json:
                console.print(source, style="bold", markup=False)
            tell = _json(source, out) if args.json else _text(console)
            telling.tellers.append(in_background(tell, out, "told"))
        yield telling
    if args.input and telling.errors:
        raise telling.errors[0]


def give_the_terminal_back(args: argparse.Namespace) -> None:
    """After a process that may have left its screen behind."""
    if shows_a_screen(args):
        out = Out(1, "utf-8")
        console = Lines(out)
        out.leave()
        with suppress(OSError):
            console.set_alt_screen(False)
            console.show_cursor()


def shows_a_screen(args: argparse.Namespace) -> bool:
    """Whether a session of people at a terminal does; recordings and other programs get lines.

    So do terminals that cannot place text, or of which nothing is known.
    """
    if args.input or args.json or args.lines:
        return False
    console = Lines(Out(1, "utf-8"))
    return console.is_terminal and not console.is_dumb_terminal and bool(os.environ.get("TERM"))


def _json(source: str, out: Out) -> Tell:
    return lambda happening: json_line(happening, source, out)


def _text(console: Lines) -> Tell:
    return lambda happening: text_line(happening, console)

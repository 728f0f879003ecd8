"""`safeword monitor`: many rooms on one screen, for the person on duty."""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from rich.console import Console

from models.pyttsx_voice import PyttsxVoice
from voice.audio.loudspeaker import Loudspeaker
from voice.cli.mqtt import add_settings, settings_of, until_a_signal
from voice.cli.performing import add_room
from voice.monitor.display import Display, Lines, on_screen
from voice.players.none import NoPlayers
from voice.session.performer import OnlyTelling, Performer, RoomPerformer
from voice.telling.out import Lossy, complain

LANGUAGE = "en"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "monitor",
        help="watch many rooms that tell an MQTT broker how they are",
        description="Shows all rooms whose 'safeword mqtt' tells the broker of the settings, and "
        "says aloud which one needs somebody, until it is answered with Enter. See "
        "docs/monitor.md.",
    )
    add_settings(parser)
    parser.add_argument("--lines", action="store_true", help="only what is said, a line each")
    add_room(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Go on until a signal comes; its exit code. Raises `SettingsProblem` and `DeviceProblem`."""
    wanted = settings_of(args)
    from voice.monitor.watch import Watch  # noqa: PLC0415  it needs what may not be installed

    console = _console()
    with _performer(args) as performer, _display(args, console) as display:
        return asyncio.run(until_a_signal(Watch(wanted, performer, display).run()))


def _console() -> Console:
    """One that ends nothing where it cannot be written: the alerts are said all the same."""

    def failed(error: OSError) -> None:
        complain(
            f"What is said cannot be shown here ({error.strerror or error}): listen to the alerts, "
            "or begin again where it can be."
        )

    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    out = Lossy(1, encoding, failed)
    return Console(file=out, highlight=False)  # type: ignore[arg-type]  # all it uses is there


@contextmanager
def _performer(args: argparse.Namespace) -> Iterator[Performer]:
    if args.dry_run:
        yield OnlyTelling()
        return
    voice = PyttsxVoice(LANGUAGE)
    voice.check()
    performer = RoomPerformer(NoPlayers(), voice, Loudspeaker(args.speaker), replay=False)
    try:
        yield performer
    finally:
        performer.close()


@contextmanager
def _display(args: argparse.Namespace, console: Console) -> Iterator[Display]:
    if args.lines or not console.is_terminal:
        yield Lines(partial(console.print, markup=False, soft_wrap=True), complain)
        return
    with on_screen(console) as screen:
        yield screen

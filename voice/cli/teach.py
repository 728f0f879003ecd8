"""`safeword teach`: what the squeaker sounds like, by three examples at the microphone."""

import argparse
from collections.abc import Iterator
from contextlib import closing, nullcontext
from itertools import dropwhile
from pathlib import Path

from rich.console import Console

from intents.agreement import Agreement, Sounding, Squeaker
from intents.signs import EXAMPLES, PHRASES, Sign
from models.signs.teaching import WAITS, Example, NotTaught, taught_by
from voice import agreement_file, check_file
from voice.audio.interfaces import Block
from voice.cli.performing import add_beside, add_echo, add_microphone
from voice.cli.signals import ending_on_signals
from voice.echo.opening import open_microphone
from voice.errors import DeviceProblem, OutputProblem, UsageProblem
from voice.only_one import only_one
from voice.passphrase import Passphrase

TRIES = 3
"""So often each example may be tried."""
GUIDE = (
    "Take what you will hold: a squeaky toy, a bell, a clicker or a whistle. Switch the music off, "
    "stand where you will be, and sound it once each time you read 'now', as you would to stop. "
    f"Each is waited for {WAITS:.0f} seconds. The sound itself is not kept. Ctrl-C changes nothing."
    "\n"
)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("teach", help="teach what your squeaky toy or bell sounds like")
    parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
    add_microphone(parser)
    add_beside(parser)
    add_echo(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Listen to three, and keep what they sounded like in the agreement."""
    console = Console(highlight=False)
    path, passphrase = args.agreement or agreement_file.default_path(), Passphrase()
    agreement = agreement_file.read(path, passphrase)
    if Sign.SQUEAKS not in agreement.listened_for.every:
        raise UsageProblem(
            f"You did not agree on {PHRASES[Sign.SQUEAKS]}: do that first, with 'safeword agree'."
        )
    console.print(GUIDE, soft_wrap=True)
    squeaker = _taught(args, agreement, console)
    try:
        # What was heard of another thing says nothing about this one.
        check_file.forget(PHRASES[Sign.SQUEAKS])
    except OSError as error:
        raise OutputProblem(
            f"What was tried before cannot be forgotten, so nothing was taught: {error}."
        ) from error
    agreement_file.write(path, agreement.model_copy(update={"squeaker": squeaker}), passphrase)
    print(f"Taught, and kept in {path}. Next: try it with 'safeword check'.")
    return 0


def _taught(args: argparse.Namespace, agreement: Agreement, console: Console) -> Squeaker:
    microphone = args.microphone or agreement.room.microphone
    with (
        ending_on_signals(),
        nullcontext() if args.beside else only_one(),
        closing(
            open_microphone(microphone, cancel_echo=args.cancel_echo, tell=console.print)
        ) as source,
    ):
        blocks = source.blocks()
        return taught_by([_example(number, blocks, console) for number in range(1, EXAMPLES + 1)])


def _example(number: int, blocks: Iterator[Block], console: Console) -> Sounding:
    """The next one that can be used. Raises `NotTaught` when too many cannot."""
    left = TRIES
    while True:
        left -= 1
        console.print(f"{number} of {EXAMPLES}: now ... ", end="")
        try:
            found = _heard(blocks).described()
        except NotTaught as problem:
            console.print("not heard well", style="bold red")
            if not left:
                raise
            console.print(str(problem), markup=False, soft_wrap=True)
        else:
            console.print("heard", style="green")
            return found


def _heard(blocks: Iterator[Block]) -> Example:
    example = Example()
    # What came before people read that it is their turn is not for it.
    for block in dropwhile(lambda block: not block.is_recent, blocks):
        if block.faults:
            what = ", ".join(sorted(block.faults)).replace("_", " ")
            raise DeviceProblem(
                f"The microphone cannot be heard: {what}. See that it is plugged in and not muted, "
                "and begin again."
            )
        if example.hear(block.frames, cut_off=block.cut_off):
            break
    return example

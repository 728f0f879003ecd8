"""`safeword listen`: the microphone, or recordings, through the ears into effects."""

import argparse
from pathlib import Path

from intents.agreement import Agreement, agreement_from
from voice import agreement_file
from voice.cli.chosen_words import add_words, advice_about, chosen_words
from voice.cli.guarding import listen_guarded
from voice.cli.json_to import open_json_to
from voice.cli.listening import Warnings, listen
from voice.cli.performing import (
    add_beside,
    add_echo,
    add_microphone,
    add_performing,
    check_output,
    use_devices,
)
from voice.errors import UsageProblem
from voice.private_file import is_private


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("listen", help="listen for the agreed words, and act")
    parser.add_argument(
        "--input", nargs="+", action="extend", type=Path, default=[], metavar="FILE",
        help="listen to recordings instead of the microphone, each a session of its own",
    )  # fmt: skip
    parser.add_argument("--fast", action="store_true", help="recordings as fast as possible")
    add_microphone(parser)
    parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a Vosk model to listen with")
    add_words(parser)
    parser.add_argument(
        "--no-questions", action="store_true", help="begin at once, without the questions before"
    )
    parser.add_argument("--lines", action="store_true", help="lines instead of the screen")
    add_beside(parser)
    add_echo(parser)
    parser.add_argument(
        "--show-words", action="store_true", help="show on the screen what was recognised last"
    )
    add_performing(parser)
    parser.set_defaults(run=_run, keys=False)


def _run(args: argparse.Namespace) -> int:
    warnings = Warnings()
    agreement = _agreement(args, warnings)
    if args.output and len(args.input) > 1:
        raise UsageProblem("--output takes one recording: give one --input at a time.")
    if args.fast and not args.input:
        raise UsageProblem("--fast is for recordings: a microphone cannot be hurried.")
    check_output(args)
    use_devices(args, agreement.room)
    open_json_to(args)
    if args.input:
        return listen(args, agreement, warnings)
    return listen_guarded(args, agreement, warnings)


def _agreement(args: argparse.Namespace, warnings: Warnings) -> Agreement:
    """The agreement, with the choices of the command line in place of its own."""
    path = args.agreement or agreement_file.default_path()
    if args.agreement is None and not agreement_file.is_there(path):
        warnings.add(
            "No agreement of yours yet, so this is the packaged example: "
            "make your own with 'safeword agree'."
        )
        agreement = agreement_file.example()
    else:
        agreement = agreement_file.read(path)
        if not is_private(path):
            warnings.add(f"Others can read your agreement: run chmod 600 '{path}'.")
    data = agreement.model_dump()
    chosen = chosen_words(args, agreement.language)
    data["words"] |= chosen
    data["before"]["ask"] &= not args.no_questions
    agreement = agreement_from(data, "with the options of the command line")
    for advice in advice_about(chosen, agreement):
        warnings.add(advice)
    return agreement

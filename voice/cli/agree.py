"""`safeword agree`: where the agreement is, whether it can be used, and how to begin one."""

import argparse
from pathlib import Path

from voice import agreement_file
from voice.assembly import lexicon_and_plan


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("agree", help="write the agreement file, or check it")
    parser.add_argument("--init", action="store_true", help="write the example, for you to change")
    parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write or check."""
    path = args.agreement or agreement_file.default_path()
    if args.init:
        agreement_file.write_example(path)
        print(f"Wrote {path}. Read it together, and change it with a text editor.")
        return 0
    lexicon_and_plan(agreement_file.read(path))
    print(f"{path} can be used.")
    if not agreement_file.is_private(path):
        print(f"Others on this computer can read it: run chmod 600 '{path}'.")
    return 0

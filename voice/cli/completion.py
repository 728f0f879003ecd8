"""`safeword completion`: what a shell needs to complete the commands and options of `safeword`."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import shtab

from voice.cli.parser import parser_of
from voice.cli.tell import WORDS
from voice.settings import SETTINGS

SHELLS: Mapping[str, str] = {
    "bash": "safeword completion bash > ~/.local/share/bash-completion/completions/safeword",
    "zsh": "safeword completion zsh > _safeword, in a folder of your $fpath",
    "fish": "safeword completion fish > ~/.config/fish/completions/safeword.fish",
}
"""Each with how it is told."""
KNOWN: Mapping[tuple[str, str], Sequence[str]] = {
    ("safeword tell", "request"): WORDS,
    ("safeword settings", "name"): tuple(each.name for each in SETTINGS),
}
"""What can be given where the parser itself takes any word, and we refuse in a sentence."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "completion",
        help="print what bash, zsh or fish needs to complete what you type",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Prints what a shell needs to complete the commands and options of safeword.",
        epilog="\n".join(f"  {how}" for how in SHELLS.values()),
    )
    parser.add_argument("shell", choices=tuple(SHELLS))
    parser.set_defaults(run=run, reminds=False)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    parser = parser_of()
    for command, action in _arguments(parser):
        if action.type is Path:
            setattr(action, "complete", shtab.FILE)  # noqa: B010  as its authors have it
        elif known := KNOWN.get((command, action.dest)):
            action.choices = known
    print(shtab.complete(parser, args.shell))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    """Each, with the command that it belongs to."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            below: Mapping[str, Any] = action.choices
            for each in below.values():
                yield from _arguments(each)
        else:
            yield parser.prog, action

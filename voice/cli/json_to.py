"""The file of `--json-to`: a program reads JSON there while people have the screen."""

import argparse
import os
from pathlib import Path

from voice.errors import OutputProblem

_STANDARD = 2
"""The last of the numbers that are standard input, output and error."""


def add_json_to(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "--json-to", type=_place, metavar="FILE",
        help="add the lines of --json to a file or pipe, or to an open file of this number, beside "
        "what is shown",
    )  # fmt: skip


def open_json_to(args: argparse.Namespace) -> None:
    """Open it once, before there is a session: `args.json_to` becomes the number of an open file.

    Both processes of a session have it, so that nothing of it can fail later but the writing.
    Raises `OutputProblem`.
    """
    path = args.json_to
    if not isinstance(path, Path):
        return
    try:
        # A pipe that nobody reads would make us wait; what others may read is the owner's to say.
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK
        args.json_to = os.open(path, flags, 0o600)
    except OSError as error:
        raise OutputProblem(
            f'JSON cannot be written to "{path}": {error.strerror}. Choose a file in a folder that '
            "you may write to, or a pipe that is being read."
        ) from error


def _place(text: str) -> int | Path:
    if not text.removeprefix("-").isdecimal():
        return Path(text)
    number = int(text)
    try:
        os.fstat(number)
    except (OSError, OverflowError):
        number = _STANDARD
    if number <= _STANDARD:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not the number of an open file above {_STANDARD}. A file whose name is a "
            "number is written ./NUMBER; --json is for standard output."
        )
    return number

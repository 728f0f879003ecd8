"""The command `safeword`."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from intents.errors import Problem
from voice.cli import agree, check, devices, listen, models, scene, words
from voice.cli.quiet import quiet_libraries
from voice.cli.streams import CANNOT_WRITE, GONE, flushed, usable_streams
from voice.reminder import remind

PURPOSE = (
    "An offline, hands-free safe-word listener for consenting adults. It signals; people act: "
    "do not rely on it for your safety."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit codes are those of sysexits.h."""
    usable_streams()
    parser = argparse.ArgumentParser("safeword", description=PURPOSE)
    parser.add_argument("--version", action="version", version=version("safeword-voice"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (listen, scene, agree, words, check, models, devices):
        command.add_parser(commands)
    args = parser.parse_args(argv)
    remind(date.today())
    return flushed(_run(args))


def _run(args: argparse.Namespace) -> int:
    try:
        with quiet_libraries():
            return int(args.run(args))
    except Problem as problem:
        print(f"safeword: {problem}", file=sys.stderr)
        return problem.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our lines is gone
        return GONE
    except OSError as error:
        print(f"safeword: it cannot go on: {error.strerror or error}.", file=sys.stderr)
        return CANNOT_WRITE

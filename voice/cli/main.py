"""The command `safeword`."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from importlib.metadata import version

from models.offline import stay_offline
from models.undumped import stay_undumped
from voice.cli.contained import contained
from voice.cli.streams import flushed, usable_streams
from voice.reminder import remind

COMMANDS = (
    *("listen", "tell", "scene", "agree", "lock", "words", "check", "models", "devices"),
    *("doctor", "settings", "service", "mqtt"),
)
"""The modules beside this one that have a command each."""
PURPOSE = (
    "An offline, hands-free safe-word listener for consenting adults. It signals; people act: "
    "do not rely on it for your safety."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit codes are those of sysexits.h."""
    stay_undumped()
    usable_streams()
    argv = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser("safeword", description=PURPOSE)
    parser.add_argument("--version", action="version", version=version("safeword-voice"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    # Only what is needed is loaded: a stop that is asked for by "tell" must not wait for the rest.
    for name in [name for name in COMMANDS if name in argv[:1]] or COMMANDS:
        import_module(f"voice.cli.{name}").add_parser(commands)
    parser.set_defaults(network=False)
    args = parser.parse_args(argv)
    if not args.network:
        stay_offline()
    if vars(args).get("reminds", True):
        remind(date.today())
    return flushed(contained(lambda: int(args.run(args))))

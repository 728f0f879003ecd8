"""The command `safeword`."""

import argparse
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from models.offline import stay_offline
from models.undumped import stay_undumped
from voice.cli import agree, check, devices, listen, lock, models, scene, service, words
from voice.cli.contained import contained
from voice.cli.streams import flushed, usable_streams
from voice.reminder import remind

PURPOSE = (
    "An offline, hands-free safe-word listener for consenting adults. It signals; people act: "
    "do not rely on it for your safety."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit codes are those of sysexits.h."""
    stay_undumped()
    usable_streams()
    parser = argparse.ArgumentParser("safeword", description=PURPOSE)
    parser.add_argument("--version", action="version", version=version("safeword-voice"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (listen, scene, agree, lock, words, check, models, devices, service):
        command.add_parser(commands)
    parser.set_defaults(network=False)
    args = parser.parse_args(argv)
    if not args.network:
        stay_offline()
    remind(date.today())
    return flushed(contained(lambda: int(args.run(args))))

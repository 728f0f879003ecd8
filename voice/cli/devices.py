"""`safeword devices`: the microphones that can be listened to, and whether there is a speaker."""

import argparse

from voice.audio.devices import NONE, devices
from voice.audio.loudspeaker import Loudspeaker
from voice.errors import DeviceProblem


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("devices", help="list the microphones; fails if there is none")
    parser.add_argument(
        "--loudspeaker", action="store_true", help="only see whether a loudspeaker can be opened"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one name a line, the default first. Raises `DeviceProblem` if there is none."""
    if args.loudspeaker:
        Loudspeaker().close()
        return 0
    found = devices()
    if not found:
        raise DeviceProblem(NONE)
    for device in found:
        print(device.name)
    return 0

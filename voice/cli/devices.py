"""`safeword devices`: the microphones that can be listened to."""

import argparse

from voice.audio.devices import NONE, devices
from voice.errors import DeviceProblem


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("devices", help="list the microphones; fails if there is none")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:  # noqa: ARG001  # every command has this shape
    """Print one name a line, the default first. Raises `DeviceProblem` if there is none."""
    found = devices()
    if not found:
        raise DeviceProblem(NONE)
    for device in found:
        print(device.name)
    return 0

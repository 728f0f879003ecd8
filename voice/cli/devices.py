"""`safeword devices`: the microphones and loudspeakers that can be used."""

import argparse

from voice.audio.devices import Device, loudspeakers, microphones, none_of
from voice.audio.loudspeaker import Loudspeaker


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "devices", help="list microphones and loudspeakers; fails if there is no microphone"
    )
    parser.add_argument(
        "--loudspeaker", action="store_true", help="only see whether a loudspeaker can be opened"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one name a line, the default first. Raises `DeviceProblem` without a microphone."""
    if args.loudspeaker:
        Loudspeaker().close()
        return 0
    found = microphones()
    _print("Microphones", "--microphone NAME", found)
    _print("Loudspeakers", "--speaker NAME", loudspeakers())
    if not found:
        raise none_of("microphone")
    print("* is used where you choose none. Your agreement can name one of each under [room].")
    return 0


def _print(kind: str, option: str, found: tuple[Device, ...]) -> None:
    print(f"{kind} (choose with {option}, or a part of the name):")
    for device in found:
        print(f"{'*' if device is found[0] else ' '} {device.name}")
    if not found:
        print("  none")

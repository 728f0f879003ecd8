"""The options of the command `safeword`, of all its commands or of some."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

COMMANDS = (
    *("listen", "tell", "scene", "agree", "teach", "lock", "words", "check"),
    *("models", "devices", "doctor", "settings", "service", "mqtt", "monitor", "completion"),
)
"""The modules beside this one that have a command each."""
PURPOSE = (
    "An offline, hands-free safe-word listener for consenting adults. It signals; people act: "
    "do not rely on it for your safety."
)


def parser_of(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """That of these commands. Only what they need is loaded."""
    parser = argparse.ArgumentParser("safeword", description=PURPOSE)
    parser.add_argument("--version", action="version", version=version("safeword-voice"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in names:
        import_module(f"voice.cli.{name}").add_parser(commands)
    parser.set_defaults(network=False)
    return parser

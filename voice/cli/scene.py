"""`safeword scene`: the bundled recorded scene, through the same pipeline into the same effects."""

import argparse
from importlib.resources import as_file, files

from intents.agreement import Agreement, Before, Signals
from intents.signs import Sign
from voice import agreement_file
from voice.cli.json_to import open_json_to
from voice.cli.listening import Warnings, listen
from voice.cli.performing import add_performing, check_output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command: as `listen`, without its inputs and words."""
    parser = commands.add_parser("scene", help="play a bundled recorded scene to the listener")
    parser.add_argument("--fast", action="store_true", help="as fast as possible")
    add_performing(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Listen to the scene, in which people are playing already."""
    agreement = _agreement()
    with as_file(files("voice") / "scene" / "scene.flac") as recording:
        args.input, args.model = [recording], None
        check_output(args)
        open_json_to(args)
        return listen(args, agreement, Warnings())


def _agreement() -> Agreement:
    """The example, with a signal for the one who is gagged in the scene."""
    example = agreement_file.example()
    alex, *others = example.people
    gagged = alex.model_copy(update={"signals": Signals(stop=(Sign.HUMS,))})
    return example.model_copy(update={"before": Before(ask=False), "people": (gagged, *others)})

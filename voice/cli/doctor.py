"""`safeword doctor`: looks at all that a session needs, and says how to mend what is wrong."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from intents.clock import seconds
from voice.audio.sound_server import mark_our_streams
from voice.cli.performing import add_microphone
from voice.doctor.examination import Options, examined
from voice.doctor.level import LENGTH
from voice.doctor.report import as_json, conclusion, hears, print_finding


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "doctor",
        help="look at all that a session needs, and say how to mend what is wrong",
        description="Looks at all that a session needs, and says how to mend what is wrong. It "
        "touches no player and changes nothing. No word, name or limit of yours is in what it "
        "prints, so you can send it to others. It succeeds if nothing keeps a session from "
        "hearing you.",
    )
    parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
    add_microphone(parser)
    parser.add_argument("--speaker", metavar="NAME", help="the loudspeaker to look at")
    parser.add_argument(
        "--speak", action="store_true",
        help="also say a sentence, and look for it in what the microphone hears",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one object: see docs/json.md")
    # What is printed is for others to read.
    parser.set_defaults(run=run, reminds=False)


def run(args: argparse.Namespace) -> int:
    """Print what is found; 0 if nothing of it keeps a session from hearing, else 1."""
    mark_our_streams()  # a session that runs must not take them for music
    console = Console(highlight=False)
    options = Options(args.agreement, args.microphone, args.speaker, args.speak)
    findings = []
    for finding in examined(options, _listens):
        findings.append(finding)
        if not args.json:
            print_finding(finding, console)
    if args.json:
        print(as_json(findings))
    else:
        console.print(f"\n{conclusion(findings)}", soft_wrap=True)
    return 0 if hears(findings) else 1


def _listens() -> None:
    print(f"Listening for {seconds(LENGTH):.0f} seconds ...", file=sys.stderr)

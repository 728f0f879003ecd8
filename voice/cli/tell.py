"""`safeword tell`: asks something of the session that listens, from another program."""

import argparse
import json
import sys
from contextlib import nullcontext, suppress
from typing import Any

from intents.names import Name
from intents.outside import MAY_BE_ASKED
from voice.cli.streams import let_go
from voice.control.caller import Caller
from voice.control.protocol import Look
from voice.errors import NobodyListens, NotPrinted, UsageProblem

REQUESTS = (*MAY_BE_ASKED, Look.STATE)
_HELP = {
    Name.STOP: "as a stop word does; only people in the room can end it",
    Name.SLOW: "as a slow word does",
    Name.PAUSE_MUSIC: "pause the music without a stop",
    Name.CHECK_IN: "ask everyone how they are; silence is a stop",
    Name.LIMITS: "read the limits aloud",
    Name.AFTERCARE: "begin aftercare, after a stop or once the evening is over",
    Name.LISTENING: "say aloud whether it listens",
    Name.MUSIC_PLAYS: "say aloud, where the music is off, that some may still play elsewhere",
    Look.STATE: "print where the session is; fails where it does not hear",
}
WORDS = tuple(name.replace("_", "-") for name in REQUESTS)
"""The same, as people type them."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "tell",
        help="ask something of the session that listens: stop, slow, check-in...",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Asks something of the session that listens. It succeeds only if that session "
        "says that it is done.",
        epilog="\n".join(
            f"  {word:12} {_HELP[name]}" for word, name in zip(WORDS, REQUESTS, strict=True)
        ),
    )
    parser.add_argument("request", nargs="?", metavar="REQUEST", help="one of those below")
    parser.add_argument(
        "--watch", action="store_true", help="print all that happens: see docs/control.md"
    )
    parser.add_argument("--json", action="store_true", help="print the answer as it comes")
    # Whoever runs this is no person, who would read a reminder.
    parser.set_defaults(run=run, reminds=False)


def run(args: argparse.Namespace) -> int:
    """Ask, or watch until the session has ended.

    Raises `NobodyListens`, `NotDone` if it is refused or not answered, and `NotPrinted`.
    """
    if (args.request is None) != args.watch:
        raise UsageProblem("Give one thing to ask for, or --watch: see 'safeword tell --help'.")
    if args.watch:
        with Caller() as caller:
            for line in caller.watch():
                sys.stdout.write(line)
                sys.stdout.flush()
        return 0
    name = args.request.replace("-", "_")
    # A name that people can say is put to the session, which says why it refuses.
    if name not in {*Name, *REQUESTS}:
        words = ", ".join(WORDS)
        raise UsageProblem(f"There is no '{args.request}' to ask for. There are: {words}.")
    with Caller() as caller:
        answer = caller.ask(name)
    deaf = name == Look.STATE and answer["faults"]
    with suppress(NotPrinted) if deaf else nullcontext():
        _print(json.dumps(answer, ensure_ascii=False) if args.json else _told(answer))
    if deaf:
        raise NobodyListens("It does not hear you, or you cannot hear it. Watch each other.")
    return 0


def _print(text: str) -> None:
    """Whoever reads that a stop failed, where only its answer did, would look for what is wrong."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go(sys.stdout.fileno())
        raise NotPrinted(
            "The session says that this is done, but its answer cannot be printed here: "
            f"{error.strerror}."
        ) from error


def _told(answer: dict[str, Any]) -> str:
    where = ", ".join(filter(None, (answer["state"], answer["activity"])))
    faults = [f"wrong: {', '.join(answer['faults'])}"] if answer["faults"] else []
    return ". ".join((f"The session is {where}", *faults)).replace("_", " ") + "."

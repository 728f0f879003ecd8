"""The command `safeword`."""

import sys
from collections.abc import Sequence
from datetime import date

from models.offline import stay_offline
from models.undumped import stay_undumped
from voice.cli.contained import contained
from voice.cli.parser import COMMANDS, parser_of
from voice.cli.streams import flushed, usable_streams
from voice.reminder import remind


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit codes are those of sysexits.h."""
    stay_undumped()
    usable_streams()
    argv = sys.argv[1:] if argv is None else argv
    # Only what is needed is loaded: a stop that is asked for by "tell" must not wait for the rest.
    parser = parser_of([name for name in COMMANDS if name in argv[:1]] or COMMANDS)
    args = parser.parse_args(argv)
    if not args.network:
        stay_offline()
    if vars(args).get("reminds", True):
        remind(date.today())
    return flushed(contained(lambda: int(args.run(args))))

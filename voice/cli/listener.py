"""The listener's process. It is started by a guardian, with one end of a wire to it."""

import argparse
import sys
from dataclasses import replace
from functools import partial

from voice.cli.guarding import GUARDIAN, another, started_by
from voice.cli.listening import Warnings, Watched, listen
from voice.guardian.process import Process
from voice.guardian.wire import Handover


def run(handover: Handover, guardian: Process) -> int:
    """Listen until the session ends; the exit code."""
    # Only the first guardian has the terminal, and takes its keys.
    args = argparse.Namespace(**{**vars(handover.args), "keys": False})
    start = partial(another, GUARDIAN, replace(handover, args=args))
    watched = Watched(guardian, start, handover.begun)
    return listen(handover.args, handover.agreement, Warnings(handover.warnings), watched)


if __name__ == "__main__":
    sys.exit(started_by(int(sys.argv[1]), run))

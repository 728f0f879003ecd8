"""The listener's process. It is started by a guardian, with one end of a wire to it."""

import sys

from voice.cli.contained import contained
from voice.cli.guarding import another_guardian
from voice.cli.listening import Warnings, Watched, listen
from voice.cli.streams import flushed, usable_streams
from voice.guardian.process import Process
from voice.guardian.wire import Wire


def main(descriptor: int) -> int:
    """Listen until the session ends; the exit code."""
    usable_streams()
    wire = Wire.inherited(descriptor)
    handover = wire.first()
    guardian = Process(handover.sender, wire)

    def run() -> int:
        watched = Watched(guardian, another_guardian(handover), handover.begun)
        return listen(handover.args, handover.agreement, Warnings(handover.warnings), watched)

    return flushed(contained(run))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

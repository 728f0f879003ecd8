"""A guardian's process that is started by a listener, when the one before is gone."""

import sys

from voice.cli.contained import contained
from voice.cli.guarding import guard
from voice.cli.streams import flushed, usable_streams
from voice.guardian.process import Process
from voice.guardian.wire import Wire


def main(descriptor: int) -> int:
    """Look after the listener until its session ends; the exit code."""
    usable_streams()
    wire = Wire.inherited(descriptor)
    handover = wire.first()
    listener = Process(handover.sender, wire)
    return flushed(contained(lambda: guard(handover, listener)))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

"""A process that passes on what a satellite hears: the only one of a session with a network.

It opens one connection, to the satellite that people named, and from then on is refused any other,
as every process of Safeword is. Only then it loads the library that reads what comes from there.
It ends with the connection, and when its standard input ends: the listener is gone then.
"""

import errno
import socket
import sys
from contextlib import suppress

from models.offline import stay_offline
from models.undumped import stay_undumped
from voice.wyoming import wire

CONNECTS_WITHIN = 3.0
"""Seconds."""


def main(host: str, port: int) -> None:
    """Pass it on until there is no more; then say why, to whoever still reads."""
    stay_undumped()
    try:
        connection = socket.create_connection((host, port), CONNECTS_WITHIN)
    except OSError as error:
        connection, why = None, f"it is not reached ({error.strerror or error})"
        if error.errno == errno.EAFNOSUPPORT:
            why = "a network is refused here: run 'safeword service install --satellite'"
    stay_offline()
    with suppress(BrokenPipeError):
        if connection is not None:
            from voice.wyoming.conversation import converse  # noqa: PLC0415  see above

            why = converse(connection, _write)
        _write(wire.why(why))


def _write(message: bytes) -> None:
    sys.stdout.buffer.write(message)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

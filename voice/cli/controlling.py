"""That other programs can reach a session."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from voice.control.place import listening_socket, path
from voice.control.server import Server
from voice.session.session import Beside
from voice.session.workers import Note
from voice.telling.happening import Kind


@contextmanager
def controlled(source: str, beside: Beside) -> Iterator[Server | None]:
    """Serve the control socket; None where there can be no such socket, which is told.

    That is no reason not to listen. `source`: what the microphone is called.
    """
    with ExitStack() as opened:
        server = None
        try:
            server = Server(opened.enter_context(listening_socket()), source, beside)
        except OSError as error:
            why = error.strerror or error
            text = f"Other programs cannot reach this session at {path()}: {why}."
            beside.put(Note(Kind.FAULT, "no_control", {"text": text}))
        else:
            opened.callback(server.close)
        yield server

"""Whether a session listens already, and whether it hears."""

from collections.abc import Iterator

from voice.control.caller import Caller
from voice.control.protocol import Look
from voice.doctor.finding import Finding, Kind, advice, fine, wrong
from voice.errors import NobodyListens, NotDone
from voice.only_one import is_taken


def look() -> Iterator[Finding]:
    """Ask it, without doing anything to it."""
    try:
        with Caller() as caller:
            answer = caller.ask(Look.STATE)
    except NobodyListens:
        yield _by_its_lock()
    except NotDone:
        yield wrong(
            Kind.SESSION,
            "A session runs and does not answer: do not rely on it.",
            "End it with Ctrl-C where it was started, and begin anew.",
        )
    else:
        faults = ", ".join(answer["faults"]).replace("_", " ")
        if faults:
            yield wrong(
                Kind.SESSION,
                f"A session runs and does not hear you, or cannot be heard: {faults}.",
                "Its screen says why, and so do the other findings here. Watch each other.",
            )
        else:
            yield fine(Kind.SESSION, f"A session runs and hears; it is {answer['state']}.")


def _by_its_lock() -> Finding:
    if is_taken():
        return advice(
            Kind.SESSION,
            "A session runs that other programs cannot reach, so nobody can say whether it hears.",
            "Look at its screen, or end it and begin anew.",
        )
    return fine(Kind.SESSION, "No session runs.")

"""What is told where a listener crashes as soon as it begins: that another one will do so too."""

from voice.guardian.process import Process
from voice.session.workers import Note
from voice.telling.happening import Kind

SOON = 60.0
"""Seconds. Who heard for longer had models that are whole."""
TEXT = (
    "What listens crashes as soon as it begins. A speech model may be damaged: end this session, "
    "and run 'safeword models verify', which says what to fetch again. A model that you gave with "
    "--model is to be unpacked again."
)
CRASHES = Note(Kind.FAULT, "crashes", {"text": TEXT})


def crashes(listener: Process) -> bool:
    """Whether a listener that is lost had crashed soon after its start; it is gone afterwards."""
    lasted = listener.lasted
    listener.kill()
    return listener.crashed and lasted < SOON

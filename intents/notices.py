"""What is said once in a session, at a calm moment, because people should know it."""

from enum import StrEnum


class Notice(StrEnum):
    """Each is also the name of its prompt."""

    FAINT = "faint"
    """The room is far quieter than at the proof test, and nothing is as loud as words were then."""
    CUT_OFF = "cut_off"
    """The microphone is turned up so far that voices are cut off."""
    AGREEMENT_CHANGED = "agreement_changed"
    """The agreement was changed; the session keeps the one that it began with."""

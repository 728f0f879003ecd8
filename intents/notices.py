"""What is said once, at a calm moment, because people should know it."""

from enum import StrEnum


class Notice(StrEnum):
    """Each is also the name of its prompt."""

    FAINT = "faint"
    """The room is far quieter than at the proof test, and nothing is as loud as words were then."""
    CUT_OFF = "cut_off"
    """The microphone is turned up so far that voices are cut off."""
    TOO_LOUD = "too_loud"
    """A word as loud as talk did not come through, most of the latest times."""
    NOT_HEARD_BACK = "not_heard_back"
    """What is said does not come back through the microphone, so people may not hear it either."""
    AGREEMENT_CHANGED = "agreement_changed"
    """The agreement was changed; the session keeps the one that it began with."""

"""What other programs may ask of a session: danger always, and never what lets things go on.

Nobody can tell who is behind a program. So none of them answers a question in the place of people
(silence must stay silence), keeps a session from its end, or ends anything. Aftercare ends the
play, and with it the check-ins: a program may begin it only where both are over already.
"""

from intents.names import DANGER, Name
from intents.state import Mode, Music, State, wanted_music

OUTSIDE = "control"
"""Stands in the place of an ear's name."""

MAY_BE_ASKED = (
    Name.STOP,
    Name.SLOW,
    Name.PAUSE_MUSIC,
    Name.CHECK_IN,
    Name.LIMITS,
    Name.AFTERCARE,
    Name.LISTENING,
    Name.MUSIC_PLAYS,
)
"""All that may be asked for. A request for the house word would call somebody in vain."""


def refusal(state: State, name: Name) -> str | None:
    """Why this is not done now, in a sentence; None if it is. A stop never is refused."""
    if name is Name.STOP:
        return None
    if name not in MAY_BE_ASKED:
        return (
            f"No program may ask for '{name}', because that is for the people in the room to say. "
            f"It may ask for: {', '.join(MAY_BE_ASKED)}."
        )
    if state.mode is Mode.CHECKING_IN:
        return (
            "People are being asked how they are, and only they can answer. "
            "Until then a program can ask for a stop only."
        )
    return None if name in DANGER else _not_now(state, name)


def _not_now(state: State, name: Name) -> str | None:
    if state.mode is Mode.CLOSING:
        return "The session is about to end, and only a stop or slow can be asked for."
    if state.activity in ("question", "resume_asked"):
        return "People were asked a question, so only a stop or slow can be asked for now."
    if name is Name.MUSIC_PLAYS and wanted_music(state) is not Music.PAUSED:
        return "The music is not off, so there is nothing to tell people."
    if state.latched and name in (Name.CHECK_IN, Name.PAUSE_MUSIC):
        return "It is stopped, and the music is paused: that stays until people in the room end it."
    return _not_in_this_evening(state) if name is Name.AFTERCARE else None


def _not_in_this_evening(state: State) -> str | None:
    if state.faults:
        return "It does not hear the people, or they do not hear it, so it cannot guide them."
    if state.mode not in (Mode.STOPPED, Mode.RESTING):
        return (
            "Aftercare ends the evening, and nobody is asked any more how they are. So until it is "
            "stopped only the people in the room can begin it."
        )
    return None

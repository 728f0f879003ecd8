"""What people can say now, for a screen: prompts must avoid the words, a screen need not.

Stop words are not among it: they always count, and need not stand on a screen for everyone to read.
"""

from collections.abc import Mapping

from intents.names import Name
from intents.state import Mode, State

BY_MODE: Mapping[Mode, tuple[Name, ...]] = {
    Mode.UNARMED: (Name.READY, Name.AFTERCARE, Name.END),
    Mode.ARMED: (Name.BEGIN, Name.LIMITS, Name.END),
    Mode.PLAYING: (Name.CHECK_IN, Name.LIMITS, Name.PAUSE_MUSIC, Name.AFTERCARE, Name.END),
    Mode.SLOW: (Name.GO, Name.CHECK_IN, Name.AFTERCARE, Name.END),
    Mode.RESTING: (Name.RESUME, Name.BEGIN, Name.END),
    Mode.CHECKING_IN: (Name.GO, Name.FINE, Name.NOT_FINE),
    Mode.STOPPED: (Name.RESUME, Name.AFTERCARE, Name.LIMITS, Name.END),
    Mode.CLOSING: (Name.LISTENING,),
}
BY_ACTIVITY: Mapping[str, tuple[Name, ...]] = {
    "question": (Name.AFFIRM, Name.DENY),
    "resume_asked": (Name.YES, Name.DENY),
    "aftercare": (Name.NEXT, Name.REPEAT, Name.WAIT, Name.DONE),
}
"""What goes on beside the mode comes before it."""


def can_say(state: State) -> tuple[str, ...]:
    """One phrase for each of the things that help most in this state, as it is listened for."""
    names = BY_ACTIVITY.get(state.activity or "", BY_MODE[state.mode])
    phrases = state.plan.lexicon.phrases
    return tuple(min(phrases[name], key=len) for name in names if phrases[name])

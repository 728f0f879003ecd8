"""The table: what follows each name in each mode. Nothing is missing; a test counts."""

from collections.abc import Mapping
from types import MappingProxyType

from intents.deciding import (
    aftercare,
    checking_in,
    closing,
    reading,
    requests,
    resuming,
    starting,
    stopping,
)
from intents.deciding.decision import Answer, Decision, nothing
from intents.messages import Signal
from intents.names import Name
from intents.state import Mode

ANYWHERE: Mapping[Name, Answer] = {
    Name.STOP: stopping.stop,
    Name.HOUSE: stopping.house,
    Name.SLOW: checking_in.slow,
    Name.GO: nothing,
    Name.CHECK_IN: checking_in.check_in,
    Name.FINE: nothing,
    Name.NOT_FINE: nothing,
    Name.LIMITS: reading.limits,
    Name.HARD_LIMITS: reading.hard_limits,
    Name.ABOUT: reading.about_topic,
    Name.NARROW: reading.narrow,
    Name.AFTERCARE: aftercare.aftercare,
    Name.NEXT: aftercare.next_step,
    Name.SKIP: aftercare.next_step,
    Name.REPEAT: requests.repeat,
    Name.WAIT: aftercare.wait,
    Name.HOW_LONG: requests.how_long,
    Name.DONE: aftercare.done,
    Name.RESUME: requests.release_music,
    Name.YES: nothing,
    Name.READY: nothing,
    Name.AFFIRM: nothing,
    Name.DENY: nothing,
    Name.BEGIN: nothing,
    Name.LOUDER: requests.louder,
    Name.SLOWER: requests.slower,
    Name.PAUSE_MUSIC: requests.hold_music,
    Name.LISTENING: requests.listening,
    Name.QUIET: requests.quiet,
    Name.END: closing.end,
    Name.MAYBE_STOP: stopping.maybe_stop,
    Name.EMBEDDED: checking_in.embedded,
    Name.MUSIC_PLAYS: requests.music_plays,
}
"""What follows wherever a mode does not say otherwise."""

ELSEWISE: Mapping[Mode, Mapping[Name, Answer]] = {
    Mode.UNARMED: {
        Name.GO: starting.not_yet,
        Name.READY: starting.ready,
        Name.AFFIRM: starting.affirm,
        Name.DENY: starting.deny,
        Name.BEGIN: starting.not_yet,
    },
    Mode.ARMED: {Name.GO: starting.begin, Name.BEGIN: starting.begin},
    Mode.PLAYING: {},
    Mode.RESTING: {Name.BEGIN: starting.begin},
    Mode.SLOW: {Name.GO: checking_in.go_on},
    Mode.CHECKING_IN: {
        Name.GO: checking_in.go_on,
        Name.FINE: checking_in.go_on,
        Name.NOT_FINE: checking_in.slow,
        Name.DENY: checking_in.slow,
        Name.END: checking_in.check_in,  # nobody leaves a question open
    },
    Mode.STOPPED: {
        Name.SLOW: resuming.still_stopped,
        Name.GO: resuming.still_stopped,
        Name.CHECK_IN: resuming.still_stopped,
        Name.BEGIN: resuming.still_stopped,
        Name.RESUME: resuming.ask_to_resume,
        Name.YES: resuming.resume,
        Name.AFFIRM: resuming.half_a_yes,
        Name.PAUSE_MUSIC: nothing,
        Name.NOT_FINE: resuming.not_sure(nothing),
        Name.DENY: resuming.not_sure(nothing),
        Name.WAIT: resuming.not_sure(aftercare.wait),
        Name.EMBEDDED: resuming.not_sure(nothing),
        Name.MAYBE_STOP: nothing,  # "yes, resume" itself may begin like one
    },
}
"""Where a mode has an answer of its own. Closing is not here: anything said leads back first."""

_OPEN = {
    (mode, name): own.get(name, answer)
    for mode, own in ELSEWISE.items()
    for name, answer in ANYWHERE.items()
}


def _stays(d: Decision, signal: Signal) -> Decision:
    """Whoever speaks keeps the session: back to where it was, and the answer that it has there."""
    back = closing.stay(d)
    after = _OPEN[back.state.mode, signal.name](back, signal)
    return after if after != back else back.cut().prompt("closing_kept")


_CLOSING: Mapping[Name, Answer] = {
    **dict.fromkeys(Name, _stays),
    Name.STOP: stopping.stop,
    Name.HOUSE: stopping.house,
    Name.MAYBE_STOP: closing.maybe_stay,
    Name.REPEAT: closing.kept,  # and not the announcement, which is no longer true
    Name.END: nothing,
    Name.MUSIC_PLAYS: requests.music_plays,
}

ANSWERS: Mapping[tuple[Mode, Name], Answer] = MappingProxyType(
    _OPEN | {(Mode.CLOSING, name): answer for name, answer in _CLOSING.items()}
)
"""What follows each signal in each mode."""

"""From what ears mean to signals: when one look is enough, when two must agree, when all ears must.

A stop may be called by any ear, on one look at a whole utterance or on two early looks in a row:
a blind look into running speech is wrong once in fifty, two in a row were not in fifteen minutes
of talk. What lets things go on needs a whole utterance, a high score, and every ear.
"""

from dataclasses import dataclass, replace

from intents.clock import frames
from intents.heard import Look
from intents.messages import Signal
from intents.names import DANGER, PERMISSIVE, STOPS, UNSPOKEN, Name
from intents.understand import Meaning

SURE = 0.5
"""The score at which a stop, a slow word or a request counts."""
UNSURE = 0.2
"""The score at which a look at a whole utterance makes the music soft, to be on the safe side."""
PERMIT = 0.8
"""The score at which what lets things go on counts."""
IN_A_ROW = frames(0.35)
"""Two early looks of one ear whose ends are no further apart than this are in a row: ears look
every 0.2 to 0.3 s, so none was in between."""
GOING_ON = PERMISSIVE - {Name.AFFIRM}
"""One utterance is only one of these; a plain yes may turn out to be the beginning of one."""
TOGETHER = frames(1.5)
"""The ears must hear what lets things go on within this time of each other."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What was heard lately, as far as the next report may need it."""

    early: tuple[Meaning, ...] = ()
    """The last early look of each ear that was sure of each danger."""
    permits: tuple[Meaning, ...] = ()
    """What lets things go on, heard by some of the ears."""
    told: tuple[Signal, ...] = ()
    """The last signal of each name: one utterance gives one signal."""


def join(memory: Memory, meaning: Meaning, ears: frozenset[str]) -> tuple[Memory, Signal | None]:
    """Add one meaning; `ears` are the names of all that listen. At most one signal follows."""
    if meaning.name in PERMISSIVE:
        memory, agreed = _permit(memory, meaning, ears)
        return _tell(memory, meaning, meaning.name, agreed) if agreed else (memory, None)
    if meaning.look is Look.EARLY:
        return _early(memory, meaning)
    if meaning.score >= SURE:
        return _tell(memory, meaning, meaning.name)
    if meaning.name in (*STOPS, Name.MAYBE_STOP) and meaning.score >= UNSURE:
        return _tell(memory, meaning, Name.MAYBE_STOP)
    return memory, None


def _early(memory: Memory, meaning: Meaning) -> tuple[Memory, Signal | None]:
    if meaning.name not in (*DANGER, Name.MAYBE_STOP) or meaning.score < SURE:
        return memory, None
    if meaning.name is Name.MAYBE_STOP:  # however often it is seen: the whole utterance decides
        return _tell(memory, meaning, Name.MAYBE_STOP)
    key = (meaning.ear, meaning.name)
    before = next((m for m in memory.early if (m.ear, m.name) == key), None)
    others = (m for m in memory.early if (m.ear, m.name) != key)
    memory = replace(memory, early=(*others, meaning))
    # An ear may report one look twice, as an answer and as a transcription: the ends are the same.
    if before and 0 < meaning.ended - before.ended <= IN_A_ROW:
        return _tell(memory, meaning, meaning.name)
    return _tell(memory, meaning, Name.MAYBE_STOP) if meaning.name in STOPS else (memory, None)


def _permit(
    memory: Memory, meaning: Meaning, ears: frozenset[str]
) -> tuple[Memory, tuple[str, ...]]:
    """The names of the ears, once all of them agree; nothing before."""
    if meaning.look is Look.EARLY or meaning.score < PERMIT:
        return memory, ()
    lately = (m for m in memory.permits if abs(meaning.ended - m.ended) <= TOGETHER)
    permits = (*(m for m in lately if m.ear != meaning.ear), meaning)
    agreed = {m.ear for m in permits if m.name is meaning.name}
    if not ears <= agreed:
        return replace(memory, permits=permits), ()
    return replace(memory, permits=()), tuple(sorted(agreed))


def _tell(
    memory: Memory, meaning: Meaning, name: Name, ears: tuple[str, ...] = ()
) -> tuple[Memory, Signal | None]:
    before = {signal.name: signal for signal in memory.told}
    signal = Signal(
        name,
        meaning.score,
        ears or (meaning.ear,),
        meaning.began,
        meaning.ended,
        meaning.phrase,
        meaning.topic,
    )
    same_sound = _covers(before.get(name), meaning)
    if name in UNSPOKEN:  # a stop said it better
        same_sound = same_sound or any(_covers(before.get(stop), meaning) for stop in STOPS)
    if name in GOING_ON:  # one "yes, resume" must not be "resume" and then the answer to it
        same_sound = any(_covers(before.get(other), meaning) for other in GOING_ON)
    if same_sound:
        return memory, None
    return replace(memory, told=tuple((before | {name: signal}).values())), signal


def _covers(signal: Signal | None, meaning: Meaning) -> bool:
    return signal is not None and meaning.began < signal.ended

"""From what ears mean to signals: when one look is enough, when several must add up, when all ears
must agree.

A stop may be called by any ear, on one sure look at a whole utterance, or on looks that add up: a
blind look into running speech is wrong once in fifty, two in a row were not in fifteen minutes of
talk. A stop word that is said twice needs less each time. What would be a stop but for its doubt
(`intents.doubt`) makes the music soft. What lets things go on needs a whole utterance, every ear,
and a score that depends on whether it is waited for; where noise leaves no utterance whole, three
looks at what is waited for do as well.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from intents.clock import frames
from intents.doubt import less_sure
from intents.heard import Look
from intents.messages import Signal
from intents.names import DANGER, PERMISSIVE, SMALL, STOPS, UNSPOKEN, Name
from intents.speech import Speech
from intents.understand import Meaning

SURE = 0.5
"""The score at which a stop, a slow word or a request counts."""
LEAST = {Look.EARLY: 0.8, Look.BETWEEN: 0.5, Look.FINAL: 0.35}
"""The score at which one look at a stop makes the music soft, to be on the safe side."""
A_WORD = frames(0.9)
"""A look at less, of which a part is the quiet before, may have but the beginning of a longer word
("re" of "rest"): one early look is not enough then, nor inside a sentence ("light ro" of "light
roast")."""
WAITED_FOR = 0.6
"""The score at which what lets things go on counts where the state waits for it."""
UNASKED = 0.95
"""The same where it would do nothing, or be refused: there it was hardly meant. So must a small
request be over our own voice, of which a canceller may leave anything."""
ENOUGH = 2.0
"""What looks must add up to for a danger: two at `SURE` do, and so does a surer one with one that
is less sure. In noise a word is often clear to one look and hardly to the next."""
MOST = 1.5
"""What one look counts at most, however sure it is: never enough by itself."""
LATELY = frames(1.0)
"""Looks add up whose ends lie within this time: a word stays in the looks about so long."""
SAID_AGAIN = frames(2.0)
"""So soon after an unsure utterance the same word counts as said again."""
OVERLAP = frames(0.5)
"""An ear's utterance begins so long before its sound at most: where two share more, it may be one
word that is in both."""
GOING_ON = PERMISSIVE - {Name.AFFIRM}
"""One utterance is only one of these; a plain yes may turn out to be the beginning of one."""
LOOKS = 3
"""So many early looks, each of them at `SURE` and none at danger, are as good as a whole utterance
for what is waited for. They take long enough that "green is not for me" has gone on meanwhile."""
TOGETHER = frames(1.5)
"""The ears must hear what lets things go on within this time of each other."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What goes on while something is heard, as far as what it counts for depends on it."""

    expected: frozenset[Name] = PERMISSIVE
    """What is waited for, of what lets things go on (`intents.expected`)."""
    speech: Speech = field(default_factory=Speech)
    """Our own voice."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What was heard lately, as far as the next report may need it."""

    early: tuple[Meaning, ...] = ()
    """Early looks of each ear that found what may be danger, or what is waited for; the best report
    of each."""
    unsure: tuple[Meaning, ...] = ()
    """Whole utterances that were nearly a stop, the last of each ear and name."""
    permits: tuple[Meaning, ...] = ()
    """What lets things go on, heard by some of the ears."""
    told: tuple[Signal, ...] = ()
    """The last signal of each name: one utterance gives one signal."""


def join(
    memory: Memory,
    meaning: Meaning,
    ears: frozenset[str],
    situation: Situation = Situation(),
) -> tuple[Memory, Signal | None]:
    """Add one meaning; `ears` are the names of all that listen. At most one signal follows."""
    if meaning.name in PERMISSIVE:
        waited_for = meaning.name in situation.expected
        memory, sure = _lets_go_on(memory, meaning, waited_for=waited_for)
        memory, agreed = _permit(memory, meaning, ears) if sure else (memory, ())
        return _tell(memory, meaning, meaning.name, agreed) if agreed else (memory, None)
    if meaning.name in SMALL and meaning.score < UNASKED and situation.speech.may_be(meaning.began):
        return memory, None
    memory, looks = _add(memory, meaning)
    memory, again = _said_again(memory, meaning)
    by_itself = _by_itself(meaning, situation)
    if again or _enough(meaning, looks, _doubted, by_itself=by_itself):
        return _tell(memory, meaning, meaning.name)
    if _softens(meaning) or _enough(meaning, looks, _reported, by_itself=by_itself):
        return _tell(memory, meaning, Name.MAYBE_STOP)
    return memory, None


def _doubted(meaning: Meaning) -> float:
    return less_sure(meaning.score, meaning.doubt)


def _reported(meaning: Meaning) -> float:
    return meaning.score


def _enough(
    meaning: Meaning,
    looks: Sequence[Meaning],
    score: Callable[[Meaning], float],
    *,
    by_itself: bool,
) -> bool:
    """Whether it counts by itself, or with other looks at the same word."""
    sure = by_itself and score(meaning) >= SURE
    return sure or sum(weight(score(look)) for look in looks) >= ENOUGH


def _by_itself(meaning: Meaning, situation: Situation) -> bool:
    """Whether it was told of all that somebody said: so much of danger as is between two rests.

    Our own sentences have rests too, and who speaks into one is heard by the other looks.
    """
    if meaning.look is not Look.BETWEEN:
        return meaning.look is Look.FINAL
    return meaning.name in DANGER and not situation.speech.may_be(meaning.began)


def _softens(meaning: Meaning) -> bool:
    """Whether one look is enough to make the music soft."""
    if meaning.score < LEAST[meaning.look]:
        return False
    if meaning.look is Look.EARLY:
        return meaning.name in STOPS and meaning.ended - meaning.began >= A_WORD
    return meaning.name in (*STOPS, Name.MAYBE_STOP)


def weight(score: float) -> float:
    """What one look counts: 1 at `SURE`, more or less by its log-odds, from 0 to `MOST`.

    Adding log-odds is the sequential test of Wald (1945, Annals of Mathematical Statistics 16); the
    bound on each is there because looks at the same sound are not independent.
    """
    if score in (0, 1):
        return MOST * score
    return min(max(1 + math.log(score / (1 - score)), 0), MOST)


def _add(memory: Memory, meaning: Meaning) -> tuple[Memory, Sequence[Meaning]]:
    """This and the looks before it that add up to a danger, or to what may be one."""
    if meaning.name not in (*DANGER, Name.MAYBE_STOP) or not weight(meaning.score):
        return memory, ()
    return _keep(memory, meaning)


def _keep(memory: Memory, meaning: Meaning) -> tuple[Memory, Sequence[Meaning]]:
    """Keep an early look; this one and those before it at the same."""
    key = (meaning.ear, meaning.name)
    lately = [m for m in memory.early if abs(meaning.ended - m.ended) <= LATELY]
    # An ear may report one look twice, as an answer and as a transcription: the better one counts.
    same = next((m for m in lately if (m.ear, m.name, m.ended) == (*key, meaning.ended)), meaning)
    best = max(meaning, same, key=lambda m: m.score)
    others = [m for m in lately if m is not same]
    looks = (best, *(m for m in others if (m.ear, m.name) == key))
    if meaning.look is Look.EARLY:
        memory = replace(memory, early=(*others, best))
    return memory, looks


def _said_again(memory: Memory, meaning: Meaning) -> tuple[Memory, bool]:
    """Whether this is a stop word for the second time: two doubtful ones are one that is sure.

    Two utterances are two sounds, so one look at the second is enough, also while somebody may
    still be speaking.
    """
    score = _doubted(meaning)
    if meaning.name not in STOPS or score < LEAST[Look.FINAL]:
        return memory, False
    key = (meaning.ear, meaning.name)
    before = next((m for m in memory.unsure if (m.ear, m.name) == key), None)
    pause = meaning.began - before.ended if before else SAID_AGAIN
    again = -OVERLAP <= pause < SAID_AGAIN
    if meaning.look is not Look.FINAL:
        return memory, again and score >= SURE
    others = tuple(m for m in memory.unsure if (m.ear, m.name) != key)
    return replace(memory, unsure=(*others, meaning)), again


def _lets_go_on(memory: Memory, meaning: Meaning, *, waited_for: bool) -> tuple[Memory, bool]:
    """Whether one ear is sure enough of what lets things go on."""
    if meaning.look is Look.FINAL:
        return memory, meaning.score >= (WAITED_FOR if waited_for else UNASKED)
    if meaning.look is Look.BETWEEN or not waited_for or meaning.score < SURE:
        return memory, False
    memory, looks = _keep(memory, meaning)
    danger = any(look.name in DANGER for look in memory.early)
    return memory, not danger and len(looks) >= LOOKS


def _permit(
    memory: Memory, meaning: Meaning, ears: frozenset[str]
) -> tuple[Memory, tuple[str, ...]]:
    """The names of the ears, once all of them agree; nothing before."""
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

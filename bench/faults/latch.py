"""What must hold after a stop word and after a loss, whenever the loss comes: law 4 and law 1."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from intents.names import Name
from tests.fixtures.command import Line

GRACE = 2.0
"""Seconds from a word or a loss within which the music is to be off and the stop latched."""
TOLD_WITHIN = 3.0
"""Seconds from a loss within which it is to be told."""
SOUNDS_WITHIN = 12.0
"""Seconds within which the alarm sounds: it waits for the answer to a stop."""
ROUNDING = 0.3
"""Seconds by which what is done may be seen before it is told."""
LOSSES = ("listener_lost", "guardian_lost")
Matches = Callable[[Line], bool]


@dataclass(frozen=True, slots=True)
class Evening:
    """What was seen of one evening. All moments are seconds of one clock."""

    seed: int
    which: str
    """The process that was killed."""
    began: float
    lost: float
    """When it was killed."""
    reds: Sequence[float]
    """When each stop word was over."""
    music: Sequence[tuple[float, bool]]
    """When the music began to play or to be off."""
    lines: Sequence[tuple[float, Line]]
    """What was told, and when."""
    until: float
    """How long it was looked at."""
    alarm_heard: bool
    """Whether the alarm is whole in the recording of the loudspeaker."""
    broken: str = ""
    """Why it was not looked at to its end."""


def music_violations(evening: Evening) -> list[str]:
    """Where music plays after a stop word or the loss, before two answers."""
    return [
        f"music plays {began - cause:.1f} s after {what} for {ended - began:.1f} s"
        for what, cause, since, until in _stopped(evening)
        for began, ended in _played(evening, since, until)
    ]


def latch_violations(evening: Evening) -> list[str]:
    """Where another state than the stop is told before two answers, or where these do not count."""
    found = [
        f"it is {line['name']} {at - cause:.1f} s after {what}"
        for what, cause, since, until in _stopped(evening)
        for at, line in evening.lines
        if line["kind"] == "state" and line["name"] != "stopped" and since < at < until
    ]
    if not found and not evening.broken and not evening.music[-1][1]:
        found.append("two answers do not end the stop")
    return found


def told_violations(evening: Evening) -> list[str]:
    """What people and programs did not learn of the loss."""
    found = []
    if told_after(evening) is None:
        found.append("the loss is not told")
    if alarm_after(evening) is None:
        found.append("no alarm is sounded")
    return found


def told_after(evening: Evening) -> float | None:
    """Seconds from the loss until `--json` told it; None if it did not in time."""
    return _after(evening, TOLD_WITHIN, lambda line: line["name"] in LOSSES and line["present"])


def alarm_after(evening: Evening) -> float | None:
    """Seconds from the loss until the alarm was begun; None if it was not in time."""
    return _after(evening, SOUNDS_WITHIN, lambda line: line.get("sound") == "alarm")


def _after(evening: Evening, within: float, matches: Matches) -> float | None:
    return next(
        (
            at - evening.lost
            for at, line in evening.lines
            if 0 <= at - evening.lost <= within and matches(line)
        ),
        None,
    )


def _stopped(evening: Evening) -> Iterator[tuple[str, float, float, float]]:
    """What calls for a stop and when, and from when until when everything is to stay stopped."""
    causes = [("a stop word", red) for red in evening.reds if red < evening.until]
    for what, cause in [*causes, ("the loss", evening.lost)]:
        yield what, cause, cause + GRACE, _answered(evening, cause) - ROUNDING


def _answered(evening: Evening, since: float) -> float:
    """When both answers had been heard after that moment."""
    asked = False
    for at, line in evening.lines:
        if at < since or line["kind"] != "heard":
            continue
        if asked and line["name"] == Name.YES:
            return at
        asked = asked or line["name"] == Name.RESUME
    return evening.until


def _played(evening: Evening, since: float, until: float) -> Iterator[tuple[float, float]]:
    """The parts of that time in which music played."""
    ends = [at for at, _ in evening.music[1:]] + [evening.until]
    for (began, plays), ended in zip(evening.music, ends, strict=True):
        first, last = max(began, since), min(ended, until)
        if plays and first < last:
            yield first, last

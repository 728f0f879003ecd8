"""What came of all evenings with a kill, for docs/kills.md."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from bench.delays import most
from bench.faults.latch import (
    GRACE,
    Evening,
    alarm_after,
    latch_violations,
    music_violations,
    told_after,
    told_violations,
)
from bench.stats import share

RULES = {
    f"music is off {GRACE:g} s after a stop word and after the loss, until two answers": (
        music_violations
    ),
    "the stop stays until two answers, which then end it": latch_violations,
    "the loss is told, and an alarm sounds": told_violations,
}
TEXT = """# Killed at random moments

A live session on a sound server of its own hears an evening of half a minute: talk, "yellow",
"green", "red", "resume", "yes, resume", and "red" again, while mpv plays. At a random moment of it
the listener or the guardian is killed (`kill -9`). Afterwards "green", "resume" and "yes, resume"
are said. Written by `python -m bench.faults --kills {count} --seed {seed} --write`; the same seed
kills the same process at the same moment.

{count} evenings. Killed: {killed}. At that moment the session was: {moments}.

| What must hold | violated |
|---|---|
{rules}
| the evening could be played to its end | {broken} |

| Seconds from the kill | median | 95% | worst |
|---|---|---|---|
| until it was told | {told} |
| until the alarm was begun, which waits for the answer to a stop | {alarm} |

The whole alarm is in the recording of the loudspeaker in {heard} of {count}; a stop word that is
said meanwhile cuts it.

## Violations

{violations}
"""


def page(evenings: Sequence[Evening], seed: int) -> str:
    """The text of docs/kills.md."""
    rules = (
        f"| {what} | {share(sum(bool(rule(e)) for e in evenings), len(evenings))} |"
        for what, rule in RULES.items()
    )
    killed = Counter(each.which for each in evenings)
    return TEXT.format(
        count=len(evenings),
        seed=seed,
        killed=", ".join(f"{count} times the {which}" for which, count in sorted(killed.items())),
        moments=_moments(evenings),
        rules="\n".join(rules),
        broken=share(sum(bool(each.broken) for each in evenings), len(evenings)),
        told=_seconds([told_after(each) for each in evenings]),
        alarm=_seconds([alarm_after(each) for each in evenings]),
        heard=sum(each.alarm_heard for each in evenings),
        violations="\n".join(_listed(evenings)) or "None.",
    )


def line(evening: Evening) -> str:
    """One evening, in a line."""
    found = [text for rule in RULES.values() for text in rule(evening)]
    found += [f"not played to its end: {evening.broken}"] if evening.broken else []
    moment = evening.lost - evening.began
    return f"seed {evening.seed}, {evening.which} killed at {moment:.2f} s: " + (
        "; ".join(found) or "all held"
    )


def _listed(evenings: Sequence[Evening]) -> Iterator[str]:
    for each in evenings:
        text = line(each)
        if not text.endswith("all held"):
            yield f"- {text}"


def _moments(evenings: Sequence[Evening]) -> str:
    """In which state each was, by what was told last."""
    states = Counter(
        [
            each["name"]
            for at, each in evening.lines
            if each["kind"] == "state" and at < evening.lost
        ][-1]
        for evening in evenings
    )
    return ", ".join(f"{state} ({count} times)" for state, count in states.most_common())


def _seconds(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return "never | never | never"
    return f"{np.median(known):.2f} | {most(known):.2f} | {max(known):.2f}"

"""The table of all faults, for docs/faults.md."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.delays import most
from bench.faults.causes import Cause
from bench.faults.measuring import Times
from voice.audio.detectors import ZeroDetector
from voice.guardian.silence import HELD_UP, SILENT

Row = tuple[Cause, Sequence[Times]]
_NONE = "\u2013"
TEXT = """# Faults

Each fault was made real {times} times, each time in a session of its own that had a microphone on a
sound server, a loudspeaker whose sound was recorded, and mpv playing on a session bus: processes
were killed or stopped, devices taken away, servers ended. Written by
`python -m bench.faults --times {times} --write`.

Times are in seconds: median / 95% / worst. What did not come within {given_up:.0f} s is counted
apart.

- **Alarm**: from the fault until the first sound of the alarm is in the recording of the
  loudspeaker. In rows with ¹ until it was begun: no loudspeaker can be heard at that moment, or the
  alarm gives way at once to the sentence that all is well.
- **Music off**: from the fault until mpv itself says that it does not play.
- **Hearing again**: from the end of the cause until that was said; in rows with ², where nobody
  ends the cause and Safeword starts another process, from the fault.
- **"red" afterwards**: how often a "red" that was said then was heard.

{table}

³ People are heard all the while, so there is no alarm and the music plays on: it is said that it
cannot be paused from here. mpv, as it happens, ends with its bus. "Hearing again" is when the bus
was found again.

⁴ People are heard all the while. From the beginning of a "red", which takes half a second, until it
is said that music plays on: the player was told twice to pause and then to stop.

## Targets

{targets}

A process that stands still is known only by its silence, and a microphone without sound only by its
zeros. {silent:g} s and {zeros:g} s of them are waited for, because a busy computer pauses too.
After {held_up:g} s of silence the music is off, and plays on if the process does.
"""


@dataclass(frozen=True, slots=True)
class Target:
    """So many seconds at most, for 95%."""

    title: str
    seconds: float
    of: Callable[[Times], float | None]


TARGETS = (
    Target("Alarm", 2.0, lambda times: times.alarm),
    Target("Music off", 1.0, lambda times: times.music_off),
    Target("Hearing again", 5.0, lambda times: times.again),
)


def page(rows: Sequence[Row], given_up: float) -> str:
    """The text of docs/faults.md."""
    times = max(len(measured) for _, measured in rows)
    return TEXT.format(
        times=times,
        given_up=given_up,
        table=table(rows),
        targets=targets(rows),
        silent=SILENT,
        held_up=HELD_UP,
        zeros=ZeroDetector.LIMIT,
    )


def table(rows: Sequence[Row]) -> str:
    """All faults, one a line."""
    titles = ["Fault", "told as", "times", *(each.title for each in TARGETS), '"red" afterwards']
    lines = ["| " + " | ".join(titles) + " |", "|---" * len(titles) + "|"]
    for cause, measured in rows:
        cells = [
            cause.title + _marks(cause),
            f"`{cause.fault}`",
            str(len(measured)),
            *(_cell(cause, target, measured) for target in TARGETS),
            f"{sum(each.heard for each in measured)} of {len(measured)}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def targets(rows: Sequence[Row]) -> str:
    """What was to be reached, and which faults do not."""
    lines = ["| What | Target, 95% | all faults, 95% | longer |", "|---|---|---|---|"]
    for target in TARGETS:
        alarming = [(cause, measured) for cause, measured in rows if cause.alarms]
        every = [value for _, measured in alarming for value in _values(target, measured)]
        late = [f"{cause.title} ({why})" for cause, why in _late(target, rows)]
        cells = [target.title, f"{target.seconds:g}", f"{most(every):.2f}" if every else _NONE]
        lines.append("| " + " | ".join([*cells, ", ".join(late) or "none"]) + " |")
    return "\n".join(lines)


def _late(target: Target, rows: Sequence[Row]) -> Iterator[tuple[Cause, str]]:
    for cause, measured in rows:
        values = _values(target, measured)
        if not cause.alarms and not values:
            continue
        if len(values) < len(measured):
            yield cause, f"{len(measured) - len(values)} of {len(measured)} never"
        elif most(values) > target.seconds:
            yield cause, f"{most(values):.2f}"


def _cell(cause: Cause, target: Target, measured: Sequence[Times]) -> str:
    values = _values(target, measured)
    if not cause.alarms and not values:
        return _NONE
    cell = f"{np.median(values):.2f} / {most(values):.2f} / {max(values):.2f}" if values else _NONE
    never = len(measured) - len(values)
    return cell + (f", {never} never" if never else "")


def _marks(cause: Cause) -> str:
    marks: Mapping[str, bool] = {
        "¹": cause.silent,
        "²": cause.end is None and cause.ends,
        "³": not cause.alarms and cause.ends,
        "⁴": not cause.ends,
    }
    return "".join(f" {mark}" for mark, there in marks.items() if there)


def _values(target: Target, measured: Sequence[Times]) -> list[float]:
    return [value for each in measured if (value := target.of(each)) is not None]

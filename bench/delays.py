"""How soon after a stop word something happens, with and without our own computing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.hearing import Heard
from bench.in_noise import AS_USUAL, STOPS, Trial
from intents.clock import seconds

SOFT = ("maybe_stop", "stop")
LATCHED = ("stop",)
_TITLES = {SOFT: "to the music dipping", LATCHED: "to the latched stop"}


@dataclass(frozen=True, slots=True)
class Delay:
    """One stop word that was found."""

    heard: float
    """Seconds from the end of the word until the frame with which it was recognised."""
    computing: float
    """Seconds of processor time that the ears took for that frame."""

    @property
    def whole(self) -> float:
        """Both together."""
        return self.heard + self.computing


def delays(results: Mapping[Trial, Heard], names: Sequence[str]) -> list[Delay]:
    """For each stop word said as usual, in quiet and in noise, until the first of these names."""
    return [
        delay
        for trial, heard in results.items()
        if trial.word in STOPS and trial.style == AS_USUAL
        for delay in of_session(heard, names)
    ]


def of_session(heard: Heard, names: Sequence[str]) -> list[Delay]:
    """Those of one session."""
    took: dict[int, float] = {}
    for report in heard.reports.of:
        took[report.at] = took.get(report.at, 0.0) + report.took
    return [
        Delay(seconds(at - end), took.get(at, 0.0))
        for at, end in zip(heard.caught(names), heard.ends, strict=False)
        if at is not None
    ]


def most(values: Sequence[float]) -> float:
    """What 95% of them are within."""
    return float(np.percentile(values, 95))


def section(results: Mapping[Trial, Heard]) -> str:
    """The part of the report."""
    lines = [TEXT, "| From the end of a stop word | Words | Median | 95% within | Computing, 95% |"]
    lines.append("|---|---|---|---|---|")
    for names, title in _TITLES.items():
        each = delays(results, names)
        if each:
            whole = [delay.whole for delay in each]
            computing = most([delay.computing for delay in each])
            cells = f"{np.median(whole):.2f} s | {most(whole):.2f} s | {1000 * computing:.0f} ms"
            lines.append(f"| {title} | {len(each)} | {cells} |")
    return "\n".join([*lines, "", "![How soon stop words are acted on.](delays.png)", ""])


TEXT = """## How soon

The stop words of the table above, said as usual, in quiet and at every level of noise. Time is
that of the sound, in blocks of 20 ms, plus the processor time that the ears took for the block;
what a sound card adds is not in it. Words are often recognised before they end: those count too.
"""

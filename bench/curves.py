"""Missed words against false stops, if Safeword were more or less easily convinced.

The sessions were heard once; their reports are understood again with all log-odds shifted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.hearing import Heard
from bench.in_noise import AS_USUAL, STOPS, Trial, share
from bench.part import Part, hours
from bench.stats import poisson
from intents.names import STOPS as STOP_NAMES

SHIFTS = (1.0, 0.0, -0.5, -1.0, -1.5, -2.0, -2.5, -3.0)
"""In log-odds; 0 is the product as it is. Further up is little more, because ears do not report
what they are too unsure of."""
SNR = 10.0
ALLOWED = 0.1
"""False stops an hour."""


@dataclass(frozen=True, slots=True)
class Point:
    """One word at one shift."""

    shift: float
    missed: int
    of: int
    false: int
    hours: float


def curve(word: str, noisy: Mapping[Trial, Heard], talk: Sequence[Part]) -> list[Point]:
    """Misses of the word at 10 dB, and the stops that it was called for in talk."""
    said = [
        heard
        for trial, heard in noisy.items()
        if (trial.word, trial.style, trial.snr) == (word, AS_USUAL, SNR)
    ]
    points = []
    for shift in SHIFTS:
        caught = [at for heard in said for at in again(heard, word, shift)]
        false = sum(len(part.within(stops(part.heard, word, shift))) for part in talk)
        points.append(Point(shift, caught.count(None), len(caught), false, hours(talk)))
    return points


def stops(heard: Heard, word: str, shift: float) -> list[int]:
    """The frames at which this word would have called a stop."""
    return [
        at
        for at, signal in heard.reports.only_danger().signals(shift)
        if signal.name in STOP_NAMES and signal.phrase == word
    ]


def again(heard: Heard, word: str, shift: float) -> list[int | None]:
    """For each clip, the frame at which it would have been caught, as `Heard.caught`."""
    return heard.in_time(heard.firsts(stops(heard, word, shift)))


def rarely_wrong(points: Sequence[Point]) -> Point | None:
    """The point with the fewest misses among those with few enough false stops."""
    fine = [point for point in points if point.false <= ALLOWED * point.hours]
    return min(fine, key=lambda point: point.missed, default=None)


def section(curves: Mapping[str, Sequence[Point]]) -> str:
    """The part of the report."""
    titles = (f"\u201c{word}\u201d missed | false, an hour" for word in STOPS)
    lines = [TEXT, f"| Shift | {' | '.join(titles)} |"]
    lines.append("|---" * (1 + 2 * len(STOPS)) + "|")
    for at, shift in enumerate(SHIFTS):
        cells = [_cells(curves[word][at]) for word in STOPS]
        title = "as it is" if shift == 0 else f"{shift:+.1f}"
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", "![Missed against false stops.](curves.png)", ""])


def _cells(point: Point) -> str:
    return f"{share(point.missed, point.of)} | {rate(point.false, point.hours)}"


def rate(count: int, hours: float) -> str:
    """So many in so many hours, with Garwood's interval."""
    low, high = (bound / hours for bound in poisson(count))
    return f"{count / hours:.2f} ({low:.2f} to {high:.2f})"


TEXT = """## More or less easily convinced

What would be missed at 10 dB, and what would be called by mistake in the ordinary talk of this
report (of people, and the lines without sound-alikes), if all scores had other odds: a shift of 1
multiplies them by 2.7. One threshold holds for every word. Intervals are Wilson's and Garwood's, of
95%.
"""

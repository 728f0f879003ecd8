"""Missed words against false stops, if Safeword were more or less easily convinced.

The sessions were heard once; their reports are understood again with all log-odds shifted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.hearing import Heard
from bench.in_noise import AS_USUAL, STOPS, Trial
from bench.part import Part, hours
from bench.stats import rate, share
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


def curves(
    words: Sequence[str], noisy: Mapping[Trial, Heard], talk: Sequence[Part]
) -> dict[str, list[Point]]:
    """For each word, its misses at 10 dB and the stops that it was called for in talk."""
    in_talk = [(part, stops(part.heard)) for part in talk]
    return {word: _curve(word, noisy, in_talk) for word in words}


Stops = Mapping[float, Sequence[tuple[int, str]]]
"""By shift: the frames at which a stop would have been called, each with the word."""


def stops(heard: Heard) -> Stops:
    """All that would have been called in a session."""
    danger = heard.reports.only_danger()
    return {
        shift: [(at, s.phrase) for at, s in danger.signals(shift) if s.name in STOP_NAMES]
        for shift in SHIFTS
    }


def _curve(
    word: str, noisy: Mapping[Trial, Heard], in_talk: Sequence[tuple[Part, Stops]]
) -> list[Point]:
    said = [
        (heard, stops(heard))
        for trial, heard in noisy.items()
        if (trial.word, trial.style, trial.snr) == (word, AS_USUAL, SNR)
    ]
    length = hours([part for part, _ in in_talk])
    points = []
    for shift in SHIFTS:
        caught = [
            at
            for heard, found in said
            for at in heard.in_time(heard.firsts(_by(word, found[shift])))
        ]
        false = sum(len(part.within(_by(word, found[shift]))) for part, found in in_talk)
        points.append(Point(shift, caught.count(None), len(caught), false, length))
    return points


def _by(word: str, found: Sequence[tuple[int, str]]) -> list[int]:
    return [at for at, phrase in found if phrase == word]


def rarely_wrong(points: Sequence[Point]) -> Point | None:
    """The point with the fewest misses among those with few enough false stops; of equal ones the
    nearest to the product as it is.
    """
    fine = [point for point in points if point.false <= ALLOWED * point.hours]
    return min(fine, key=lambda point: (point.missed, abs(point.shift)), default=None)


def section(by_word: Mapping[str, Sequence[Point]]) -> str:
    """The part of the report."""
    titles = (f"\u201c{word}\u201d missed | false, an hour" for word in STOPS)
    lines = [TEXT, f"| Shift | {' | '.join(titles)} |"]
    lines.append("|---" * (1 + 2 * len(STOPS)) + "|")
    for at, shift in enumerate(SHIFTS):
        cells = [_cells(by_word[word][at]) for word in STOPS]
        title = "as it is" if shift == 0 else f"{shift:+.1f}"
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", "![Missed against false stops.](curves.png)", ""])


def _cells(point: Point) -> str:
    return f"{share(point.missed, point.of)} | {rate(point.false, point.hours)}"


TEXT = """## More or less easily convinced

What would be missed at 10 dB, and what would be called by mistake in the ordinary talk of this
report (of people, and the lines without sound-alikes), if all scores had other odds: a shift of 1
multiplies them by 2.7. In the talk all but "safe word" are stop words at once: "red" may be called
by what "red red red" would be called by alone. Intervals are Wilson's and Garwood's, of
95%.
"""

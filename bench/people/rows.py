"""All rows about people: what is played for each, and what is told of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.hearing import Heard
from bench.people import convinced, joined, nonverbal, singles, talk, waited, words
from bench.people.figures import Figure
from bench.people.playing import Results, Session, task
from bench.people.split import Part
from bench.side_by_side import Task


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the report."""

    sessions: Callable[[Path, Part], list[Session]]
    figures: Callable[[Results], list[Figure]]
    section: Callable[[Results], str]


ROWS: Mapping[str, Row] = {
    "words": Row(words.sessions, words.figures, words.section),
    "joined": Row(joined.sessions, joined.figures, joined.section),
    "waited": Row(waited.sessions, waited.figures, waited.section),
    "talk": Row(talk.sessions, talk.figures, talk.section),
    "nonverbal": Row(nonverbal.sessions, nonverbal.figures, nonverbal.section),
    "singles": Row(singles.sessions, singles.figures, singles.section),
}
"""In the order of the report."""
TITLES = {
    "words": "people, a word as the stop word, missed",
    "joined": "a stop word into another person's talk",
    "waited": "the go word after a slow word",
    "talk": "conversation of people, an hour",
    "nonverbal": "sounds of people, an hour of nothing but these",
    "singles": "other words by people, taken for",
}


def tasks(audio: Path, part: Part, each: int, rows: Sequence[str] = tuple(ROWS)) -> list[Task]:
    """All that is to be played, one of `each`; nothing where no people are."""
    if not (audio / "humans" / "manifest.tsv").exists():
        return []
    sessions = [session for row in rows for session in ROWS[row].sessions(audio, part)[::each]]
    return [task(session, audio) for session in sessions]


def results(played: Mapping[Any, Any]) -> dict[Session, Heard]:
    """What came of those that there are words for."""
    return {
        session: heard
        for session, heard in played.items()
        if isinstance(session, Session) and heard is not None
    }


def sections(results: Results) -> str:
    """The parts of the report that there are results for."""
    parts = [row.section(results) for row in ROWS.values() if row.figures(results)]
    if convinced.figures(results):
        parts.append(convinced.section(results))
    return "\n".join(parts)


def targets(results: Results) -> list[Figure]:
    """All figures that have a target, each called by what it is about."""
    return [
        replace(figure, row=f"{TITLES[name]}: {figure.row}, {figure.column}")
        for name, row in ROWS.items()
        for figure in row.figures(results)
        if figure.target is not None and figure.of
    ]

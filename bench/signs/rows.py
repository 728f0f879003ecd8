"""What the pages of signals and of what is taught have in common."""

from collections.abc import Iterable
from pathlib import Path

from bench.hearing import Heard
from bench.people.backgrounds import ROOM
from bench.signs.playing import DRUMS, OVERS

STOP = ("stop",)


def backgrounds(audio: Path) -> list[str]:
    """Those that signals are played over; without recordings of people only what is computed."""
    there = (audio / "humans" / "manifest.tsv").exists()
    return [over for over in OVERS if there or over in (ROOM, DRUMS)]


def missed(heard: Heard) -> tuple[int, int]:
    """How many were not called in time, and of how many."""
    caught = heard.caught(STOP)
    return caught.count(None), len(caught)


def row(title: str, these: Iterable[Heard]) -> str:
    """A row: what is none, how long it was played, and what it called."""
    these = list(these)
    minutes = sum(heard.seconds for heard in these) / 60
    return f"| {title} | {minutes:.0f} | {stops(these)} |"


def stops(these: Iterable[Heard]) -> int:
    """How many were called."""
    return sum(len(heard.named(*STOP)) for heard in these)

"""Puts what was measured of people alone into a report that was written before."""

import re
from collections.abc import Mapping

from bench.people.playing import Results
from bench.people.rows import sections, targets
from bench.targets import table_line

NOTE = """The parts about people, and their rows of the table below, were measured later than the
rest, by `python -m bench.people --part report --each 3 --into docs/benchmark.md`.

"""
BEFORE = "## What was to be reached\n"


def refreshed(report: str, found: Results) -> str:
    """The report with these results where it tells of people.

    Raises `ValueError` if it has no such parts.
    """
    new = _parts(sections(found))
    parts = _parts(report)
    headings = {_heading(part) for part in new}
    old = [at for at, part in enumerate(parts) if _heading(part) in headings]
    if not old or BEFORE not in report:
        raise ValueError("It has no parts about people.")
    parts[old[0] : old[-1] + 1] = [f"{part.rstrip()}\n\n" for part in new]
    text = "".join(parts).replace(NOTE, "").replace(BEFORE, NOTE + BEFORE)
    lines = {_what(line): line for line in map(table_line, targets(found))}
    return "".join(_newer(line, lines) for line in text.splitlines(keepends=True))


def _newer(line: str, lines: Mapping[str, str]) -> str:
    return f"{lines[_what(line)]}\n" if _what(line) in lines else line


def _what(line: str) -> str:
    """What a line of the first table is about; else it is about nothing that is there."""
    return line.partition(" | ")[0]


def _parts(text: str) -> list[str]:
    """Cut before the heading of each part."""
    return [part for part in re.split(r"(?m)^(?=## )", text) if part]


def _heading(part: str) -> str:
    return part.partition("\n")[0]

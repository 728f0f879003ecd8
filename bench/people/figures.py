"""Figures of the rows about people: a count, of how many or in how many hours, and its target."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from bench.stats import rate, share

Unit = Literal["share", "an hour", "times"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a table."""

    row: str
    column: str
    count: int
    of: float
    """Recordings, or hours."""
    unit: Unit = "share"
    target: float | None = None
    """The most that it should be: a share, or how many an hour."""

    @property
    def reached(self) -> bool:
        """By its value alone."""
        return self.target is None or self.count <= self.target * self.of

    def __str__(self) -> str:
        if not self.of:
            return "\u2013"
        if self.unit == "times":
            return str(self.count)
        if self.unit == "share":
            return share(self.count, int(self.of))
        return f"{self.count}: {rate(self.count, self.of)}"

    def as_json(self) -> dict[str, object]:
        """All of it, and what is worked out."""
        return asdict(self) | {"figure": str(self), "reached": self.reached}


def table(corner: str, figures: Sequence[Figure]) -> list[str]:
    """Rows and columns in the order in which they first come."""
    rows = list(dict.fromkeys(figure.row for figure in figures))
    columns = list(dict.fromkeys(figure.column for figure in figures))
    cells = {(figure.row, figure.column): figure for figure in figures}
    lines = [f"| {corner} | {' | '.join(columns)} |", "|---" * (1 + len(columns)) + "|"]
    for row in rows:
        found = (cells.get((row, column)) for column in columns)
        lines.append(f"| {row} | {' | '.join(map(_cell, found))} |")
    return [*lines, ""]


def _cell(figure: Figure | None) -> str:
    return "" if figure is None else str(figure)

"""One JSON object a line, as docs/json.md says."""

import json
from collections.abc import Mapping
from typing import Protocol

from voice.telling.happening import Happening


class Writes(Protocol):
    """What lines are written to."""

    def write(self, text: str, /) -> object:
        """Write."""

    def flush(self) -> None:
        """Hand on what was written."""


def json_line(happening: Happening, source: str, out: Writes) -> None:
    """Write one happening, and flush it for whoever reads at the other end of a pipe."""
    out.write(as_line(happening.as_object(source)))
    out.flush()


def as_line(values: Mapping[str, object]) -> str:
    """An object as a line."""
    return json.dumps(values, ensure_ascii=False) + "\n"

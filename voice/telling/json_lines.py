"""One JSON object a line, as docs/json.md says."""

import json
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
    out.write(json.dumps(happening.as_object(source), ensure_ascii=False) + "\n")
    out.flush()

"""One JSON object a line, as docs/json.md says."""

import json
from typing import TextIO

from voice.telling.happening import Happening


def json_line(happening: Happening, source: str, out: TextIO) -> None:
    """Write one happening, and flush it for whoever reads at the other end of a pipe."""
    out.write(json.dumps(happening.as_object(source), ensure_ascii=False) + "\n")
    out.flush()

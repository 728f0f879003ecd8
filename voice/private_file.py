"""Writes files that are nobody else's business: whole or not at all, readable by their owner."""

import os
import tempfile
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Put the text in place of what is there. Raises `OSError` and then leaves that as it was."""
    path = path.resolve()  # where it is a link, the link stays
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # What mkstemp makes is readable by its owner only.
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise

"""Files that are nobody else's business: written whole or not at all, readable by their owner."""

import os
import tempfile
from pathlib import Path


def is_private(path: Path) -> bool:
    """Whether only its owner can read it. Raises `OSError`."""
    return os.name != "posix" or path.stat().st_mode & 0o077 == 0


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

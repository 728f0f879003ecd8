"""Models that came with a Python package: where they are, and what pip recorded about them."""

import base64
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from models.store.catalogue import PackagedModel


@dataclass(frozen=True, slots=True)
class PackagedFiles:
    """The files of one installed packaged model."""

    folder: Path
    hashes: dict[str, str | None]
    """SHA-256 in hexadecimal by path below the folder; None where RECORD gives none."""


def find(entry: PackagedModel) -> PackagedFiles | None:
    """The installed files, or None if the package, or this model in it, is not there.

    From the package's RECORD; nothing of the package is imported.
    """
    try:
        installed = distribution(entry.distribution)
    except PackageNotFoundError:
        return None
    prefix = f"{entry.folder}/"
    hashes: dict[str, str | None] = {}
    for path in installed.files or ():
        name = path.as_posix()
        if name.startswith(prefix):
            hashes[name.removeprefix(prefix)] = (
                _hexadecimal(path.hash.value) if path.hash and path.hash.mode == "sha256" else None
            )
    if not hashes:
        return None
    return PackagedFiles(Path(str(installed.locate_file(entry.folder))), hashes)


def _hexadecimal(recorded: str) -> str:
    # RECORD writes URL-safe base64 without the padding (PyPA, "Recording installed projects").
    return base64.urlsafe_b64decode(recorded + "=" * (-len(recorded) % 4)).hex()

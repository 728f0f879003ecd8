"""Where fetched models live, and the names of what lies beside them while one is fetched."""

import os
import shutil
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "SAFEWORD_MODELS"
"""The environment variable that names another folder."""


def models_folder(chosen: Path | None = None) -> Path:
    """The folder chosen on the command line, else by the environment, else the XDG data folder."""
    if chosen is not None:
        return chosen
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("safeword") / "models"


def part_of(folder: Path, name: str) -> Path:
    """The archive while it is incomplete."""
    return folder / f"{name}.zip.part"


def etag_of(part: Path) -> Path:
    """The server's name for the version that the part belongs to."""
    return part.with_name(part.name + ".etag")


def lock_of(folder: Path, name: str) -> Path:
    """Held while the model is fetched."""
    return folder / f".{name}.lock"


def staging_prefix(name: str) -> str:
    """How the temporary folders begin in which a model is unpacked."""
    return f".{name}.new-"


def replaced_in(staging: Path) -> Path:
    """Where the old model waits for the moment that it takes to move the new one in."""
    return staging / "replaced"


def recover(folder: Path, name: str) -> None:
    """Clear up after a fetch that was killed. Only for the holder of the lock.

    If it was killed between moving the old model out and the new one in, the old one comes back.
    """
    for staging in folder.glob(f"{staging_prefix(name)}*"):
        if replaced_in(staging).is_dir() and not (folder / name).exists():
            replaced_in(staging).rename(folder / name)
        shutil.rmtree(staging)

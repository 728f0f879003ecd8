"""The list of a fetched model's files, written when it is installed."""

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from models.errors import ModelProblem
from models.store.catalogue import ArchivedModel, Engine, Language, Name, Sha256

FILE_NAME = "safeword-manifest.json"


class FileRecord(BaseModel):
    """What a file has to be."""

    model_config = ConfigDict(frozen=True)

    size: NonNegativeInt
    sha256: Sha256


class Manifest(BaseModel):
    """What was installed. It finds damage, not malice: it lies in the same folder."""

    model_config = ConfigDict(frozen=True)

    name: Name
    language: Language
    engine: Engine
    archive_sha256: Sha256
    files: dict[str, FileRecord]
    """By path below the model's folder, with forward slashes."""


def sha256_of(path: Path) -> str:
    """The hash of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in(folder: Path) -> dict[str, Path]:
    """Everything below the folder that is not a folder, except the manifest at its top."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        name: path
        for name, path in sorted(found.items())
        if name != FILE_NAME and (path.is_symlink() or not path.is_dir())
    }


def write(entry: ArchivedModel, archive_sha256: str, folder: Path) -> None:
    """List the files of a folder that was just unpacked, in that folder."""
    manifest = Manifest(
        name=entry.name,
        language=entry.language,
        engine=entry.engine,
        archive_sha256=archive_sha256,
        files={
            name: FileRecord(size=path.stat().st_size, sha256=sha256_of(path))
            for name, path in files_in(folder).items()
        },
    )
    (folder / FILE_NAME).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of an installed model. `ModelProblem` if it cannot be used."""
    try:
        return Manifest.model_validate_json((folder / FILE_NAME).read_bytes())
    except (OSError, ValidationError) as error:
        raise ModelProblem(
            f"The model in {folder} has no usable list of its files. "
            f"Fetch it again: safeword models fetch {folder.name}"
        ) from error

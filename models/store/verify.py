"""Whether every byte of an installed model is what was installed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.store import manifest, packaged
from models.store.catalogue import Catalogue, PackagedModel
from models.store.installed import path


@dataclass(frozen=True, slots=True)
class Report:
    """The files that are not as they should be, by path below the folder, sorted."""

    name: str
    folder: Path
    checked: int
    """How many files were to be there."""
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Nothing missing, damaged or extra."""
        return not (self.missing or self.damaged or self.extra)


def verify(name: str, catalogue: Catalogue, folder: Path) -> Report:
    """Read every file of an installed model: of a package against pip's RECORD, else the manifest.

    `ModelProblem` if it is not installed or has no list of files.
    """
    where = path(name, catalogue, folder)
    entry = catalogue.entry(name) if name in catalogue else None
    if isinstance(entry, PackagedModel) and (files := packaged.find(entry)):
        return _compare(name, where, files.hashes)
    listed = manifest.read(where).files
    return _compare(name, where, {file: record.sha256 for file, record in listed.items()})


def _compare(name: str, folder: Path, listed: Mapping[str, str | None]) -> Report:
    there = manifest.files_in(folder)
    return Report(
        name,
        folder,
        checked=len(listed),
        missing=tuple(sorted(listed.keys() - there.keys())),
        damaged=tuple(
            sorted(
                file
                for file in listed.keys() & there.keys()
                # A link was not installed, whatever it leads to.
                if there[file].is_symlink() or manifest.sha256_of(there[file]) != listed[file]
            )
        ),
        extra=tuple(sorted(there.keys() - listed.keys())),
    )

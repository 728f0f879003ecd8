"""Fetching a model, so that there is always either the old one or a whole new one."""

import errno
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from models.errors import FetchProblem, ModelProblem
from models.store import manifest, unpack
from models.store.catalogue import ArchivedModel, Catalogue, Engine, PackagedModel
from models.store.download import PAUSES, Progress, discard, download
from models.store.folders import lock_of, part_of, recover, replaced_in, staging_prefix
from models.store.installed import how_to_get, installed
from models.store.verify import verify
from models.vosk_folder import holds_model

GROWTH = 4
"""Times the archive's size that is kept free for unpacking: Vosk models grow two or three times."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def fetch(
    name: str,
    catalogue: Catalogue,
    folder: Path,
    *,
    allow_unpinned: bool = False,
    progress: Progress = lambda _done, _total: None,
    pauses: Sequence[float] = PAUSES,
) -> Path:
    """The folder of the model, fetched unless it is there and whole.

    Whatever ends it early (an error, a signal that raises, a full disk), an old model of that
    name stays, and beside it stays at most the part of the archive that has come, from which the
    next fetch goes on. `FetchProblem` for what goes wrong on the way, `ModelProblem` for a name
    that cannot be fetched.
    """
    entry = catalogue.entry(name)
    if isinstance(entry, PackagedModel):
        return _packaged(entry, catalogue, folder)
    if not entry.pinned and not allow_unpinned:
        raise FetchProblem(
            f"{name} is not pinned: no public hash is known to compare it with, so a file that "
            "was damaged or swapped on the server would go unnoticed. To take it all the same: "
            f"safeword models fetch {name} --allow-unpinned"
        )
    with _room_or_problem(folder), _locked(folder, name):
        recover(folder, name)
        if not _is_up_to_date(entry, catalogue, folder):
            _install(entry, folder, progress, pauses)
    return folder / name


def _packaged(entry: PackagedModel, catalogue: Catalogue, folder: Path) -> Path:
    for model in installed(catalogue, folder):
        if model.name == entry.name:
            return model.folder
    raise ModelProblem(f"{entry.name} is not fetched. {how_to_get(entry.name, catalogue)}")


@contextmanager
def _locked(folder: Path, name: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock_of(folder, name), timeout=0):
            yield
    except Timeout as error:
        raise FetchProblem(
            f"{name} is being fetched by another safeword right now. Wait until it is done."
        ) from error


@contextmanager
def _room_or_problem(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise FetchProblem(
                f"The disk of {folder} is full. Make room, or choose another folder with "
                "--folder, and fetch again."
            ) from error
        raise FetchProblem(f"The folder {folder} cannot be written: {error.strerror}.") from error


def _is_up_to_date(entry: ArchivedModel, catalogue: Catalogue, folder: Path) -> bool:
    try:
        listed = manifest.read(folder / entry.name)
        whole = verify(entry.name, catalogue, folder).whole
    except ModelProblem:
        return False
    return whole and entry.sha256 in (None, listed.archive_sha256)


def _install(
    entry: ArchivedModel, folder: Path, progress: Progress, pauses: Sequence[float]
) -> None:
    part = part_of(folder, entry.name)
    there = part.stat().st_size if part.exists() else 0
    unpack.require_space(folder, entry.size * (1 + GROWTH) - min(there, entry.size))
    download(entry.url, part, entry.size, progress, pauses)
    found = manifest.sha256_of(part)
    if entry.sha256 not in (None, found):
        discard(part)
        raise FetchProblem(
            f"What came from {entry.url} is not the model that the catalogue means: its SHA-256 "
            f"is {found} instead of {entry.sha256}. It was deleted. Try again; if it stays so, "
            "do not use it and tell the makers of this program."
        )
    with tempfile.TemporaryDirectory(prefix=staging_prefix(entry.name), dir=folder) as staging:
        try:
            fresh = unpack.unpack(part, Path(staging))
            _check_engine(entry, fresh)
        except unpack.ArchiveProblem:
            discard(part)
            raise
        manifest.write(entry, found, fresh)
        swap(fresh, folder / entry.name, replaced_in(Path(staging)))
    discard(part)


def _check_engine(entry: ArchivedModel, folder: Path) -> None:
    if entry.engine is Engine.VOSK and not holds_model(folder):
        raise unpack.ArchiveProblem(
            f"The archive of {entry.name} holds no Vosk model. It was deleted."
        )


def swap(fresh: Path, target: Path, replaced: Path) -> None:
    """Move `fresh` to `target`, and what was there to `replaced`; back again on any exception."""
    try:
        if target.exists():
            target.rename(replaced)
        fresh.rename(target)
    except BaseException:
        if replaced.exists() and not target.exists():
            replaced.rename(target)
        raise

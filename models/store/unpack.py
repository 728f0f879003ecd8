"""Unpacking an archive from the network, which is not trusted until all of it was looked at."""

import os
import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from models.errors import FetchProblem
from models.store.manifest import FILE_NAME


class ArchiveProblem(FetchProblem):
    """The archive itself is at fault: it is of no use to keep it."""


MOST_FILES = 10_000
MOST_BYTES = 8 * 2**30
"""The largest Vosk models unpack to less."""
MOST_GROWTH = 20
"""Times the size of the archive. Speech models grow to two or three times."""


def _refuse(archive: zipfile.ZipFile, why: str) -> ArchiveProblem:
    name = Path(archive.filename or "").name
    return ArchiveProblem(f"The archive {name} was refused and not unpacked: {why}.")


def _check_name(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> PurePosixPath:
    # orig_filename has the name as it was written: zipfile changes some of them silently.
    name = member.orig_filename
    path = PurePosixPath(name)
    if path.is_absolute() or "\\" in name or ":" in name or "\0" in name:
        raise _refuse(archive, f"{name!r} is not a plain relative path")
    if ".." in path.parts or not path.parts:
        raise _refuse(archive, f"{name!r} leads out of the folder")
    return path


def _check_kind(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refuse(archive, f"{member.filename!r} is a link or a device, not a file")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refuse(archive, f"{member.filename!r} is packed in another way than models are")
    if member.header_offset < 0:
        raise _refuse(archive, "its beginning is missing")
    if member.flag_bits & 0x1:
        raise _refuse(archive, f"{member.filename!r} is encrypted")


def _check_sizes(archive: zipfile.ZipFile, packed: int) -> int:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_FILES:
        raise _refuse(archive, f"it has more than {MOST_FILES} files")
    if unpacked > min(MOST_BYTES, packed * MOST_GROWTH):
        raise _refuse(archive, f"{packed} bytes would grow to {unpacked}")
    return unpacked


def _check_tree(archive: zipfile.ZipFile, files: list[PurePosixPath]) -> str:
    tops = {path.parts[0] for path in files}
    if len(tops) != 1 or any(len(path.parts) == 1 for path in files):
        raise _refuse(archive, "its files are not all in one folder")
    folders = {parent for path in files for parent in path.parents}
    if len(set(files)) != len(files) or folders & set(files):
        raise _refuse(archive, "a name is used twice")
    top = tops.pop()
    if PurePosixPath(top, FILE_NAME) in files:
        raise _refuse(archive, f"it brings its own {FILE_NAME}")
    return top


def unpack(archive_path: Path, into: Path) -> Path:
    """Unpack the one folder of a zip archive below `into`, and return that folder.

    Nothing is written before every member was checked: plain files and folders with relative
    names, no more bytes than the limits above and the free space. Each file is checked against
    its CRC and is on the disk when this returns. `ArchiveProblem` for an archive that breaks a
    rule or is damaged, `FetchProblem` if there is no room for it; `OSError` as writing raises it.
    """
    try:
        with zipfile.ZipFile(archive_path) as archive:
            paths = {member: _check_name(archive, member) for member in archive.infolist()}
            for member in paths:
                _check_kind(archive, member)
            unpacked = _check_sizes(archive, archive_path.stat().st_size)
            files = {member: path for member, path in paths.items() if not member.is_dir()}
            top = _check_tree(archive, list(files.values()))
            require_space(into, unpacked)
            for member, path in files.items():
                _write(archive, member, into / path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise ArchiveProblem(
            f"The archive {archive_path.name} is damaged and was not unpacked: {error}."
        ) from error
    return into / top


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # zipfile never gives more bytes than file_size, the number that was checked.
    with archive.open(member) as source, path.open("xb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())


def require_space(folder: Path, needed: int) -> None:
    """`FetchProblem` where the disk of the folder has fewer free bytes than needed."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise FetchProblem(
            f"The disk of {folder} is too full: the model needs {needed:,} bytes and {free:,} are "
            "free. Make room, or choose another folder with --folder."
        )

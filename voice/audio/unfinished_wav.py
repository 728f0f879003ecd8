"""WAV files whose recorder died before it wrote how long they are."""

import io
import os
from pathlib import Path
from typing import Any, BinaryIO

_HEADER = 12
"""Bytes before the first chunk: "RIFF", a length, "WAVE"."""

_TO_THE_END = b"\xff\xff\xff\xff"
"""A length that says: as much as there is."""


def finished(path: Path) -> BinaryIO | None:
    """The file with the length that its sound has, or None where there is nothing to mend.

    The length stands before the sound, so a recorder can write it only at the end; until then it is
    zero, or what was there some time before.
    """
    with path.open("rb") as file:
        place = _wrong_length(file, path.stat().st_size)
    return None if place is None else io.BufferedReader(_Mended(path, place))


def _wrong_length(file: BinaryIO, size: int) -> int | None:
    """Where the length of the sound stands, if what follows the sound is more sound."""
    header = file.read(_HEADER)
    if header[:4] != b"RIFF" or header[8:] != b"WAVE":
        return None
    while chunk := _chunk(file):
        name, length = chunk
        place = file.tell() - 4
        if name == b"data":
            file.seek(length + length % 2, os.SEEK_CUR)
            return None if _only_chunks(file, size) else place
        file.seek(length + length % 2, os.SEEK_CUR)
    return None


def _only_chunks(file: BinaryIO, size: int) -> bool:
    """Whether what is left of the file is nothing, or chunks to its end."""
    while file.tell() < size:
        chunk = _chunk(file)
        if chunk is None or not (chunk[0].isascii() and chunk[0].decode().isprintable()):
            return False
        file.seek(chunk[1] + chunk[1] % 2, os.SEEK_CUR)
    return file.tell() <= size + 1


def _chunk(file: BinaryIO) -> tuple[bytes, int] | None:
    """The name and length of the chunk that begins here."""
    start = file.read(8)
    return (start[:4], int.from_bytes(start[4:], "little")) if len(start) == 8 else None


class _Mended(io.RawIOBase):
    """The file, with another length in the place of its own."""

    def __init__(self, path: Path, place: int) -> None:
        self._file = path.open("rb", buffering=0)
        self._place = place

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int:
        start = self.tell()
        count = self._file.readinto(buffer) or 0
        for number, byte in enumerate(_TO_THE_END):
            at = self._place + number - start
            if 0 <= at < count:
                buffer[at] = byte
        return count

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()

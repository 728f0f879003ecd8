"""A recording as a source of frames: for rehearsals, tests and finding out what was heard."""

import os
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import soundfile

from intents.clock import frames, seconds
from models.ears import Frames
from voice.audio.convert import BLOCK, Converter, Raw
from voice.audio.interfaces import Block
from voice.audio.unfinished_wav import finished
from voice.errors import InputProblem

_PIECE = 2048
"""Frames decoded at once, at the file's own rate: memory does not grow with the file, and no more
than this is lost before a damaged place."""

_LOWEST = 4_000
"""Frames a second: with fewer nobody understands a word, and a short file would be hours."""
_KINDS = "wav, flac, ogg, opus and mp3"


class Recording:
    """An audio file, played at the speed of real time or as fast as it is taken.

    It ends with its last frame; the last block is filled up with zeros. It has no faults: zeros
    in a file are silence. A WAV file that was cut short ends where it was cut, also where its
    recorder died before it could write how long it is.

    At the speed of real time a block comes when a microphone would have heard its end, and
    `backlog` counts what a microphone would have captured since.
    """

    def __init__(self, path: Path, *, fast: bool) -> None:
        """Look whether the file can be played.

        Raises `voice.errors.InputProblem` when it is not there, is a folder, may not be read, is
        not audio or has no sound in it.
        """
        self._path = path
        self._fast = fast
        self._closed = threading.Event()
        _check(path)
        with _opened(path) as file:
            try:
                if file.samplerate < _LOWEST:
                    raise InputProblem(
                        f"{path} has {file.samplerate} frames a second: too few to understand a "
                        "word. Choose another recording."
                    )
                empty = not len(_read(file))
            except soundfile.LibsndfileError:
                raise InputProblem(f"{path} is damaged from its beginning.") from None
        if empty:
            raise InputProblem(f"{path} has no sound in it. Choose another recording.")

    @property
    def name(self) -> str:
        """The file as it was named; what is no UTF-8 in that cannot be shown."""
        return os.fsencode(self._path).decode(errors="replace")

    def blocks(self) -> Iterator[Block]:
        """The whole recording, 20 ms a block, or as much as comes before `close`.

        Raises `voice.errors.InputProblem` after the last readable frame of a damaged file.
        """
        if self._fast:
            for block in self._decoded():
                if self._closed.is_set():
                    return
                yield Block(block)
            return
        began = time.monotonic()
        given = 0
        for block in self._decoded():
            given += BLOCK
            if self._closed.wait(max(0.0, began + seconds(given) - time.monotonic())):
                return
            late = frames(time.monotonic() - began) - given
            yield Block(block, backlog=max(0, late))

    def close(self) -> None:
        """End it at once, from any thread. Safe to call twice."""
        self._closed.set()

    def _decoded(self) -> Iterator[Frames]:
        damaged = False
        with _opened(self._path) as file:
            converter = Converter(file.samplerate, file.channels)
            read = 0
            try:
                while len(piece := _read(file)):
                    read += len(piece)
                    yield from converter.feed(piece)
            except soundfile.LibsndfileError:
                damaged = True
            yield from converter.finish()
            # The length that an MP3 file gives for itself may be no more than an estimate.
            damaged |= read < file.frames and file.format != "MP3"
        if damaged:
            raise InputProblem(
                f"{self._path} is damaged after {read / file.samplerate:.1f} seconds. "
                "What came before was played."
            )


class _Straight(soundfile.SoundFile):  # type: ignore[misc]  # soundfile has no types
    """A file that is only read from its beginning to its end.

    soundfile moves to the place it has just reached after each read of a file in which it can
    move. In an MP3 that lands elsewhere: short reads then give silence instead of the sound.
    """

    def __init__(self, path: Path) -> None:
        self._mended = finished(path)
        try:
            # The name itself may be no UTF-8.
            super().__init__(self._mended or os.fsencode(path))
        except BaseException:
            self._close_mended()
            raise

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        super().close()
        self._close_mended()

    def _close_mended(self) -> None:
        if self._mended is not None:
            self._mended.close()


def _check(path: Path) -> None:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise InputProblem(f"{path} is a folder. Name one recording in it.")
        if not stat.S_ISREG(about.st_mode):
            raise InputProblem(f"{path} is not a file. Name a recording: {_KINDS} work.")
        if about.st_size == 0:
            raise InputProblem(f"{path} is empty. Choose another recording.")
        path.open("rb").close()
    except FileNotFoundError:
        raise InputProblem(f"There is no file {path}. Check its name.") from None
    except PermissionError:
        raise InputProblem(f"{path} may not be read. Change its permissions.") from None
    except OSError as error:
        raise InputProblem(f"{path} cannot be opened: {error.strerror}.") from None


def _opened(path: Path) -> _Straight:
    try:
        return _Straight(path)
    except (OSError, soundfile.LibsndfileError, TypeError):
        # A TypeError means a name that ends in .raw: frames of which nobody knows the rate.
        raise InputProblem(f"{path} is not a recording: {_KINDS} can be played.") from None


def _read(file: _Straight) -> Raw:
    piece: Raw = file.read(_PIECE, dtype="float32", always_2d=True)
    return piece

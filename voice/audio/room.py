"""A speaker without a device: what would have been heard, as one file."""

import io
import os
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from intents.clock import FRAME_RATE
from intents.faults import Fault
from models.speech import Sound
from voice.audio.playlist import Done, Playlist
from voice.errors import OutputProblem


def check_writable(path: Path) -> None:
    """Whether `RoomSpeaker.save` could write there: who finds out only then has played in vain.

    What is there stays as it is. Raises `OutputProblem`.
    """
    # Also where it is a link to a file that is still to be.
    target = Path(os.path.realpath(path))
    new = not target.exists()
    if not (new or target.is_file() or target.is_dir()):
        return  # a pipe: its reader would take the end of this try for the end of the sound
    try:
        target.open("ab").close()
        if new:
            target.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> OutputProblem:
    return OutputProblem(
        f'The sound cannot be written to "{path}": {error.strerror}. '
        "Choose a file in a folder that exists and that you may write to."
    )


class RoomSpeaker:
    """A `Speaker` whose time is the session's: the same calls, the same file.

    For one thread. `done` is called from within `advance`, and may play the next sound, which then
    follows without a gap.
    """

    live = False

    def __init__(self, rate: int = 48_000) -> None:
        """Make sound at this rate."""
        self._rate = rate
        self._now = 0
        self._made = 0
        self._pieces: list[NDArray[np.float32]] = []
        self._playlist = Playlist()

    @property
    def busy(self) -> bool:
        """Whether a sound plays or waits."""
        return self._playlist.until_end is not None

    def play(self, sound: Sound, done: Done) -> None:
        """Queue a sound; it begins at the present moment or when the one before it ends."""
        self._playlist.add(soxr.resample(sound.frames, sound.rate, self._rate), done)

    def cut(self) -> None:
        """Be silent from the present moment on and forget everything queued."""
        self._playlist.cut()

    def close(self) -> None:
        """Cut. What was heard can still be saved."""
        self.cut()

    def advance(self, frames: int) -> None:
        """Let so many frames of session time (16 kHz) pass."""
        self._now += frames
        target = self._now * self._rate // FRAME_RATE
        while True:
            left = target - self._made
            until_end = self._playlist.until_end
            if until_end is None or until_end > left:
                self._take(left)
                return
            self._take(until_end)

    def faults(self) -> frozenset[Fault]:
        """Nothing is wrong with a file."""
        return frozenset()

    def heard(self) -> NDArray[np.float32]:
        """Everything heard until now, shape (n,), at the rate of the room."""
        return np.concatenate([np.zeros(0, dtype=np.float32), *self._pieces])

    def save(self, path: Path) -> None:
        """Write what was heard as a 16-bit WAV file. Raises `OutputProblem`."""
        file = io.BytesIO()
        soundfile.write(file, self.heard(), self._rate, format="WAV", subtype="PCM_16")
        try:
            path.write_bytes(file.getvalue())
        except OSError as error:
            raise _unwritable(path, error) from error

    def _take(self, count: int) -> None:
        frames, ended = self._playlist.take(count)
        self._pieces.append(frames)
        self._made += count
        for done in ended:
            done()

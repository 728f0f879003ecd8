"""The recordings that the benchmark plays: where they are, and how they become a session."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr

from intents.clock import FRAME_RATE, frames
from intents.words import normalise
from models.ears import Frames
from voice.audio.convert import BLOCK
from voice.audio.interfaces import Block

AUDIO = Path(__file__).parents[1].parent / "shared" / "audio"
"""Where recordings of people are looked for, if nothing else is said."""
WORDS = Path(__file__).parent / "words"
"""Kokoro's other 14 English voices, slow and quick, and its 26 voices of other languages speaking
English with an accent: `<text with underscores>__<voice>-<speed>.flac`."""
GAP = frames(1.0)
"""Room noise between two clips, and before the first."""
ROOM_NOISE = 10 ** (-65 / 20)
"""Its root mean square, full scale being 1: a quiet room with a usual microphone."""
TELEPHONE = 8_000
"""Frames a second in a call."""
TUNE_VOICES = {
    *("af_alloy", "af_bella", "af_heart", "af_kore", "af_nova", "af_sarah", "am_adam", "am_eric"),
    *("am_liam", "am_onyx", "bf_alice", "bf_isabella", "bm_daniel", "bm_george"),
}
"""The synthetic voices that thresholds were chosen on. The report's are others."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording: what is said in it and by whom."""

    path: Path
    text: str
    voice: str


def synthetic(audio: Path, kind: str) -> list[Clip]:
    """The clips of `synthetic/<kind>`, named `<text with underscores>__<voice>.flac`."""
    found = []
    for path in sorted((audio / "synthetic" / kind).glob("*.flac")):
        text, voice = path.stem.split("__")
        found.append(Clip(path, text.replace("_", " "), voice))
    return found


def own(text: str) -> list[Clip]:
    """The clips of bench/words that say this, by voices that nothing was tuned on."""
    return [
        Clip(path, text, path.stem.split("__")[1])
        for path in sorted(WORDS.glob(f"{text.replace(' ', '_')}__*.flac"))
    ]


def in_folder(folder: Path) -> list[Clip]:
    """Somebody's own clips: those of its manifest.tsv (columns path, text, speaker) if it has one,
    else all that are named `<text with underscores>__<speaker>.flac`. Case and punctuation of
    a text do not matter.

    Raises `ValueError` if there is none, the manifest has other columns, or a clip cannot be
    read or is not 16 kHz mono.
    """
    manifest = folder / "manifest.tsv"
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if not {"path", "text", "speaker"} <= set(rows.fieldnames or ()):
                raise ValueError(f"{manifest} needs the columns path, text and speaker.")
            named = [(folder / row["path"], row["text"], row["speaker"]) for row in rows]
    else:
        stems = ((path, path.stem.partition("__")) for path in sorted(folder.glob("*__*.flac")))
        named = [(path, text.replace("_", " "), voice) for path, (text, _, voice) in stems]
    if not named:
        raise ValueError(f"There are no clips in {folder}: name them <text>__<speaker>.flac.")
    for path, *_ in named:
        _check(path)
    return [Clip(path, normalise(text), voice) for path, text, voice in named]


def _check(path: Path) -> None:
    try:
        info = soundfile.info(path)
    except soundfile.LibsndfileError as error:
        raise ValueError(f"{path} cannot be read as sound.") from error
    if (info.samplerate, info.channels) != (FRAME_RATE, 1):
        raise ValueError(
            f"{path} has {info.channels} channels and {info.samplerate} Hz: "
            f"one channel of {FRAME_RATE} Hz is needed."
        )


def humans(audio: Path, folder: str, label: str | None = None) -> list[Clip]:
    """The clips of `humans/<folder>` in the order of the manifest, all or those of one label."""
    manifest = audio / "humans" / "manifest.tsv"
    if not manifest.exists():
        return []
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Clip(
            audio / "humans" / row["path"], row["label"] or row["rough_transcript"], row["speaker"]
        )
        for row in rows
        if row["path"].startswith(folder + "/") and label in (None, row["label"])
    ]


class Playlist:
    """A `Source`: clips one after the other, with `gap` frames of the room before each."""

    name = "benchmark"

    def __init__(
        self,
        clips: Sequence[Clip],
        quiet: int = GAP,
        sound: Callable[[Clip], Frames] | None = None,
        floor: Frames | None = None,
        gap: int | Sequence[int] = GAP,
    ) -> None:
        """`quiet`: frames of the room after the last clip. `sound`: what is played for a clip,
        shape (n,); the recording as it is, if not given. `floor`: what the room sounds like, shape
        (n,), over and over; if not given, noise from a fixed seed, the same in every run. `gap`:
        frames of the room before each clip, or those before each of them.
        """
        self.clips = clips
        self._quiet = quiet
        self._sound = sound or (lambda clip: load(clip.path))
        self._gaps = [gap] * len(clips) if isinstance(gap, int) else gap
        self._floor = _noise() if floor is None else floor
        self.starts: list[int] = []
        """The frame at which each clip that was played begins."""
        self.ends: list[int] = []
        """The frame at which the sound in it ends."""
        self.frames = 0
        """How many frames were played."""

    def blocks(self) -> Iterator[Block]:
        """All of it, 20 ms at a time."""
        rest = np.zeros(0, np.float32)
        for clip, gap in zip(self.clips, self._gaps, strict=True):
            sound = self._sound(clip)
            self.starts.append(self.frames + len(rest) + gap)
            self.ends.append(self.starts[-1] + _end(sound))
            rest = np.concatenate([rest, np.zeros(gap, np.float32), sound])
            yield from self._whole(rest)
            rest = rest[len(rest) // BLOCK * BLOCK :]
        tail = np.zeros(self._quiet + BLOCK - len(rest), np.float32)
        yield from self._whole(np.concatenate([rest, tail]))

    def _whole(self, sound: Frames) -> Iterator[Block]:
        for start in range(0, len(sound) - BLOCK + 1, BLOCK):
            # Not numpy's take with mode="wrap": it takes a step for each time round the floor.
            at = np.arange(self.frames, self.frames + BLOCK) % len(self._floor)
            self.frames += BLOCK
            yield Block((sound[start : start + BLOCK] + self._floor[at]).astype(np.float32))

    def close(self) -> None:
        """Nothing is held."""


def load(path: Path) -> Frames:
    """The sound of a file, shape (n,). That of a telephone, of 8 kHz, is made 16 kHz.

    Raises `ValueError` if it is neither, or not mono.
    """
    sound, rate = soundfile.read(path, dtype="float32")
    if rate not in (TELEPHONE, FRAME_RATE) or sound.ndim != 1:
        raise ValueError(f"{path} is not 16 kHz mono")
    if rate == TELEPHONE:
        sound = soxr.resample(sound, rate, FRAME_RATE)
    return np.asarray(sound, np.float32)


def _noise() -> Frames:
    return np.random.default_rng(1).normal(0, ROOM_NOISE, frames(60)).astype(np.float32)


def _end(sound: Frames) -> int:
    """Where a clip has become 40 dB quieter than its loudest moment, for good."""
    loud = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 100)
    return int(loud[-1]) + 1 if len(loud) else len(sound)

"""The recordings that the benchmark plays: where they are, and how they become a session."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from intents.clock import FRAME_RATE, frames
from models.ears import Frames
from voice.audio.convert import BLOCK
from voice.audio.source import Block

GAP = frames(1.0)
"""Room noise between two clips, and before the first."""
ROOM_NOISE = 10 ** (-65 / 20)
"""Its root mean square, full scale being 1: a quiet room with a usual microphone."""
TUNE_VOICES = frozenset(("af_alloy", "af_bella", "am_adam", "am_eric", "bf_alice", "bm_daniel"))
"""The synthetic voices that thresholds were chosen on. Figures of the others are the report."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording: what is said in it and by whom."""

    path: Path
    text: str
    voice: str

    @property
    def tuned_on(self) -> bool:
        """Whether its voice was used to choose thresholds."""
        return self.voice in TUNE_VOICES


def synthetic(audio: Path, kind: str) -> list[Clip]:
    """The clips of `synthetic/<kind>`, named `<text with underscores>__<voice>.flac`."""
    found = []
    for path in sorted((audio / "synthetic" / kind).glob("*.flac")):
        text, voice = path.stem.split("__")
        found.append(Clip(path, text.replace("_", " "), voice))
    return found


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
    """A `Source`: clips one after the other, with room noise under and between them.

    The noise is drawn from a fixed seed, so that every run hears the same.
    """

    name = "benchmark"

    def __init__(self, clips: Sequence[Clip], quiet: int = GAP) -> None:
        """`quiet`: frames of room noise after the last clip."""
        self._clips = clips
        self._quiet = quiet
        self.starts: list[int] = []
        """The frame at which each clip that was played begins."""
        self.frames = 0
        """How many frames were played."""

    def blocks(self) -> Iterator[Block]:
        """All of it, 20 ms at a time."""
        noise = np.random.default_rng(1)
        rest = np.zeros(0, np.float32)
        for clip in self._clips:
            self.starts.append(self.frames + len(rest) + GAP)
            rest = np.concatenate([rest, np.zeros(GAP, np.float32), _load(clip.path)])
            yield from self._whole(rest, noise)
            rest = rest[len(rest) // BLOCK * BLOCK :]
        tail = np.zeros(self._quiet + BLOCK - len(rest), np.float32)
        yield from self._whole(np.concatenate([rest, tail]), noise)

    def _whole(self, sound: Frames, noise: np.random.Generator) -> Iterator[Block]:
        for start in range(0, len(sound) - BLOCK + 1, BLOCK):
            self.frames += BLOCK
            floor = noise.normal(0, ROOM_NOISE, BLOCK)
            yield Block((sound[start : start + BLOCK] + floor).astype(np.float32))

    def close(self) -> None:
        """Nothing is held."""


def _load(path: Path) -> Frames:
    sound, rate = soundfile.read(path, dtype="float32")
    if rate != FRAME_RATE or sound.ndim != 1:
        raise ValueError(f"{path} is not 16 kHz mono")
    return np.asarray(sound, np.float32)

"""Who speaks: Kokoro's English voices that the report does not use, mixed with each other, and
flite's. Recordings of people are for measuring only.
"""

import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile
import soxr
from kokoro_onnx import Kokoro

from bench.clips import TUNE_VOICES
from bench.training.texts import texts
from bench.training.windows import Spoken
from intents.clock import FRAME_RATE

_STYLE = 256
_FLITE = ("slt", "rms", "awb")


def kokoro(model: Path, styles: Path, seed: int) -> Iterator[Spoken]:
    """Without an end. `model` is Kokoro's network, `styles` the folder of its voices: `<name>.bin`,
    float32, as in the npm package kokoro-js.

    Each speaker is a mixture of up to three of the voices, so that there are more than fourteen.
    """
    chance = np.random.default_rng(seed)
    names = sorted(TUNE_VOICES)
    styled = {
        name: np.fromfile(styles / f"{name}.bin", np.float32).reshape(-1, 1, _STYLE)
        for name in names
    }
    with TemporaryDirectory() as folder:
        voices = Path(folder) / "voices.npz"
        np.savez(voices, allow_pickle=False, **styled)
        speaker = Kokoro(str(model), str(voices))
    for text in texts(seed):
        mixed = chance.choice(names, chance.choice((1, 1, 2, 2, 3)), replace=False)
        shares = chance.dirichlet(np.ones(len(mixed)))
        style = sum(share * styled[name] for share, name in zip(shares, mixed, strict=True))
        accent = "en-gb" if mixed[0].startswith("b") else "en-us"
        speed = chance.uniform(0.8, 1.3)
        sound, rate = speaker.create(text, style.astype(np.float32), speed, accent)
        yield np.asarray(soxr.resample(sound, rate, FRAME_RATE), np.float32), text


def flite(seed: int) -> Iterator[Spoken]:
    """Without an end: Carnegie Mellon's flite, from Debian's package of that name."""
    chance = np.random.default_rng(seed)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        for text in texts(seed):
            stretch = f"duration_stretch={chance.uniform(0.85, 1.25):.2f}"
            voice = str(chance.choice(_FLITE))
            command = ["flite", "-voice", voice, "--setf", stretch, "-t", text, "-o", str(path)]
            subprocess.run(command, check=True, capture_output=True)
            sound, rate = soundfile.read(path, dtype="float32")
            yield np.asarray(soxr.resample(sound, rate, FRAME_RATE), np.float32), text


def speak(speaker: Iterator[Spoken], folder: Path, how_many: int) -> None:
    """Write so many clips into the folder, each with its text beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in count():
        if number == how_many:
            return
        sound, text = next(speaker)
        soundfile.write(folder / f"{number:05}.flac", sound, FRAME_RATE)
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


def spoken(folder: Path) -> list[Spoken]:
    """All clips below the folder."""
    return [
        (
            np.asarray(soundfile.read(path, dtype="float32")[0], np.float32),
            path.with_suffix(".txt").read_text(encoding="utf-8"),
        )
        for path in sorted(folder.rglob("*.flac"))
    ]

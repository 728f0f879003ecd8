"""Make the bundled scene from its clips: `python bench/make_scene.py`.

Reads voice/scene/scene.toml and bench/scene_clips, writes voice/scene/scene.flac and fills starts
and ends in in voice/scene/scene.toml. The same input gives the same files.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE = 16_000
FLOOR = -60.0
"""Level of the room's noise in dB of full scale (RMS)."""

_HERE = Path(__file__).parent
CLIPS = _HERE / "scene_clips"
SCENE = _HERE.parent / "voice" / "scene"


def clip_name(voice: str, text: str) -> str:
    """The file of a spoken text: its words with underscores between them, then the voice."""
    return "_".join(re.findall(r"[a-z]+", text.lower())) + f"__{voice}.flac"


def spoken(path: Path) -> NDArray[np.float32]:
    """A clip without the digital silence at its ends, shape (n,)."""
    frames, rate = soundfile.read(path, dtype="float32")
    if rate != RATE:
        raise SystemExit(f"{path} has {rate} frames a second, not {RATE}.")
    sounding = np.flatnonzero(frames)
    return np.asarray(frames[sounding[0] : sounding[-1] + 1])


def room(count: int) -> NDArray[np.float32]:
    """Pink noise, shape (count,): as much energy in each octave, as in a quiet room."""
    white = np.fft.rfft(np.random.default_rng(1).normal(size=count))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    # Below 20 Hz it is level: no microphone hears further down.
    pink = np.fft.irfft(white / np.sqrt(np.maximum(frequency, 20)), count)
    return np.asarray(pink * (10 ** (FLOOR / 20) / pink.std()), dtype=np.float32)


def build(scene: dict[str, Any]) -> NDArray[np.float32]:
    """The sound of the scene, shape (n,); fills in `start` and `end` of its utterances."""
    parts: list[NDArray[np.float32]] = []
    length = 0
    for utterance in scene["utterance"]:
        clip = spoken(CLIPS / clip_name(utterance["voice"], utterance["text"]))
        quiet = np.zeros(round(utterance["gap"] * RATE), dtype=np.float32)
        parts += [quiet, clip]
        utterance["start"] = round((length + len(quiet)) / RATE, 2)
        length += len(quiet) + len(clip)
        utterance["end"] = round(length / RATE, 2)
    parts.append(np.zeros(round(scene["tail"] * RATE), dtype=np.float32))
    speech = np.concatenate(parts)
    scene["seconds"] = round(len(speech) / RATE, 2)
    return np.asarray(speech + room(len(speech)))


def written(scene: dict[str, Any], comment: str) -> str:
    """The scene as TOML under its comment."""
    lines = [comment, f"tail = {scene['tail']}", f"seconds = {scene['seconds']}"]
    for utterance in scene["utterance"]:
        # Numbers and ASCII strings are written alike in JSON and TOML.
        fields = [f"{name} = {json.dumps(value)}" for name, value in utterance.items()]
        lines += ["", "[[utterance]]", *fields]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Make scene.flac and bring scene.toml up to date."""
    path = SCENE / "scene.toml"
    text = path.read_text(encoding="utf-8")
    comment = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    scene = tomllib.loads(text)
    frames = build(scene)
    soundfile.write(SCENE / "scene.flac", frames, RATE, subtype="PCM_16", compression_level=1.0)
    path.write_text(written(scene, comment), encoding="utf-8")
    print(f"{scene['seconds']} s, {len(scene['utterance'])} utterances")


if __name__ == "__main__":
    main()

"""Recordings of people that nobody said: noise, by the names of the real ones."""

from pathlib import Path

import numpy as np
import soundfile

from intents.clock import FRAME_RATE

RECORDED = {
    "words_other/englishccc/1_staircase.flac": ("staircase", "ccc_s1"),
    "words_other/englishccc/2_morning.flac": ("morning", "ccc_s2"),
    "words_other/englishccc/3_dog.flac": ("dog", "ccc_s2"),
    "words_other/englishccc/4_clad.flac": ("clad", "ccc_s1"),
    "words_other/englishccc/5_splendour.flac": ("splendour", "ccc_s3"),
    "words_other/englishccc/6_read.flac": ("read", "ccc_s1"),
    "words_other/pv_wakeword/alexa_0.flac": ("alexa", "jo"),
    "continuous/s2i/d.flac": ("a coffee please", "jo"),
    "continuous/s2i/e.flac": ("the red tin", "jo"),
    "conversation/callhome/a.flac": ("", "jo"),
    "conversation/ami/b.flac": ("a real red element", "jo"),
    "nonverbal/deeply/c.flac": ("moaning", "jo"),
    "noise/esc10/1_1-1-A.flac": ("Rain", "jo"),
    "noise/esc10/2_1-1-A.flac": ("Rain", "kim"),
    "noise/englishccc_masker/BAB4.flac": ("masker", ""),
    "music/librosa/1.flac": ("music", ""),
    "music/librosa/2.flac": ("music", ""),
    "music/librosa/3.flac": ("music", ""),
}


def written(folder: Path) -> Path:
    """A second of noise under each name, sentences of four, with its manifest; gives the folder of
    all audio.
    """
    rows = ["path\tlabel\trough_transcript\tspeaker"]
    chance = np.random.default_rng(1)
    for name, (label, speaker) in RECORDED.items():
        lasts = 4 if name.startswith("continuous") else 1
        noise = chance.normal(0, 0.01, lasts * FRAME_RATE).astype(np.float32)
        path = folder / "humans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, noise, FRAME_RATE)
        rows.append(f"{name}\t{label}\t\t{speaker}")
    (folder / "humans" / "manifest.tsv").write_text("\n".join(rows), encoding="utf-8")
    return folder

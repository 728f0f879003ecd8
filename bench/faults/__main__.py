"""`python -m bench.faults`: makes every fault real, and measures how soon what must follow does.

With `--kills` it kills the listener or the guardian at random moments of an evening instead.
"""

import argparse
import random
import sys
from pathlib import Path

from bench.faults import kills, kills_page, page
from bench.faults.causes import CAUSES, Cause
from bench.faults.measuring import GIVEN_UP, SECONDS_EACH, Times, measure

DOCS = Path(__file__).parent.parent.parent / "docs"
NOTHING = Times(None, None, None, None, heard=False)


def main() -> None:
    """Do what was asked for, and print it or write it down."""
    parser = argparse.ArgumentParser("python -m bench.faults", description=__doc__)
    parser.add_argument("--times", type=int, default=3, metavar="N", help="each fault so often")
    parser.add_argument("--only", default="", metavar="TEXT", help="faults whose title has this")
    parser.add_argument("--kills", type=int, metavar="N", help="kill so often, and nothing else")
    parser.add_argument("--seed", type=int, default=1, help="of the first random moment")
    parser.add_argument("--write", action="store_true", help="write docs/faults.md or kills.md")
    args = parser.parse_args()
    if args.kills is None:
        name, text = "faults.md", _faults(args.times, args.only, args.seed)
    else:
        name, text = "kills.md", _kills(args.kills, args.seed)
    if args.write:
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"Wrote {name}")
    else:
        print(text)


def _faults(times: int, only: str, seed: int) -> str:
    chosen = [cause for cause in CAUSES if only in cause.title]
    if not chosen:
        sys.exit(f"No fault has {only!r} in its title.")
    _tell(f"{len(chosen)} faults, {times} times: {_minutes(len(chosen) * times * SECONDS_EACH)}")
    chance = random.Random(seed)
    rows = [(cause, [_measured(cause, chance) for _ in range(times)]) for cause in chosen]
    return page.page(rows, GIVEN_UP)


def _measured(cause: Cause, chance: random.Random) -> Times:
    try:
        times = measure(cause, chance)
    except AssertionError as error:  # the next one may go well; this one counts as nothing seen
        _tell(f"{cause.title}: {error}")
        return NOTHING
    _tell(f"{cause.title}: {times}")
    return times


def _kills(count: int, seed: int) -> str:
    _tell(f"{count} evenings: {_minutes(count * kills.SECONDS_EACH)}")
    evenings = []
    for number in range(seed, seed + count):
        evening = kills.evening(number)
        _tell(kills_page.line(evening))
        evenings.append(evening)
    return kills_page.page(evenings, seed)


def _minutes(seconds: float) -> str:
    return f"about {seconds / 60:.0f} minutes"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

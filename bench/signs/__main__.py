"""`python -m bench.signs`: signals without words, how many are missed and what is taken for one.

`--part tune` plays what may be learned from; `--write` writes docs/signs.md.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from bench.clips import AUDIO, humans
from bench.hearing import Heard
from bench.people.split import PARTS, Part
from bench.side_by_side import Task, played
from bench.signs.made import people_who_hum
from bench.signs.playing import SNR, Session, play, rows
from bench.signs.rhythms import noises, talk
from bench.signs.rows import STOP, backgrounds, missed, row, stops
from bench.stats import rate, share
from intents.clock import seconds

OUT = Path(__file__).parents[2] / "docs" / "signs.md"
MISSED, FALSE, DELAY, COST = 0.03, 0.2, 500, 0.03


def main() -> None:
    """Play it all, two at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audio", type=Path, default=AUDIO, help="where recordings of people are")
    parser.add_argument("--part", choices=PARTS, default="report")
    parser.add_argument("--each", type=int, default=20, help="signals of each kind and background")
    parser.add_argument("--minutes", type=int, default=6, help="of each noise")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    wanted = list(sessions(args.audio, args.part, args.each, args.minutes))
    tasks = [
        Task(partial(play, audio=args.audio), each, each.count * (5 if each.over else 60))
        for each in wanted
    ]
    text = "\n".join(_report(played(tasks), args))
    print(text)
    if args.write:
        OUT.write_text(text, encoding="utf-8")


def sessions(audio: Path, part: Part, each: int, minutes: int) -> Iterator[Session]:
    """All that is played; without recordings of people only what is computed."""
    for kind in rows(audio, part):
        for over in backgrounds(audio):
            yield Session(kind, part, each, over)
    for noise in (*noises(audio, part), *talk(audio, part)):
        yield Session(noise, part, minutes)


def _report(results: Mapping[Session, Heard], args: argparse.Namespace) -> Iterator[str]:
    people = len({clip.voice for clip in humans(args.audio, "nonverbal", "moaning")})
    yield TEXT.format(
        part="" if args.part == "report" else f"--part {args.part} ",
        each=args.each, minutes=args.minutes, snr=SNR, people=people,
        taught=len(people_who_hum(args.audio, "tune")),
    )  # fmt: skip
    yield from _signals({one: heard for one, heard in results.items() if one.over})
    yield from _none(
        {one.row: heard for one, heard in results.items() if not one.over},
        tuple(noises(args.audio, args.part)),
    )


def _signals(said: Mapping[Session, Heard]) -> Iterator[str]:
    overs = tuple(dict.fromkeys(one.over for one in said))
    yield "## Signals\n"
    yield "| Signal | " + " | ".join(f"missed, {over}" for over in overs) + " | all |"
    yield "|---" * (2 + len(overs)) + "|"
    for kind in dict.fromkeys(one.row for one in said):
        of = [missed(heard) for one, heard in said.items() if one.row == kind]
        cells = [f"{lost}/{count}" for lost, count in of]
        total = share(sum(lost for lost, _ in of), sum(count for _, count in of))
        yield f"| {kind} | {' | '.join(cells)} | {total} |"
    yield f"| target, at {SNR:.0f} dB {'| ' * len(overs)}| {MISSED:.0%} |\n"
    yield "| From the end of the signal | ms: median / 95% | target, 95% |\n|---|---|---|"
    yield f"| until the stop | {_ms(list(_delays(said.values())))} | {DELAY} |\n"


def _none(alone: Mapping[str, Heard], aimed_at: Sequence[str]) -> Iterator[str]:
    """`aimed_at`: those that the target is for, which come first."""
    aimed = [alone[noise] for noise in aimed_at]
    yield "## What is none\n"
    yield "| Played | minutes | stops |\n|---|---|---|"
    for noise in aimed_at:
        yield row(noise, [alone[noise]])
    yield row("all of these", aimed)
    for noise in alone:
        if noise not in aimed_at:
            yield row(noise, [alone[noise]])
    hours = sum(heard.seconds for heard in aimed) / 3_600
    yield f"\nStops an hour in all of these: {rate(stops(aimed), hours)}; target {FALSE}."
    cost = sum(sum(heard.computing) for heard in alone.values())
    length = sum(heard.seconds for heard in alone.values())
    yield f"\nCost of this ear: {cost / length:.3f} of a core; target {COST}.\n"


def _delays(all_: Iterable[Heard]) -> Iterator[float]:
    for heard in all_:
        for at, end in zip(heard.caught(STOP), heard.ends, strict=True):
            if at is not None:
                yield 1_000 * seconds(at - end)


def _ms(delays: list[float]) -> str:
    return f"{np.median(delays):.0f} / {np.quantile(delays, 0.95):.0f}" if delays else "\u2013"


TEXT = """# Signals without words

Three hums and three knocks, through the product's own loop with the ear for them alone, and both
agreed as a stop. Hums are cut from moans of people where their recordings are there ({people}
speakers, half of them to tune on and half in the report; moans that are only breath are left out),
three of a kind with other lengths, levels and pitches, and computed. Knocks and claps are computed:
no recordings of people were found. In the report are other people, other things that are knocked
on and other pieces of music than those that the ear learned from (`bench.training.signs`); but
computed hums, knocks, drums and noises are made by the same code, so that these rows flatter it,
and of people it learned from the hums of {taught} only. The background is {snr:.0f} dB under the
signal, level against level, so single beats of drums are as loud as it. What is called later than
two seconds after a signal does not count for it. Noises are as loud as a voice.

Three squeaks or rings, which are taught, have a page of their own: [squeaks.md](squeaks.md).

Written by `python -m bench.signs {part}--each {each} --minutes {minutes} --write`. Intervals are
Wilson's and Garwood's, 95%.
"""


if __name__ == "__main__":
    main()

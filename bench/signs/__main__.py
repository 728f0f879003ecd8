"""`python -m bench.signs`: signals without words, how many are missed and what is taken for one.

`--part tune` plays what thresholds may be chosen on; `--write` writes docs/signs.md.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import numpy as np

from bench.clips import humans
from bench.hearing import Heard
from bench.people.split import PARTS, Part
from bench.side_by_side import Task, played
from bench.signs.playing import OVERS, SNR, Session, play, rows
from bench.signs.rhythms import noises, talk
from bench.stats import rate, share
from intents.clock import seconds

AUDIO = Path(__file__).parents[2].parent / "shared" / "audio"
OUT = Path(__file__).parents[2] / "docs" / "signs.md"
MISSED, FALSE, DELAY, COST = 0.03, 0.2, 500, 0.03
STOP = ("stop",)


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
    there = (audio / "humans" / "manifest.tsv").exists()
    overs = [over for over in OVERS if there or over in ("quiet room", "drums")]
    for row in rows(audio, part):
        for over in overs:
            yield Session(row, part, each, over)
    for noise in (*noises(audio, part), *talk(audio, part)):
        yield Session(noise, part, minutes)


def _report(results: Mapping[Session, Heard], args: argparse.Namespace) -> Iterator[str]:
    audio, part = args.audio, args.part
    people = len({clip.voice for clip in humans(audio, "nonverbal", "moaning")})
    yield TEXT.format(
        part="" if part == "report" else f"--part {part} ", each=args.each, minutes=args.minutes,
        snr=SNR, people=people,
    )  # fmt: skip
    yield "## Signals\n"
    yield "| Signal | " + " | ".join(f"missed, {over}" for over in _overs(results)) + " | all |"
    yield "|---" * (2 + len(_overs(results))) + "|"
    said = {one: heard for one, heard in results.items() if one.over}
    for row in dict.fromkeys(one.row for one in said):
        of = {one.over: missed(heard) for one, heard in said.items() if one.row == row}
        cells = [f"{lost}/{count}" for lost, count in of.values()]
        total = share(sum(lost for lost, _ in of.values()), sum(count for _, count in of.values()))
        yield f"| {row} | {' | '.join(cells)} | {total} |"
    yield f"| target, at {SNR:.0f} dB | {'| ' * len(_overs(results))}| {MISSED:.0%} |\n"
    delays = list(_delays(said.values()))
    yield "| From the end of the signal | ms: median / 95% | target, 95% |\n|---|---|---|"
    yield f"| until the stop | {_ms(delays)} | {DELAY} |\n"
    yield "## What is none\n"
    yield "| Played | minutes | stops |\n|---|---|---|"
    alone = {one: heard for one, heard in results.items() if not one.over}
    aimed = [heard for one, heard in alone.items() if one.row in noises(audio, part)]
    for one, heard in alone.items():
        yield _line(one.row, [heard])
        if one.row == list(noises(audio, part))[-1]:
            yield _line("all of these", aimed)
    hours = sum(heard.seconds for heard in aimed) / 3_600
    count = sum(len(heard.named("stop")) for heard in aimed)
    yield f"\nStops an hour in all of these: {rate(count, hours)}; target {FALSE}."
    cost = sum(sum(heard.computing) for heard in alone.values())
    length = sum(heard.seconds for heard in alone.values())
    yield f"\nCost of this ear: {cost / length:.3f} of a core; target {COST}.\n"


def _overs(results: Mapping[Session, Heard]) -> list[str]:
    return list(dict.fromkeys(one.over for one in results if one.over))


def missed(heard: Heard) -> tuple[int, int]:
    """How many were not called in time, and of how many."""
    caught = heard.caught(STOP)
    return caught.count(None), len(caught)


def _delays(all_: Iterable[Heard]) -> Iterator[float]:
    for heard in all_:
        for at, end in zip(heard.caught(STOP), heard.ends, strict=True):
            if at is not None:
                yield 1_000 * seconds(at - end)


def _ms(delays: list[float]) -> str:
    return f"{np.median(delays):.0f} / {np.quantile(delays, 0.95):.0f}" if delays else "\u2013"


def _line(title: str, these: list[Heard]) -> str:
    minutes = sum(heard.seconds for heard in these) / 60
    stops = sum(len(heard.named(*STOP)) for heard in these)
    return f"| {title} | {minutes:.0f} | {stops} |"


TEXT = """# Signals without words

Three hums and three knocks, through the product's own loop with the ear for them alone, and both
agreed as a stop. Hums are cut from moans of people where their recordings are there ({people}
speakers, half of them to tune on and half in the report; moans that are only breath are left out),
three of a kind with other lengths, levels and pitches, and computed. Knocks and claps are computed:
no recordings of people were found. In the report are other people, other things that are knocked
on and other music than those that thresholds were chosen on. The background is {snr:.0f} dB under
the signal, level against level, so single beats of drums are as loud as it. What is called later
than two seconds after a signal does not count for it. Noises are as loud as a voice.

Written by `python -m bench.signs {part}--each {each} --minutes {minutes} --write`. Intervals are
Wilson's and Garwood's, 95%.
"""


if __name__ == "__main__":
    main()

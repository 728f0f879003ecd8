"""`python -m bench.signs.squeaks`: three squeaks or rings of what was taught, missed and mistaken.

`--recordings FOLDER` plays the sounds of a folder too, one file a thing. `--write` writes
docs/squeaks.md.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import soxr

from bench.clips import AUDIO, Clip, Playlist
from bench.hearing import Heard, agreement_with, hear_with
from bench.mixing import VOICE, Sound, at_level, background
from bench.noises.shaping import Wave, add
from bench.people.split import Part
from bench.side_by_side import Task, played
from bench.signs.lessons import once, taught
from bench.signs.made import about_as_loud
from bench.signs.playing import APART, KNOWS, floor
from bench.signs.rhythms import PAUSE, Noise, in_rows, noises, talk
from bench.signs.rows import backgrounds, missed, row, stops
from bench.signs.squeakers import PITCH, SQUEAKERS, Squeaker
from bench.stats import rate, share
from intents.agreement import Signals
from intents.clock import FRAME_RATE, frames
from intents.signs import Sign
from models.signs.ear import SignEar
from models.signs.teaching import NotTaught
from voice.audio.recording import Recording

OUT = Path(__file__).parents[2] / "docs" / "squeaks.md"
ON_AND_ON, MOVED = "itself, in rows of four and more", "itself, moved all the time"
BETWEEN = (0.15, 0.4)
"""Seconds from the end of one of three to the next."""
_GONE = 0.2
"""What is so much under its loudest moment is its end."""


@dataclass(frozen=True, slots=True)
class Session:
    """Signals by a thing over a background, or a noise with it taught where `over` is empty."""

    thing: str
    part: Part
    count: int
    """Of signals, or of minutes of the noise."""
    over: str = ""
    noise: str = ""


def main() -> None:
    """Play it all, two at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audio", type=Path, default=AUDIO, help="where recordings of people are")
    parser.add_argument("--part", choices=SQUEAKERS, default="report")
    parser.add_argument("--recordings", type=Path, help="a folder of sounds, one file a thing")
    parser.add_argument("--each", type=int, default=6, help="signals of each thing and background")
    parser.add_argument("--minutes", type=int, default=1, help="of each noise; 0 for none")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    wanted = list(sessions(args.audio, args.part, args.recordings, args.each, args.minutes))
    play_it = partial(play, audio=args.audio, recordings=args.recordings)
    tasks = [Task(play_it, each, each.count * (6 if each.over else 60)) for each in wanted]
    text = "\n".join(_report(played(tasks), args))
    print(text)
    if args.write:
        OUT.write_text(text, encoding="utf-8")


def things(part: Part, recordings: Path | None) -> Mapping[str, Squeaker]:
    """By name: computed, and recorded."""
    files = sorted(recordings.iterdir()) if recordings else []
    return {**SQUEAKERS[part], **{f"{file.stem} (recorded)": _recorded(file) for file in files}}


def _recorded(file: Path) -> Squeaker:
    """One recording, each time a little higher or lower."""
    sound = np.concatenate([block.frames for block in Recording(file, fast=True).blocks()])

    def play_it(chance: np.random.Generator) -> Wave:
        pitch = float(np.clip(chance.normal(1, PITCH), 1 - 2 * PITCH, 1 + 2 * PITCH))
        return np.asarray(soxr.resample(sound.astype(np.float64), pitch * FRAME_RATE, FRAME_RATE))

    return play_it


def sessions(
    audio: Path, part: Part, recordings: Path | None, each: int, minutes: int
) -> Iterator[Session]:
    """All that is played; without recordings of people only what is computed."""
    for thing in things(part, recordings):
        for over in backgrounds(audio):
            yield Session(thing, part, each, over)
        for noise in (*noises(audio, part), *talk(audio, part), ON_AND_ON, MOVED):
            if minutes:
                yield Session(thing, part, minutes, noise=noise)


def play(session: Session, audio: Path, recordings: Path | None) -> Heard | None:
    """One session; effects are told, not performed. None where the thing is refused."""
    thing = things(session.part, recordings)[session.thing]
    try:
        squeaker = taught(thing)
    except NotTaught:
        return None
    chance = np.random.default_rng(sum(map(ord, session.thing + session.over + session.noise)))
    if session.over:
        clips = {
            Clip(Path(str(number)), session.thing, ""): three(thing, chance)
            for number in range(session.count)
        }
        over = floor(session.over, session.part, audio)
        playlist = Playlist(tuple(clips), APART, clips.__getitem__, over, APART)
    else:
        own: dict[str, Noise] = {
            ON_AND_ON: lambda count, chance: _on_and_on(thing, count, chance),
            MOVED: lambda count, chance: _moved(thing, count, chance),
        }
        noise = {**noises(audio, session.part), **talk(audio, session.part), **own}[session.noise]
        alone = np.clip(noise(frames(60 * session.count), chance), -1, 1)
        playlist = Playlist((), quiet=len(alone), floor=alone)
    agreed = agreement_with().model_copy(
        update={"signals": Signals(stop=(Sign.SQUEAKS,)), "squeaker": squeaker}
    )
    return hear_with([partial(SignEar, (Sign.SQUEAKS,), squeaker)], KNOWS, playlist, agreed)


def three(thing: Squeaker, chance: np.random.Generator) -> Sound:
    """One signal as loud as a voice, in another room than it was taught in, shape (n,)."""
    waves = [once(thing, chance).astype(np.float64) for _ in range(3)]
    ends = [np.flatnonzero(np.abs(wave) > _GONE * np.abs(wave).max())[-1] for wave in waves]
    apart = max(ends) / FRAME_RATE + chance.uniform(*BETWEEN)
    out = np.zeros(round(2.2 * apart * FRAME_RATE) + max(map(len, waves)))
    for number, wave in enumerate(waves):
        start = number * apart * chance.normal(1, 0.03)
        add(out, round(start * FRAME_RATE), wave * about_as_loud(chance))
    return at_level(out.astype(np.float32), VOICE)


def _on_and_on(thing: Squeaker, count: int, chance: np.random.Generator) -> Sound:
    made = in_rows(count, chance, (0.5, 1.0), lambda _: once(thing, chance).astype(np.float64))
    return background(np.asarray(made, np.float32), VOICE, count)


def _moved(thing: Squeaker, count: int, chance: np.random.Generator) -> Sound:
    """As a bell on a collar: by chance, once a second in the mean, and at times still."""
    out, at = np.zeros(count), 0.3
    while at * FRAME_RATE < count:
        add(out, round(at * FRAME_RATE), once(thing, chance) * np.float64(chance.uniform(0.2, 1)))
        at += chance.exponential(1.0) if chance.random() < 0.9 else chance.uniform(*PAUSE)
    return background(out.astype(np.float32), VOICE, count)


def _report(results: Mapping[Session, Heard | None], args: argparse.Namespace) -> Iterator[str]:
    recorded = f"--recordings {args.recordings.name} " if args.recordings else ""
    part = "" if args.part == "report" else f"--part {args.part} "
    options = f"{part}{recorded}--each {args.each} --minutes {args.minutes} --write"
    yield TEXT.format(options=options)
    said = {one: heard for one, heard in results.items() if one.over}
    overs = tuple(dict.fromkeys(one.over for one in said))
    yield "## Three of it\n"
    yield "| Thing | " + " | ".join(f"missed, {over}" for over in overs) + " | all |"
    yield "|---" * (2 + len(overs)) + "|"
    for thing in dict.fromkeys(one.thing for one in said):
        of = [missed(heard) for one, heard in said.items() if one.thing == thing and heard]
        if not of:
            yield f"| {thing} | {'| ' * len(overs)}refused when it is taught |"
            continue
        cells = " | ".join(f"{lost}/{count}" for lost, count in of)
        yield f"| {thing} | {cells} | {_all(of)} |"
    whole = [missed(heard) for heard in said.values() if heard]
    yield f"| all of these {'| ' * len(overs)}| {_all(whole)} |\n"
    if not args.minutes:
        return
    yield "## What is none, with one of them taught\n"
    yield "| Played | minutes | stops |\n|---|---|---|"
    alone = {one: heard for one, heard in results.items() if one.noise and heard}
    for noise in dict.fromkeys(one.noise for one in alone):
        yield row(noise, [heard for one, heard in alone.items() if one.noise == noise])
    others = [heard for one, heard in alone.items() if one.noise not in (ON_AND_ON, MOVED)]
    yield row("all of these but itself", others)
    hours = sum(heard.seconds for heard in others) / 3_600
    yield f"\nStops an hour in all of these but itself: {rate(stops(others), hours)}."
    cost = sum(sum(heard.computing) for heard in others)
    yield f"\nCost of this ear: {cost / sum(heard.seconds for heard in others):.3f} of a core.\n"


def _all(of: Iterable[tuple[int, int]]) -> str:
    lost, count = (sum(each) for each in zip(*of, strict=True))
    return share(lost, count)


TEXT = """# Three squeaks or rings

A thing is taught by three examples (`safeword teach`), and then three soundings of it are played
through the product's own loop, with the ear for them alone and agreed as a stop: in another room,
each a little higher or lower, longer, harder, 10 dB over the background, level against level. No
recordings were found that may be kept with Safeword, so the things are computed, by the same code
that made those that the numbers of `models/signs/taught.py` were chosen on, but with other pitches
and partials; that flatters the ear. Recordings, where there are any, are one of each thing, played
a little faster or slower. Noises are as loud as a voice. The taught thing itself, going on and on,
differs from the signal only by its pauses, and a bell that is moved all the time has such pauses by
chance: it calls stops.

Written by `python -m bench.signs.squeaks {options}`. Intervals are
Wilson's and Garwood's, 95%.
"""


if __name__ == "__main__":
    main()

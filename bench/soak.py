"""`python -m bench.soak --hours N`: hours in one session: its memory, and whether it still hears.

The same ten minutes again and again, through the product's own loop as fast as it goes: a quiet
room, music, talk, slaps and breath, and in between a check-in, a slow word and a stop, each with
its answer. All of it is in this repository. Memory is that of the process after each minute.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
import numpy as np
import psutil
from matplotlib import pyplot

from bench.make_scene import room
from bench.mixing import VOICE, Sound, at_level
from bench.noises import made
from bench.noises.song import music
from bench.side_by_side import tell
from intents.agreement import Agreement, Before, CheckIn
from intents.clock import frames, seconds
from intents.names import Name
from tests.fixtures.clips import clip
from voice.assembly import lexicon_and_plan
from voice.audio.convert import BLOCK
from voice.audio.interfaces import Block
from voice.ears import ear_makers, knowing, load_ears
from voice.session.performer import OnlyTelling
from voice.session.session import Session
from voice.telling.happening import Happening, Kind

DOCS = Path(__file__).parents[1] / "docs"
TALK = "you_look_incredible_tonight_come_here_and_kiss_me__am_liam"
SAID = {
    Name.CHECK_IN: "check_in__af_bella",
    Name.FINE: "evening/we_re_good__af_heart",
    Name.SLOW: "yellow__af_bella",
    Name.GO: "green__af_heart",
    Name.STOP: "red__am_liam",
    Name.RESUME: "evening/resume__am_liam",
    Name.YES: "evening/yes_resume__af_heart",
}
"""What must be heard once in each round, in this order."""
MINUTE = frames(60)
QUIETER = 15.0
"""Decibels by which all but the voices are quieter than these."""


@dataclass(frozen=True, slots=True)
class Soaked:
    """What came of it."""

    megabytes: Sequence[float]
    """Resident memory of the process after each minute of sound."""
    heard: Counter[str]
    """How often each of `SAID`, and anything else, was heard."""
    rounds: int


class Rounds:
    """A `Source`: the same round so often."""

    name = "soak"

    def __init__(self, sound: Sound, count: int) -> None:
        """`sound` has shape (n,), n a multiple of a block."""
        self._sound = sound
        self._count = count
        self.megabytes: list[float] = []

    def blocks(self) -> Iterator[Block]:
        """All of it, 20 ms at a time; the memory is looked at once a minute."""
        process, played = psutil.Process(), 0
        for _ in range(self._count):
            for at in range(0, len(self._sound), BLOCK):
                yield Block(self._sound[at : at + BLOCK])
                played += BLOCK
                if played % MINUTE == 0:
                    self.megabytes.append(process.memory_info().rss / 1e6)
            tell(f"{played / MINUTE / 60:.1f} h, {self.megabytes[-1]:.0f} MB")

    def close(self) -> None:
        """Nothing is held."""


def main() -> None:
    """Play so many hours, print the page, and write it down if that is asked for."""
    parser = argparse.ArgumentParser("python -m bench.soak", description=__doc__)
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--write", action="store_true", help="write docs/soak.md and soak.png")
    args = parser.parse_args()
    soaked = soak(max(1, round(args.hours * 3600 / seconds(len(one_round())))))
    text = page(soaked)
    if args.write:
        (DOCS / "soak.md").write_text(text, encoding="utf-8")
        draw(soaked.megabytes, DOCS / "soak.png")
    print(text)


def one_round() -> Sound:
    """Ten minutes, shape (n,), 16 kHz."""
    quieter = VOICE - QUIETER
    parts = [
        np.zeros(2 * MINUTE, np.float32),
        at_level(music(MINUTE, np.random.default_rng(1)), quieter),
        *(
            at_level(made(kind, MINUTE), quieter)
            for kind in ("slaps", "breathing", "rain on a window")
        ),
        np.tile(_said(TALK, 6.0), 15)[:MINUTE],
        np.zeros(MINUTE, np.float32),
        *(_said(name, 8.0) for name in SAID.values()),
    ]
    sound = np.concatenate(parts)
    sound = np.concatenate([sound, np.zeros(10 * MINUTE - len(sound), np.float32)])
    return np.clip(sound + room(len(sound)), -1, 1).astype(np.float32)


def _said(name: str, every: float) -> Sound:
    """A clip as loud as a voice, and silence up to so many seconds."""
    voice = at_level(clip(name), VOICE)
    return np.concatenate([voice, np.zeros(frames(every) - len(voice), np.float32)])


def soak(count: int) -> Soaked:
    """A session over so many rounds; effects are told, not performed."""
    agreement = Agreement(
        before=Before(ask=False), check_in=CheckIn(every_minutes=0, session_minutes=0)
    )
    lexicon, plan = lexicon_and_plan(agreement)
    models = load_ears("en", None)
    source = Rounds(one_round(), count)
    heard: Counter[str] = Counter()

    def told(happening: Happening) -> None:
        if happening.kind is Kind.HEARD:
            heard[happening.name] += 1

    Session(
        source=source,
        ears=ear_makers(models, lexicon),
        knowing=knowing(models, lexicon),
        lexicon=lexicon,
        plan=plan,
        performer=OnlyTelling(),
        tellers=[told],
        paced=False,
    ).run()
    return Soaked(source.megabytes, heard, count)


def page(soaked: Soaked) -> str:
    """The text of docs/soak.md."""
    first, last = soaked.megabytes[0], soaked.megabytes[-1]
    hours = len(soaked.megabytes) / 60
    half = soaked.megabytes[len(soaked.megabytes) // 2]
    rows = [f"| `{name}` | {soaked.rounds} | {soaked.heard[name]} |" for name in SAID]
    others = {name: count for name, count in soaked.heard.items() if name not in SAID}
    rows += [f"| `{name}` | 0 | {count} |" for name, count in sorted(others.items())]
    return TEXT.format(
        hours=f"{hours:g}",
        first=f"{first:.0f}",
        half=f"{half:.0f}",
        last=f"{last:.0f}",
        most=f"{max(soaked.megabytes):.0f}",
        table="\n".join(rows),
    )


def draw(megabytes: Sequence[float], path: Path) -> None:
    """Memory over the hours; white, to be readable anywhere."""
    mpl.use("Agg")
    figure, axes = pyplot.subplots(figsize=(9.0, 3.6), layout="constrained", facecolor="white")
    axes.plot([(at + 1) / 60 for at in range(len(megabytes))], megabytes, color="#1f5fbf")
    axes.set_xlabel("hours of sound")
    axes.set_ylabel("memory of the process, MB")
    axes.set_ylim(0, 1.2 * max(megabytes))
    figure.savefig(path, dpi=110)


TEXT = """# Hours

{hours} h of sound in one session, through the product's own loop as fast as it goes: ten
minutes again and again of a quiet room, music, slaps, breath, rain and talk, and in each a
check-in, a slow word and a stop with their answers. Effects are told and not performed, so voice,
loudspeaker and players are not in it. Written by `python -m bench.soak --hours {hours} --write`.

The process had {first} MB after the first minute, {half} MB after half of the time and {last} MB at
the end; the most was {most} MB. The ten minutes themselves are 38 MB of it.

![Memory over the hours](soak.png)

| heard | said | times |
|---|---|---|
{table}

What was heard more often than it was said was heard by mistake.
"""


if __name__ == "__main__":
    main()

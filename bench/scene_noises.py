"""The noises of a scene: what is heard in them by mistake, and which stop words are lost in them.

`python -m bench.scene_noises` prints this part of the report alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.clips import Clip, Playlist, load, own
from bench.hearing import MISTAKES, Heard, agreement_with, hear
from bench.in_noise import APART, REPEATS
from bench.mixing import VOICE, Sound, at_level, background
from bench.noises import NOISES, SINGING, made
from bench.side_by_side import Task, ears, played
from bench.stats import share
from intents.clock import frames

SECONDS = 60.0
"""How long each noise is played by itself, as loud as a voice."""
STOPS = ("red",)
PART = 3
"""Over each noise one of so many clips is said, others over the next one."""
SNR = 10.0


@dataclass(frozen=True, slots=True)
class Session:
    """One session: a noise alone, or clips of a word over it."""

    kind: str
    word: str = ""
    clips: tuple[Clip, ...] = ()


def sessions() -> list[Session]:
    """All that the report needs."""
    return [Session(kind) for kind in NOISES] + [
        Session(kind, word, tuple(own(word)[at % PART :: PART]))
        for word in STOPS
        for at, kind in enumerate(NOISES)
    ]


def play(session: Session) -> Heard:
    """The noise alone as loud as a voice, or `SNR` dB under the words said over it."""
    if not session.word:
        return hear(ears(), alone(session.kind, SECONDS), agreement_with())
    noise = floor(session.kind, VOICE - SNR, REPEATS)
    playlist = Playlist(session.clips, sound=as_loud, floor=noise, gap=APART)
    return hear(ears(), playlist, agreement_with((session.word,)))


def alone(kind: str, length: float) -> Playlist:
    """So many seconds of one noise."""
    return Playlist((), quiet=frames(length), floor=floor(kind, VOICE, frames(length)))


def floor(kind: str, level: float, count: int) -> Sound:
    """One noise, its root mean square at this level in dB; a microphone clips its peaks."""
    return np.clip(background(made(kind, count), level, count), -1, 1)


def as_loud(clip: Clip) -> Sound:
    """A recorded word at the level of a voice."""
    return at_level(load(clip.path), VOICE)


def lost(heard: Heard) -> int:
    """How many of the words were not taken for a stop in time."""
    return heard.caught(("stop",)).count(None)


def section(results: Mapping[Session, Heard]) -> str:
    """The part of the report."""
    by_itself = {one.kind: heard for one, heard in results.items() if not one.word}
    over = {(one.kind, one.word): heard for one, heard in results.items() if one.word}
    lines = [TEXT, *_mistakes(by_itself), BETWEEN]
    lines += [f"| Missed | {' | '.join(f'“{word}”' for word in STOPS)} |"]
    lines += ["|---" * (1 + len(STOPS)) + "|"]
    for kind in NOISES:
        lines.append(f"| {kind} | {' | '.join(_lost([over[kind, word]]) for word in STOPS)} |")
    everywhere = (_lost([over[kind, word] for kind in NOISES]) for word in STOPS)
    lines.append(f"| all | {' | '.join(everywhere)} |")
    return "\n".join([*lines, ""])


def _mistakes(by_itself: dict[str, Heard]) -> Iterator[str]:
    yield f"| Played | Minutes | {' | '.join(f'`{name}`' for name in MISTAKES)} |"
    yield "|---" * (2 + len(MISTAKES)) + "|"
    for kind, heard in by_itself.items():
        counts = " | ".join(str(len(heard.named(name))) for name in MISTAKES)
        yield f"| {kind} | {heard.seconds / 60:.1f} | {counts} |"
    yield ""


def _lost(parts: Sequence[Heard]) -> str:
    return share(sum(map(lost, parts)), sum(len(heard.clips) for heard in parts))


TEXT = f"""## Noises of a scene

All of these are computed (`bench/noises`): breath, clicks and thumps of shaped noise, moans of a
synthetic voice without words, and music whose sung lines are Kokoro's voices put on a tune. No
recording of people was there, so they stand in for them. The ears were taught that breaths and
cries are no words by others, computed otherwise, and the threshold was chosen with an ear on other
minutes of breath, panting, moans, slaps and bed. Each is played as loud as a voice. In
the {SINGING} "red", "yellow" and "green" are really sung, in sentences: there an `embedded` is
right.
"""
BETWEEN = f"""Clips of `bench/words` over the same noises, a third over each, at {SNR:.0f} dB:
speech to the root mean square of the noise, so one slap or thump is louder. What is called later
than two seconds after a word does not count for it. The intervals are Wilson's, 95%. In the songs a
"red" may have been called by the song.
"""

if __name__ == "__main__":
    print(section(played([Task(play, session, SECONDS) for session in sessions()])))

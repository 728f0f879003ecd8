"""Words in noise and said in other ways: how many are missed, and how soon the others are heard."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from bench.clips import Clip, Playlist, load, own
from bench.hearing import IN_TIME, Heard, agreement_with, hear
from bench.mixing import QUIET_ROOM, VOICE, Sound, at_level, background, noises
from bench.side_by_side import Task, ears, length
from bench.stats import share
from bench.styles import STYLES, usual
from intents.clock import FRAME_RATE, seconds
from models.ears import Frames

STOPS = ("red", "red red red", "pineapple", "safe word")
"""Each measured as the only stop word."""
ADVISED = ("red red red", "pineapple", "safe word")
"""Those with six sounds or more."""
OTHERS = {"yellow": "slow", "green": "go"}
SNRS = (10.0, 5.0, 0.0)
STYLED_AT = 10.0
CLEAN = None
AS_USUAL = "usual"
APART = IN_TIME
"""So much before each clip: what is called by a word must not be counted for the next one."""
REPEATS = 60 * FRAME_RATE
"""The background is repeated after a minute, another one in each session."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One session: clips of one word, over one background."""

    word: str
    expect: str
    style: str
    snr: float | None
    kind: str
    clips: tuple[Clip, ...]


def trials(audio: Path) -> list[Trial]:
    """Every word in every condition; the kinds of noise take turns from clip to clip."""
    expected = {**dict.fromkeys(STOPS, "stop"), **OTHERS}
    kinds = sorted(noises(audio))
    made = []
    for word, expect in expected.items():
        clips = own(word)
        once = _each_voice_once(clips)
        made.append(Trial(word, expect, AS_USUAL, CLEAN, "quiet room", tuple(clips)))
        conditions = [(AS_USUAL, STYLED_AT)]
        if expect == "stop":
            conditions = [(AS_USUAL, snr) for snr in SNRS]
            conditions += [(style, STYLED_AT) for style in STYLES]
        for style, snr in conditions:
            said = clips if expect == "stop" and style == AS_USUAL else once
            made += by_turns(Trial(word, expect, style, snr, "", tuple(said)), kinds)
    return made


def by_turns(trial: Trial, kinds: Sequence[str]) -> list[Trial]:
    """The trial's clips, each over one of the kinds of noise, which take turns."""
    return [
        replace(trial, kind=kind, clips=trial.clips[at :: len(kinds)])
        for at, kind in enumerate(kinds)
    ]


def _each_voice_once(clips: Sequence[Clip]) -> list[Clip]:
    """Of the voices that say it slowly and quickly, slow and quick ones by turns."""
    by_voice: dict[str, list[Clip]] = {}
    for clip in clips:
        by_voice.setdefault(clip.voice.rpartition("-")[0], []).append(clip)
    return [said[at % len(said)] for at, said in enumerate(by_voice.values())]


def task(trial: Trial, audio: Path) -> Task:
    """The trial for `bench.side_by_side.played`."""
    return Task(partial(play, audio=audio), trial, length(trial.clips, seconds(APART)))


def play(trial: Trial, audio: Path) -> Heard:
    """One session over the trial's clips."""
    stop = (trial.word,) if trial.expect == "stop" else ()
    return hear(ears(), playlist(trial, audio), agreement_with(stop))


def playlist(trial: Trial, audio: Path) -> Playlist:
    """What is played in a trial: the same sound each time."""
    style = STYLES.get(trial.style, usual)
    chance = np.random.default_rng(1)

    def sound(clip: Clip) -> Frames:
        return at_level(style(load(clip.path), chance), VOICE)

    if trial.snr is None:
        floor = background(noises(audio)["room"](), QUIET_ROOM, REPEATS)
    else:
        floor = background(
            _from_somewhere(noises(audio)[trial.kind](), trial), VOICE - trial.snr, REPEATS
        )
    return Playlist(trial.clips, sound=sound, floor=floor, gap=APART)


def _from_somewhere(noise: Sound, trial: Trial) -> Sound:
    """The noise from a place that the trial has by chance: recordings are longer than a session."""
    chance = zlib.crc32(f"{trial.word}, {trial.style}, {trial.snr}".encode())
    return np.roll(noise, -(chance % len(noise)))


# ---- Tables. ----------------------------------------------------------------------------------

Results = Mapping[Trial, Heard]


def section(results: Results) -> str:
    """The part of the report."""
    return "\n".join([TEXT, *_by_condition(results), *_by_kind(results), ""])


def missed(
    results: Results, words: Sequence[str], style: str, snr: float | None
) -> tuple[int, int]:
    """How many were missed, of how many."""
    lost, of = 0, 0
    for trial, heard in results.items():
        if trial.word in words and (trial.style, trial.snr) == (style, snr):
            found = heard.caught((trial.expect,))
            lost, of = lost + found.count(None), of + len(found)
    return lost, of


def _by_condition(results: Results) -> Iterator[str]:
    conditions: list[tuple[str, float | None]] = [(AS_USUAL, CLEAN)]
    conditions += [(AS_USUAL, snr) for snr in SNRS] + [(style, STYLED_AT) for style in STYLES]
    yield "| Missed | " + " | ".join(_title(*each) for each in conditions) + " |"
    yield "|---" * (1 + len(conditions)) + "|"
    for word in (*STOPS, *OTHERS):
        cells = [missed(results, (word,), *each) for each in conditions]
        yield f"| \u201c{word}\u201d | " + " | ".join(share(*cell) for cell in cells) + " |"
    cells = [missed(results, ADVISED, *each) for each in conditions]
    yield "| all advised stop words | " + " | ".join(share(*cell) for cell in cells) + " |"
    yield ""


def _by_kind(results: Results) -> Iterator[str]:
    kinds = sorted({trial.kind for trial in results if trial.snr is not None})
    yield "Stop words by what was mixed in, said as usual:"
    yield ""
    yield "| Missed | " + " | ".join(f"{snr:.0f} dB" for snr in SNRS) + " |"
    yield "|---" * (1 + len(SNRS)) + "|"
    for kind in kinds:
        of_kind = {trial: heard for trial, heard in results.items() if trial.kind == kind}
        cells = [missed(of_kind, STOPS, AS_USUAL, snr) for snr in SNRS]
        yield f"| {kind} | " + " | ".join(share(*cell) for cell in cells) + " |"
    yield ""


def _title(style: str, snr: float | None) -> str:
    if snr is CLEAN:
        return "quiet"
    return f"{snr:.0f} dB" if style == AS_USUAL else f"{style}, {snr:.0f} dB"


TEXT = """## Words in noise, and said in other ways

Clips of `bench/words`: 14 English voices, slow and quick, and 26 voices of other languages with
their accents; nothing was tuned on any of them. Said in other ways, and for "yellow" and "green" in
noise, each voice is heard once. Every clip is brought to the same level. Music, babble and room
noise take turns. Whispered, shouted, breathless and far are computed from the same
clips (`bench/styles.py`), so they stand in for people, of whom no such recordings were found; the
ears were taught by voices that were whispered, clipped and put into rooms by the same methods. What
is called later than two seconds after a word does not count for it. The intervals are Wilson's.
"""

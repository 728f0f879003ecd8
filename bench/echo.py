"""`python -m bench.echo`: stop words over Safeword's own voice and over this machine's music.

Each word is said once in a session of its own, over an echo that a simulated room makes of what the
loudspeaker plays. The same sound is given to the ears as it is, and through the echo canceller.
"""

import argparse
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np

from bench.clips import AUDIO, Clip, Playlist, humans, load, own, synthetic
from bench.echo_paths import EchoPath
from bench.hearing import Heard, agreement_with, hear
from bench.mixing import QUIET_ROOM, VOICE, Sound, at_level, background
from bench.noises.song import music
from bench.own_voice import sentences, spoken
from bench.people.backgrounds import ROOM, recorded
from bench.people.split import PARTS, Part, of_part
from bench.side_by_side import Task, ears, length, played, tell
from bench.stats import share
from intents.clock import frames, seconds
from models.ears import Frames
from voice import agreement_file
from voice.assembly import lexicon_and_plan
from voice.audio.convert import BLOCK
from voice.audio.interfaces import Block
from voice.echo.canceller import EchoCanceller

LEVELS = (-6.0, 0.0, 6.0, 12.0)
"""How much louder than the voice the echo is, in dB."""
PATHS = (
    EchoPath(0.02),
    EchoPath(0.06, drift=20, seed=2),
    EchoPath(0.12, drift=-50, reverberation=0.5, seed=3),
    EchoPath(0.2, drift=100, seed=4),
    EchoPath(0.3, drift=-100, reverberation=0.25, wet=0.5, seed=5),
    EchoPath(0.08, overdriven=1.0, seed=6),
)
"""Wired loudspeakers and Bluetooth, one clock and two, and one loudspeaker that distorts."""
WORDS = ("red", "pineapple", "red red red", "safe word")
SPOKEN = ("computer", "alexa")
"""Words that people said."""
WARM = frames(8)
"""What the canceller has heard of the echo before somebody speaks, as at every session's start."""
BEFORE = frames(1)
"""Of that, what the ears hear."""
AFTER = frames(2)
ALONE = frames(40)
"""Of the echo without a word, from its first moment on."""
VOICE_ITSELF, MUSIC, HEADPHONES = "its own voice", "music", "music in headphones"
STOPS = ("stop", "house", "maybe_stop")


@dataclass(frozen=True, slots=True)
class Trial:
    """One session: a word, or none, over an echo, or none."""

    source: str
    """What is played: empty for nothing."""
    level: float
    cancelled: bool
    path: EchoPath
    part: Part
    clip: Clip | None = None

    @property
    def seed(self) -> int:
        """For what is by chance: the same with and without the canceller, and at each level."""
        name = self.clip.path.name if self.clip else str(self.path.seed)
        return zlib.crc32(f"{self.source}|{name}".encode())


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    heard: Heard
    cpu: float
    """Seconds of processor time that the canceller took for each second of sound."""
    used: float
    """The part of the time for which its sound was used."""


class Echoing(Playlist):
    """A word in a room in which something is played, heard by a microphone."""

    def __init__(self, trial: Trial, audio: Path) -> None:
        warm = WARM if trial.clip else 0
        clips = [trial.clip] if trial.clip else []
        heard_before = BEFORE if trial.clip else ALONE
        quiet = background(recorded(ROOM, trial.part, audio), QUIET_ROOM, frames(60))
        super().__init__(clips, AFTER if clips else ALONE, _as_loud, quiet, heard_before)
        self._trial, self._warm = trial, warm - BEFORE if trial.clip else 0
        whole = self._warm + heard_before + AFTER + BLOCK
        whole += len(load(trial.clip.path)) if trial.clip else 0
        self._played = _playing(trial, audio, whole + BLOCK)
        echo = np.zeros(len(self._played), np.float32)
        if trial.source and trial.source != HEADPHONES:
            echo = at_level(trial.path.through(self._played), VOICE + trial.level)
        self._echo = echo
        self._canceller = EchoCanceller() if trial.cancelled else None
        self.cpu = 0.0
        self._used = 0

    @property
    def used(self) -> float:
        """The part of the blocks from which an echo was taken."""
        return self._used * BLOCK / max(self._warm + self.frames, 1)

    def blocks(self) -> Iterator[Block]:
        """What the ears get."""
        room = np.random.default_rng(1).normal(0, 10 ** (QUIET_ROOM / 20), self._warm)
        for at in range(0, self._warm, BLOCK):
            self._heard(room[at : at + BLOCK].astype(np.float32), at)
        at = self._warm
        for block in super().blocks():
            yield replace(block, frames=self._heard(block.frames, at))
            at += BLOCK

    def _heard(self, near: Frames, at: int) -> Frames:
        microphone: Frames = np.clip(near + self._echo[at : at + BLOCK], -1, 1)
        if self._canceller is None:
            return microphone
        before = time.thread_time()
        clean = self._canceller.clean(microphone, self._played[at : at + BLOCK])
        self.cpu += time.thread_time() - before
        self._used += self._canceller.helps
        return clean


def play(trial: Trial, audio: Path) -> Result:
    """The whole of it."""
    playlist = Echoing(trial, audio)
    stop = (trial.clip.text,) if trial.clip else ("red", "pineapple", "red red red")
    heard = hear(ears(), playlist, agreement_with(stop))
    return Result(heard, playlist.cpu / seconds(playlist._warm + playlist.frames), playlist.used)


def _as_loud(clip: Clip) -> Frames:
    return at_level(load(clip.path), VOICE)


def _playing(trial: Trial, audio: Path, count: int) -> Sound:
    """What the loudspeaker is given."""
    if not trial.source:
        return np.zeros(count, np.float32)
    whole = _own_voice() if trial.source == VOICE_ITSELF else _music(trial.part, audio)
    start = int(np.random.default_rng(trial.seed).integers(len(whole)))
    return at_level(np.take(whole, np.arange(start, start + count), mode="wrap"), -20.0)


@cache
def _own_voice() -> Sound:
    """All that is said in English, with short pauses."""
    said = spoken(sentences(lexicon_and_plan(agreement_file.example())[1]), "en")
    pause = np.zeros(frames(0.4), np.float32)
    return np.concatenate([np.concatenate([sound, pause]) for sound in said.values()])


@cache
def _music(part: Part, audio: Path) -> Sound:
    """Recordings where they are there, else computed."""
    if (audio / "humans" / "music").is_dir():
        return recorded("music", part, audio)
    return music(frames(60), np.random.default_rng(1))


def words(audio: Path, part: Part, each: int) -> list[Clip]:
    """One of so many clips of each word."""
    named = synthetic(audio, "safewords") if part == "tune" else [c for w in WORDS for c in own(w)]
    said = [clip for clip in named if clip.text in WORDS]
    said = [clip for word in WORDS for clip in [c for c in said if c.text == word][::each]]
    for word in SPOKEN:
        said += of_part(part, humans(audio, "words_other/pv_wakeword", word))[::each]
    return said


def trials(audio: Path, part: Part, each: int, levels: Sequence[float]) -> list[Trial]:
    """Every word over nothing and over each source at each level, with the canceller or without."""
    made = []
    for at, clip in enumerate(words(audio, part, each)):
        path = PATHS[at % len(PATHS)]
        made.append(Trial("", 0.0, False, path, part, clip))
        made.append(Trial(HEADPHONES, 0.0, True, path, part, clip))
        for source in (VOICE_ITSELF, MUSIC):
            for level in levels:
                made += [Trial(source, level, on, path, part, clip) for on in (False, True)]
    for source in (VOICE_ITSELF, MUSIC):
        for level in levels:
            for path in PATHS[:: 1 if each == 1 else 3]:
                made += [Trial(source, level, on, path, part) for on in (False, True)]
    return made


# ---- Tables. ----------------------------------------------------------------------------------

Results = Mapping[Trial, Result]


def tables(results: Results) -> str:
    """What was missed and what was called, and what it costs."""
    return "\n".join([*_missed(results), *_false(results), *_by_path(results), *_cost(results)])


def _missed(results: Results) -> Iterator[str]:
    yield "| Stop words missed over | echo to voice | canceller off | on |"
    yield "|---|---|---|---|"
    for source, level in _conditions(results):
        cells = (_share(_spoken(results, source, level, on)) for on in (False, True))
        title = source or "nothing"
        yield f"| {title} | {'' if source in ('', HEADPHONES) else f'{level:+.0f} dB'} | " + (
            " | ".join(cells) + " |"
        )
    yield ""


def _false(results: Results) -> Iterator[str]:
    yield "| Called in the echo alone | echo to voice | seconds | canceller off | on |"
    yield "|---|---|---|---|---|"
    for source, level in _conditions(results):
        off, on = (
            [
                result.heard
                for trial, result in results.items()
                if trial.clip is None
                and (trial.source, trial.level, trial.cancelled) == (source, level, cancelled)
            ]
            for cancelled in (False, True)
        )
        if off or on:
            long = sum(heard.seconds for heard in on)
            yield f"| {source} | {level:+.0f} dB | {long:.0f} | {_called(off)} | {_called(on)} |"
    yield ""


def _by_path(results: Results) -> Iterator[str]:
    yield "| Missed, both sources, all levels | canceller off | on |"
    yield "|---|---|---|"
    for path in PATHS:
        cells = (
            _share(
                [
                    result.heard
                    for trial, result in results.items()
                    if trial.clip
                    and trial.path == path
                    and trial.cancelled == on
                    and trial.source in (VOICE_ITSELF, MUSIC)
                ]
            )
            for on in (False, True)
        )
        distorted = ", distorted" if path.overdriven else ""
        title = f"{path.delay * 1000:.0f} ms, {path.drift:+.0f} ppm{distorted}"
        yield f"| {title} | {' | '.join(cells)} |"
    yield ""


def _cost(results: Results) -> Iterator[str]:
    of = [result for trial, result in results.items() if trial.cancelled and trial.source]
    if of:
        yield (
            f"The canceller took {np.mean([each.cpu for each in of]):.4f} of one core while "
            f"something was played, and its sound was used {np.mean([e.used for e in of]):.0%} "
            "of that time."
        )


def _conditions(results: Results) -> list[tuple[str, float]]:
    return sorted({(trial.source, trial.level) for trial in results})


def _spoken(results: Results, source: str, level: float, on: bool) -> list[Heard]:  # noqa: FBT001
    return [
        result.heard
        for trial, result in results.items()
        if trial.clip and (trial.source, trial.level, trial.cancelled) == (source, level, on)
    ]


def _share(heard: Sequence[Heard]) -> str:
    return share(sum(each.caught(("stop",))[-1] is None for each in heard), len(heard))


def _called(heard: Sequence[Heard]) -> str:
    return ", ".join(f"{sum(len(h.named(name)) for h in heard)} {name}" for name in STOPS)


def main() -> None:
    """Play what was asked for, and print it."""
    parser = argparse.ArgumentParser("python -m bench.echo", description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="report")
    parser.add_argument("--each", type=int, default=27, metavar="N", help="one of N of a word")
    parser.add_argument("--levels", type=float, nargs="+", default=LEVELS, metavar="DB")
    parser.add_argument("--audio", type=Path, default=AUDIO, metavar="FOLDER")
    args = parser.parse_args()
    run: Callable[[Trial], Result] = partial(play, audio=args.audio)
    chosen = trials(args.audio, args.part, args.each, args.levels)
    tell(f"{len(chosen)} sessions")
    lengths = (length([t.clip], 4) if t.clip else seconds(ALONE) for t in chosen)
    print(tables(played([Task(run, t, long) for t, long in zip(chosen, lengths, strict=True)])))


if __name__ == "__main__":
    main()

"""`python -m bench.comparison`: Safeword and what a user would pick instead, on the same sound."""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from bench import by_people, in_noise
from bench.by_people import SPOKEN, report_set
from bench.clips import AUDIO, GAP, Clip, Playlist, humans, synthetic
from bench.comparison_tables import tables
from bench.draw_peers import draw
from bench.hearing import Heard
from bench.outcomes import Measured, Outcome, Part, Played
from bench.peers import missing, peers
from bench.peers.peer import UnknownWord
from bench.peers.safeword import Safeword, detected
from bench.people import nonverbal, talk
from bench.people.split import of_part
from bench.side_by_side import Task, length, played
from intents.clock import frames, seconds
from intents.words import has_run, normalise

ROOT = Path(__file__).parent.parent
SNR = 10.0
"""Of the noisy part, in dB."""
TALK = {"red": 5, "alexa": 20}
"""False alarms of these words are counted on one of so many clips of the talk: all of it would
take an hour. "alexa" has fewer, since hardly anything sounds like it."""
FREELY = {"red": 6, "alexa": 12}
"""The same of conversation and of the sounds of people."""
PEOPLE = 4
"""In quiet, one of so many clips by people is played: hardly any is missed."""


@dataclass(frozen=True, slots=True)
class Job:
    """One recording for one system."""

    peer: str
    word: str
    part: Part
    trial: in_noise.Trial | None = None
    """The word in a condition of `bench.in_noise`."""
    clips: tuple[Clip, ...] = ()
    """Without a trial: clips as they are."""

    @property
    def of_the_report(self) -> in_noise.Trial | None:
        """The trial that the rest of the report has too: what Safeword hears in one."""
        return self.trial if self.peer == Safeword.name else None

    def played(self, audio: Path) -> Played:
        """What the system is to hear."""
        playlist = in_noise.playlist(self.trial, audio) if self.trial else Playlist(self.clips)
        return Played.of(playlist)


def jobs(audio: Path, each: int = 1) -> list[Job]:
    """Every word and part for each system that has the word. Of recordings one of `each`.

    `audio` needs synthetic/. Without humans/ nobody says "alexa", and the talk is synthetic.
    """
    return [
        _thin(Job(peer.name, word, part, trial, clips), each)
        for word, part, trial, clips in (*_talk(audio), *_freely(audio), *_said(audio))
        for peer in peers()
        if peer.words is None or word in peer.words
    ]


def _thin(job: Job, each: int) -> Job:
    trial = job.trial and replace(job.trial, clips=job.trial.clips[::each])
    return replace(job, trial=trial, clips=job.clips[::each])


def task(job: Job, audio: Path) -> Task:
    """The job for `bench.side_by_side.played`; what the rest of the report has is played once."""
    if job.of_the_report:
        return in_noise.task(job.of_the_report, audio)
    clips, gap = (job.trial.clips, in_noise.APART) if job.trial else (job.clips, GAP)
    return Task(partial(play, audio=audio), job, length(clips, seconds(gap)))


def measured(jobs: Sequence[Job], results: Mapping[Any, Any]) -> Measured:
    """What came of the jobs, from what was played for their tasks."""
    found: dict[tuple[str, str, Part], list[Outcome]] = defaultdict(list)
    for job in jobs:
        trial = job.of_the_report
        outcome = _outcome(results[trial]) if trial else results[job]
        if outcome is not None:
            found[job.peer, job.word, job.part].append(outcome)
    return dict(found)


def _outcome(heard: Heard) -> Outcome:
    """What Safeword reported in a session."""
    length = frames(heard.seconds)
    return Outcome(tuple(heard.starts), length, tuple(detected(heard)), heard.cpu_seconds)


def measure(jobs: Sequence[Job], audio: Path) -> Measured:
    """Play them all, two processes side by side."""
    return measured(jobs, played([task(job, audio) for job in jobs]))


def play(job: Job, audio: Path) -> Outcome | None:
    """What comes of one job; None where the system cannot listen for the word."""
    peer = next(peer for peer in peers() if peer.name == job.peer)
    given = job.played(audio)
    before = time.process_time()
    try:
        detections = peer.detections(given.sound, job.word)
    except UnknownWord:
        return None
    cpu = (time.process_time() - before) / peer.passes
    return Outcome(tuple(given.starts), len(given.sound), tuple(detections), cpu)


def section(measured: Measured, audio: Path, folder: Path) -> str:
    """The part of the report; draws peers.png into the folder."""
    draw(peers(), measured, folder / "peers.png")
    people = bool(humans(audio, "continuous"))
    return tables(peers(), missing(), measured, people=people)


Piece = tuple[str, Part, in_noise.Trial | None, tuple[Clip, ...]]


def _said(audio: Path) -> list[Piece]:
    trials = [*in_noise.trials(audio), *by_people.trials(audio)]
    pieces: list[Piece] = [
        (trial.word, Part.QUIET if trial.snr is None else Part.NOISY, trial, ())
        for trial in trials
        if trial.word in ("red", *SPOKEN)
        and trial.style == in_noise.AS_USUAL
        and trial.snr in (None, SNR)
    ]
    for word in SPOKEN:
        clips = report_set(audio, word)[::PEOPLE]
        if clips:
            pieces.append((word, Part.PEOPLE, None, tuple(clips)))
    return pieces


def _talk(audio: Path) -> list[Piece]:
    """Some of each collection, in the same order for every word, without clips that have it."""
    recorded = [*humans(audio, "continuous"), *humans(audio, "words_other/englishccc")]
    people = of_part("report", recorded)
    others = [*synthetic(audio, "talk"), *synthetic(audio, "near_misses")]  # few: all of them
    return [
        (word, Part.TALK, None, tuple(_without(word, people[::every] or others)))
        for word, every in TALK.items()
    ]


def _freely(audio: Path) -> list[Piece]:
    """Conversation and sounds of people, where people are."""
    talk_of_all = [
        clip for folder in talk.KINDS.values() for clip in talk.pieces(audio, "report", folder)
    ]
    sounds = of_part("report", humans(audio, nonverbal.FOLDER))
    return [
        (word, part, None, tuple(_without(word, clips[::every])))
        for word, every in FREELY.items()
        for part, clips in ((Part.CONVERSATION, talk_of_all), (Part.SOUNDS, sounds))
        if clips
    ]


def _without(word: str, clips: Sequence[Clip]) -> list[Clip]:
    return [clip for clip in clips if not has_run(normalise(clip.text), word)]


def main() -> None:
    """Measure on what is there, print the tables and draw the picture."""
    parser = argparse.ArgumentParser("python -m bench.comparison", description=__doc__)
    parser.add_argument("--audio", type=Path, default=AUDIO)
    parser.add_argument("--folder", type=Path, default=ROOT / "docs", help="of the picture")
    args = parser.parse_args()
    if not (args.audio / "synthetic").is_dir():
        sys.exit(f"There is no synthetic/ in {args.audio}: name the folder with --audio.")
    print(section(measure(jobs(args.audio), args.audio), args.audio, args.folder))


if __name__ == "__main__":
    main()

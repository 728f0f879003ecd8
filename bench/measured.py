"""Everything that the report is made from, measured once."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from bench import by_people, comparison, in_noise, long_talk, policies, scene_noises, sessions
from bench.clips import Clip
from bench.cost import Cost, kinds
from bench.hearing import Heard
from bench.outcomes import Measured as Compared
from bench.part import Part
from bench.people import playing, rows
from bench.side_by_side import Task, length, played, tell
from intents.clock import seconds

EACH = 3
"""Of the recordings one of so many is played: all of them take hours."""
VOICES = 4
"""Synthetic voices are many and much alike: of what they say in noise, of what is left, one of so
many is played."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of each session, by what was played."""

    words: Mapping[sessions.Job, Heard]
    talk: Mapping[sessions.Job, Heard]
    noisy: Mapping[in_noise.Trial, Heard]
    people: playing.Results
    scene: Mapping[scene_noises.Session, Heard]
    long: Mapping[long_talk.Piece, Heard]
    by_policy: Mapping[policies.Sentences, Heard]
    compared: Compared
    costs: Sequence[Cost]

    def nothing_said(self) -> list[Heard]:
        """The sessions in which nobody lets anything go on."""
        requests = [heard for job, heard in self.talk.items() if "requests" not in job.title]
        words = [heard for job, heard in self.words.items() if job.expect != "go"]
        noisy = [heard for trial, heard in self.noisy.items() if trial.expect != "go"]
        return [*requests, *words, *noisy, *self.scene.values(), *self.long.values()]

    def by_people(self) -> list[Part]:
        """Recordings of people who talk."""
        return [Part(heard) for job, heard in self.talk.items() if job.ordinary]

    def spoken_lines(self) -> list[Part]:
        """Lines as people say them, by synthetic voices."""
        return [Part(heard, long_talk.as_people_talk) for heard in self.long.values()]

    def ordinary(self) -> list[Part]:
        """Both."""
        return [*self.by_people(), *self.spoken_lines()]


def measure(
    audio: Path, others: Sequence[Clip], hours: float, each: int, voices: int = VOICES
) -> Measured:
    """Play it all. `hours` of spoken lines; of recordings only one of `each`, and of words that
    synthetic voices say in noise, and that peers are asked about, one of `voices` of those.
    """
    less = each * voices
    words = _thin(sessions.word_jobs(audio, others), each)
    talk = _thin(sessions.talk_jobs(audio), each)
    noisy = [*_thin(in_noise.trials(audio), less), *_thin(by_people.trials(audio), each)]
    scene = _thin(scene_noises.sessions(), each)
    people = rows.tasks(audio, "report", each)
    long = long_talk.talk(hours)
    sentences = policies.sets(audio)
    compared = comparison.jobs(audio, less)
    pause = seconds(policies.APART)
    tasks = [
        *(Task(sessions.play, job, length(job.clips, seconds(job.gap))) for job in (*words, *talk)),
        *(in_noise.task(trial, audio) for trial in noisy),
        *people,
        *(Task(scene_noises.play, job, scene_noises.SECONDS) for job in scene),
        *(Task(partial(long_talk.play, audio=audio), piece, piece.length) for piece in long),
        *(Task(policies.play, job, length(job.clips, pause)) for job in sentences),
        *(comparison.task(job, audio) for job in compared),
    ]
    results = played(tasks)
    tell("What it costs: one session after the other, alone")
    return Measured(
        words={job: results[job] for job in words},
        talk={job: results[job] for job in talk},
        noisy={trial: results[trial] for trial in noisy},
        people=rows.results(results),
        scene={session: results[session] for session in scene},
        long={piece: results[piece] for piece in long},
        by_policy={job: results[job] for job in sentences},
        compared=comparison.measured(compared, results),
        # Each in a process of its own: memory is that of one listener.
        costs=[_cost(kind, audio) for kind in kinds(audio)],
    )


Playable = TypeVar("Playable", sessions.Job, in_noise.Trial, scene_noises.Session)


def _thin(jobs: Sequence[Playable], each: int) -> list[Playable]:
    return [replace(job, clips=job.clips[::each]) for job in jobs]


def _cost(kind: str, audio: Path) -> Cost:
    command = [sys.executable, "-m", "bench.cost", kind, str(audio)]
    done = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Cost(**json.loads(done))

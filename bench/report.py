"""The report: tables of counts, in Markdown, each with what it was measured on."""

import platform
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from bench import in_noise, long_talk, policies, scene_noises
from bench.clips import Clip, Playlist, humans, synthetic
from bench.hearing import Heard, agreement_with, hear
from models.ears import EarModel
from voice.hearing import load_ears

AGREED = {"red": "stop", "yellow": "slow", "green": "go", "check in": "check_in"}
"""The default words, and the name each should be heard by."""
OTHER_STOPS = ("red red red", "mercy", "pineapple", "safe word", "stop")
"""Words that people choose instead of red, each measured as the only stop word."""
WRONG = ("stop", "maybe_stop", "embedded", "slow", "go", "resume", "yes", "end")

ENDS = ("end the session",)
"""Requests that are left out, because nothing after them would be heard."""


@dataclass(frozen=True, slots=True)
class Job:
    """One session to play."""

    title: str
    clips: tuple[Clip, ...]
    stop: tuple[str, ...] = ()
    expect: str = ""


def report(audio: Path) -> str:
    """Measure everything that is in the folder. Two processes play side by side."""
    words = _word_jobs(audio)
    talk = _talk_jobs(audio)
    noisy = in_noise.trials(audio)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        heard = dict(zip((*words, *talk), pool.map(_play, (*words, *talk)), strict=True))
        tried = pool.map(_try, noisy, repeat(audio))
        results = dict(zip(noisy, tried, strict=True))
    parts = [
        HEAD.format(version=_version()),
        _found_table({job: heard[job] for job in words}),
        in_noise.section(results),
        _false_table({job: heard[job] for job in talk}),
        policies.section(audio, _ears()),
        scene_noises.section(),
        long_talk.section(audio),
        _cost_table(audio),
    ]
    return "\n".join(parts)


def _word_jobs(audio: Path) -> list[Job]:
    clips = synthetic(audio, "safewords")
    jobs = [
        Job(f"\u201c{word}\u201d", _saying(clips, word), expect=name)
        for word, name in AGREED.items()
    ]
    jobs += [
        Job(f"\u201c{word}\u201d as the stop word", _saying(clips, word), (word,), "stop")
        for word in OTHER_STOPS
    ]
    for word in ("computer", "alexa"):
        people = humans(audio, "words_other/pv_wakeword", word)
        title = f"\u201c{word}\u201d as the stop word, said by people"
        jobs.append(Job(title, tuple(people), (word,), "stop"))
    return [job for job in jobs if job.clips]


def _saying(clips: Sequence[Clip], text: str) -> tuple[Clip, ...]:
    return tuple(clip for clip in clips if clip.text == text)


def _talk_jobs(audio: Path) -> list[Job]:
    sets = {
        "near misses (synthetic)": synthetic(audio, "near_misses"),
        "talk (synthetic)": synthetic(audio, "talk"),
        "requests (synthetic)": [
            clip for clip in synthetic(audio, "commands") if clip.text not in ENDS
        ],
        "single words, English CCC": humans(audio, "words_other/englishccc"),
        "single words, Speech Commands": humans(audio, "words_other/gsc"),
        "wake words at home, Precise": humans(audio, "words_other/precise"),
        "ordering coffee, s2i": humans(audio, "continuous/s2i"),
        "read aloud, LibriSpeech train-clean": humans(
            audio, "continuous/librispeech_train-clean-100"
        ),
        "read aloud, LibriSpeech test-other": humans(audio, "continuous/librispeech_test-other"),
        "noises, ESC-10": humans(audio, "noise/esc10"),
        "music": humans(audio, "music/librosa"),
    }
    return [Job(title, tuple(clips)) for title, clips in sets.items() if clips]


def _play(job: Job) -> Heard:
    return hear(_ears(), Playlist(job.clips), agreement_with(job.stop))


def _try(trial: in_noise.Trial, audio: Path) -> Heard:
    return in_noise.play(trial, audio, _ears())


@cache
def _ears() -> tuple[EarModel, ...]:
    """Loaded once in each process."""
    return load_ears("en", None)


def _found_table(heard: dict[Job, Heard]) -> str:
    lines = [
        "## Safe words found",
        "",
        "| Word | Report voices | Tuning voices | Only a glimpse (music dips) |",
        "|---|---|---|---|",
    ]
    for job, result in heard.items():
        found = result.by_clip(job.expect)
        glimpse = [a and not b for a, b in zip(result.by_clip("maybe_stop"), found, strict=True)]
        report = [f for f, clip in zip(found, job.clips, strict=True) if not clip.tuned_on]
        tuning = [f for f, clip in zip(found, job.clips, strict=True) if clip.tuned_on]
        tuned = f"{sum(tuning)} of {len(tuning)}" if tuning else "none"
        lines.append(f"| {job.title} | {sum(report)} of {len(report)} | {tuned} | {sum(glimpse)} |")
    return "\n".join([*lines, ""])


def _false_table(heard: dict[Job, Heard]) -> str:
    lines = [
        "## Heard by mistake",
        "",
        "Nobody says an agreed word alone here; the `resume` among the requests is right, seven",
        'clips ask for it, and "the red tin" in the talk is rightly asked about.',
        "",
        f"| Played | Clips | Hours | {' | '.join(f'`{name}`' for name in WRONG)} |",
        "|---" * (3 + len(WRONG)) + "|",
    ]
    for job, result in heard.items():
        counts = " | ".join(str(len(result.named(name))) for name in WRONG)
        hours = result.seconds / 3600
        lines.append(f"| {job.title} | {len(job.clips)} | {hours:.2f} | {counts} |")
    lines += ["", "Every `stop` and `embedded` of that table, and what was said:", ""]
    for job, result in heard.items():
        for name in ("stop", "embedded"):
            for clip, wrong in zip(job.clips, result.by_clip(name), strict=True):
                if wrong:
                    lines.append(f"- {job.title}, `{name}`: \u201c{_short(clip.text)}\u201d")
    return "\n".join([*lines, ""])


def _short(text: str) -> str:
    return text if len(text) < 120 else text[:117] + "..."


def _cost_table(audio: Path) -> str:
    """Measured in a process of its own each, so that memory is that of one listener."""
    lines = [
        "## Cost",
        "",
        "One thread. Memory is the most that the whole process had, with Python and the models.",
        "",
        "| Played | Seconds | CPU seconds a second | Memory, MB | Loading the ears, s |",
        "|---|---|---|---|---|",
        *(_run(kind, str(audio)) for kind in ("talk", "music", "quiet")),
    ]
    return "\n".join([*lines, ""])


def _run(*words: str) -> str:
    command = [sys.executable, "-m", "bench.cost", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _version() -> str:
    return f"Safeword {version('safeword-voice')}, Python {platform.python_version()}"


HEAD = """# What the ears find, and what they mistake

Written by `python -m bench` ({version}), which plays recordings through the product's own
loop and counts what `--json` would tell. Do not edit it by hand.

Synthetic voices are Kokoro's. Six of them (the tuning voices) were used to develop with; the other
eight are the report. They are not untouched: the threshold of a stop was taken from an earlier
measurement on all of them, and their results were looked at once on the way. Recordings of people
come from public collections and are not part of this repository; short pieces of them were
listened to on the way as well. Real people saying "red", "yellow" and "green" in numbers were not
found anywhere, so those rows are synthetic voices only.

Each clip is played after a second of quiet, with room noise at -65 dB of full scale under
everything.
"""

"""The report: tables of counts, in Markdown, each with what it was measured on."""

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bench import (
    by_people,
    comparison,
    curves,
    delays,
    in_noise,
    long_talk,
    policies,
    scene_noises,
    targets,
)
from bench.clips import Clip
from bench.cost import Cost
from bench.draw_report import draw
from bench.hearing import MISTAKES, Heard
from bench.measured import Measured, measure
from bench.part import Part
from bench.people import rows
from bench.sessions import Job
from bench.stats import share


def report(
    audio: Path, others: Sequence[Clip], hours: float, each: int, folder: Path, *, voices: int
) -> str:
    """Measure everything that is there, and draw the pictures into the folder. Two processes play
    side by side. See `bench.measured.measure`.
    """
    return written(measure(audio, others, hours, each, voices), audio, folder)


def written(measured: Measured, audio: Path, folder: Path) -> str:
    """The text of what was measured, and its pictures."""
    by_word = curves.curves(in_noise.STOPS, measured.noisy, measured.ordinary())
    draw(measured, by_word, folder)
    parts = [
        HEAD.format(version=_version()),
        targets.section(measured, by_word),
        rows.sections(measured.people),
        in_noise.section(measured.noisy),
        by_people.section(measured.noisy),
        curves.section(by_word),
        _found_table(measured.words),
        delays.section(measured.noisy),
        _false_table(measured.talk),
        long_talk.section(audio, measured.long),
        scene_noises.section(measured.scene),
        policies.section(measured.by_policy),
        _cost_table(measured.costs),
        comparison.section(measured.compared, audio, folder),
    ]
    return "\n".join(parts)


def _found_table(heard: Mapping[Job, Heard]) -> str:
    lines = [
        FOUND,
        "| Word | Found | Only a glimpse (music dips) |",
        "|---|---|---|",
    ]
    for job, result in heard.items():
        found = result.by_clip(job.expect)
        glimpse = [a and not b for a, b in zip(result.by_clip("maybe_stop"), found, strict=True)]
        lines.append(f"| {job.title} | {share(sum(found), len(found))} | {sum(glimpse)} |")
    return "\n".join([*lines, ""])


def _false_table(heard: Mapping[Job, Heard]) -> str:
    lines = [
        FALSE,
        f"| Played | Clips | Hours | {' | '.join(f'`{name}`' for name in MISTAKES)} |",
        "|---" * (3 + len(MISTAKES)) + "|",
    ]
    for job, result in heard.items():
        counts = " | ".join(str(len(result.named(name))) for name in MISTAKES)
        hours = result.seconds / 3600
        lines.append(f"| {job.title} | {len(job.clips)} | {hours:.2f} | {counts} |")
    lines += ["", "Every `stop`, `house` and `embedded` of that table, and what was said:", ""]
    for job, result in heard.items():
        for name in ("stop", "house", "embedded"):
            for happening in result.named(name):
                text = Part(result).clip_at(happening.at).text
                lines.append(f"- {job.title}, `{name}`: \u201c{_short(text)}\u201d")
    return "\n".join([*lines, ""])


def _short(text: str) -> str:
    return text if len(text) < 120 else text[:117] + "..."


def _cost_table(costs: Sequence[Cost]) -> str:
    lines = [COST, "| Played | Seconds | Of one core | Memory, MB | Ready after, s |"]
    lines.append("|---|---|---|---|---|")
    for cost in costs:
        figures = f"{cost.seconds:.0f} | {cost.cpu:.3f} | {cost.memory:.0f} | {cost.ready:.1f}"
        lines.append(f"| {cost.kind} | {figures} |")
    return "\n".join([*lines, "", "![Cost over time.](cost.png)", ""])


def _version() -> str:
    return f"Safeword {version('safeword-voice')}, Python {platform.python_version()}"


HEAD = """# What the ears find, and what they mistake

Written by `python -m bench` ({version}), which plays recordings through the product's own
loop and counts what `--json` would tell. Do not edit it by hand.

Synthetic voices are Kokoro's. The ears were taught (`python -m bench.training`) by its 14 English
voices that are not in `bench/words`, mixed with each other, and by flite's: words that people
agree on, words that sound like them, common words, sentences and cries, through noise, music,
babble, rooms, whispering and clipping that were computed for it, and recorded sounds and music of
free games. They were taught by the clips that development began with too: the safe words in a quiet
room, the requests, the near misses and the talk with look-alikes, further down. Then the encoder
went half way back to its makers' own. How much each thing that the network says about a sound
counts are nine numbers, learned (`bench.training.judging`) from recordings of people and from those
same clips; the remaining thresholds were chosen on them, and on Piper's and espeak-ng's voices in
music, babble and noises that the report does not use. Of people only those recordings were for
that which `bench.people.split` keeps for tuning: the report plays the others, by other speakers.
(Earlier thresholds were chosen on another half of what people
read, ordered and said as single words, and on forty minutes of the lines of `bench/talk`.)

What people say and do is the harder test, and comes first. The words of `bench/words` are by
voices that nothing was taught or tuned on, but Kokoro's too. Recordings of people come from public
collections and are not part of this repository; no encoder was taught by them. People saying "red",
"yellow" and "green" were not found in any collection that may be kept, so those rows are synthetic
voices only; words of people that are as short stand beside them.
"""
FOUND = """## Safe words found in a quiet room

The clips that development began with, as they are, a second apart, with room noise at -65 dB of
full scale. The ears were taught by these very clips, but not by the recordings of people
("computer", "alexa"), of which the report's half is played.
"""
FALSE = """## Heard by mistake

Nobody says an agreed word alone here, with "red", "red red red" and "pineapple" as stop words and
"safe word" as the house word. The `resume` among the requests is right, seven clips ask for it, and
an `embedded` for "the red tin" in the talk is too. The look-alikes and the requests were among what
the ears were taught. Hours are of the whole session, with a pause before each clip.
"""
COST = """## Cost

One thread. Memory is the most that the whole process had, with Python and the models. Ready is
counted from the start of the process.
"""

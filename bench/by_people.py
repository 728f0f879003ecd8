"""Stop words that people recorded, in noise."""

from pathlib import Path

from bench.clips import Clip, humans
from bench.in_noise import AS_USUAL, Results, Trial, by_turns, missed
from bench.mixing import noises
from bench.people.split import of_part
from bench.stats import share

SPOKEN = ("computer", "alexa")
"""Words with six sounds or more."""
PARTS = {10.0: 1, 5.0: 2}
"""In dB; of the recordings one of so many is played at each."""


def report_set(audio: Path, word: str) -> list[Clip]:
    """Half of the recordings of a word. The others are there to tune on."""
    return of_part("report", humans(audio, "words_other/pv_wakeword", word))


def trials(audio: Path) -> list[Trial]:
    """Each word at each level, if people are there; the kinds of noise take turns."""
    kinds = sorted(noises(audio))
    made: list[Trial] = []
    for word in SPOKEN:
        for snr, part in PARTS.items():
            clips = tuple(report_set(audio, word)[::part])
            made += by_turns(Trial(word, "stop", AS_USUAL, snr, "", clips), kinds)
    return [trial for trial in made if trial.clips]


def section(results: Results) -> str:
    """The end of the section about words in noise; nothing where no people were."""
    said = {trial.word for trial in results}
    if not said.intersection(SPOKEN):
        return ""
    titles = " | ".join(f"{snr:.0f} dB" for snr in PARTS)
    lines = [TEXT, f"| Missed | {titles} |", "|---" * (1 + len(PARTS)) + "|"]
    for word in SPOKEN:
        cells = (share(*missed(results, (word,), AS_USUAL, snr)) for snr in PARTS)
        lines.append(f"| \u201c{word}\u201d | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


TEXT = """Said by people as the stop word, in the same noise: the report's half of the recordings of
"computer" and "alexa", and half of those at 5 dB. The others are kept to tune on; they are not in
this report.
"""

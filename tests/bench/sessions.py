"""Made-up sessions, to count in by hand."""

from collections.abc import Sequence
from pathlib import Path

from bench.clips import Clip
from bench.hearing import Heard, agreement_with
from bench.in_noise import AS_USUAL, Trial
from bench.replay import Report, Reports
from intents.clock import frames
from intents.heard import Heard as Opinion
from intents.heard import Look
from voice.assembly import lexicon_and_plan
from voice.ears import knowing, load_ears
from voice.telling.happening import Happening, Kind

EARS = load_ears("en", None)
AGREEMENT = agreement_with(("red", "pineapple"))
KNOWING = knowing(EARS, lexicon_and_plan(AGREEMENT)[0])

Said = tuple[float, str, float]
"""Seconds at which a whole utterance was reported, the phrase, and its score."""


def session(
    ends: Sequence[float], said: Sequence[Said], told: Sequence[tuple[float, str]] = ()
) -> Heard:
    """Words that each begin half a second before these seconds end; computing takes 50 ms."""
    reports = [
        Report("moonshine", frames(at), (_opinion(at, text, score),), 0.05)
        for at, text, score in said
    ]
    return Heard(
        clips=[Clip(Path(), "red", str(at)) for at in range(len(ends))],
        starts=[frames(end - 0.5) for end in ends],
        ends=[frames(end) for end in ends],
        seconds=360.0,
        cpu_seconds=1.0,
        happenings=[Happening(frames(at), Kind.HEARD, name) for at, name in told],
        reports=Reports(reports, AGREEMENT, KNOWING),
        computing=[],
    )


def _opinion(at: float, text: str, score: float) -> Opinion:
    stretch = (frames(at - 0.4), frames(at))
    return Opinion("moonshine", text, score, Look.FINAL, True, *stretch)


def trial(word: str = "red", snr: float | None = 10.0, style: str = AS_USUAL) -> Trial:
    """What a session stands for."""
    return Trial(word, "stop", style, snr, "music", ())

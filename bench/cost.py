"""`python -m bench.cost KIND AUDIO`: what one kind of sound costs, measured in this process alone
and printed as JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from bench.clips import GAP, Clip, Playlist, humans, synthetic
from bench.hearing import agreement_with, hear
from bench.mixing import VOICE, background, noises
from intents.clock import frames
from voice.ears import load_ears

KINDS = ("talk", "music", "babble", "quiet")
_SECONDS = 60.0
"""Of babble and of quiet."""


def kinds(audio: Path) -> list[str]:
    """Those that are there: music is only where recordings of people are."""
    return [kind for kind in KINDS if kind != "music" or _clips(kind, audio)]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a session cost on one thread."""

    kind: str
    seconds: float
    """Of sound."""
    cpu: float
    """Seconds of processor time for each second of sound."""
    memory: float
    """The most that the process had, with Python and the models, in MB."""
    ready: float
    """Seconds from the start of the process until the ears could hear."""
    each_second: Sequence[float]
    """Seconds of processor time that the ears took for each second of sound, in order."""


def main(kind: str, audio: Path) -> Cost:
    """Load the ears, play the sound once, and say what it cost."""
    ears = load_ears("en", None)
    ready = time.time() - psutil.Process().create_time()
    floor = background(noises(audio)["babble"](), VOICE, frames(60)) if kind == "babble" else None
    still = GAP if kind in ("talk", "music") else frames(_SECONDS)
    result = hear(ears, Playlist(_clips(kind, audio), still, floor=floor), agreement_with())
    return Cost(
        kind,
        result.seconds,
        result.cpu_seconds / result.seconds,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        ready,
        result.computing,
    )


def _clips(kind: str, audio: Path) -> list[Clip]:
    if kind == "talk":
        return synthetic(audio, "talk")[::2]
    if kind == "music":
        return humans(audio, "music/librosa")[2:3]
    return []


if __name__ == "__main__":
    print(json.dumps(asdict(main(sys.argv[1], Path(sys.argv[2])))))

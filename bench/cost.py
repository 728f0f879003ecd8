"""`python -m bench.cost KIND AUDIO`: one row of the cost table, measured in this process alone."""

import resource
import sys
import time
from pathlib import Path

from bench.clips import GAP, Clip, Playlist, humans, synthetic
from bench.hearing import agreement_with, hear
from intents.clock import frames
from voice.hearing import load_ears


def main(kind: str, audio: Path) -> str:
    """Load the ears, play the set once, and say what it cost."""
    began = time.perf_counter()
    ears = load_ears("en", None)
    loading = time.perf_counter() - began
    quiet = frames(300) if kind == "quiet" else GAP
    result = hear(ears, Playlist(_clips(kind, audio), quiet), agreement_with())
    cost = result.cpu_seconds / result.seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"| {kind} | {result.seconds:.0f} | {cost:.3f} | {memory:.0f} | {loading:.1f} |"


def _clips(kind: str, audio: Path) -> list[Clip]:
    if kind == "talk":
        return synthetic(audio, "talk")
    if kind == "music":
        return humans(audio, "music/librosa")
    return []


if __name__ == "__main__":
    print(main(sys.argv[1], Path(sys.argv[2])))

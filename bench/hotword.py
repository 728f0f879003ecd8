"""`python -m bench.hotword`: our ears in OpenVoiceOS, what they cost and how soon they tell.

Voices that nothing was tuned on say "red", and others a few sentences, in a quiet room, in the
listener's pieces of 4096 bytes, as fast as it is said. Then the ears get the same once more,
without a thread of their own: for so long the listener would have waited.
"""

import time
from itertools import chain, zip_longest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.clips import Playlist, in_folder, own
from bench.peers.peer import pcm16
from intents.agreement import Agreement
from intents.clock import frames, seconds
from intents.joining import Situation
from models.ears import Frames
from voice.assembly import lexicon_and_plan
from voice.ears import ear_makers, knowing, load_ears
from voice.hotword.spotter import spotter_for
from voice.session.ear_pipeline import EarPipeline

WORD = "red"
EACH = 3
"""One in so many of the recordings of the word is played."""
TALK = Path(__file__).parent / "scene_clips"
LONG = 6
"""Words that make a sentence."""
PIECE = 2048
"""Frames of a piece of sound."""
WITHIN = frames(3)
"""After the end of a word; what is told later is told of something else."""


def main() -> None:
    """Play it twice, and print what came of it."""
    talk = [clip for clip in in_folder(TALK) if len(clip.text.split()) >= LONG]
    words = own(WORD)[::EACH]
    playlist = Playlist([clip for clip in chain(*zip_longest(words, talk)) if clip is not None])
    sound = np.concatenate([block.frames for block in playlist.blocks()])
    ends = [end for clip, end in zip(playlist.clips, playlist.ends, strict=True) if clip in words]
    pieces = np.split(sound, range(PIECE, len(sound), PIECE))

    told, given, cpu = _in_a_thread(pieces)
    delays = [
        seconds(first - end)
        for end in ends
        if (first := next((at for at in told if end - frames(1) < at < end + WITHIN), None))
    ]
    computing = _in_the_call(pieces)
    length = seconds(len(sound))
    late = np.mean(computing > seconds(PIECE))
    print(f"{len(words)} times the word, {len(talk)} sentences, {length:.0f} s, one hotword")
    print(f"found: {len(delays)}; told otherwise: {len(told) - len(delays)}")
    print(f"from the end of the word until it is told: {_spread(np.array(delays), 1, 's')}")
    print(f"a call of the listener took at most {1000 * given.max():.1f} ms")
    print(f"of a core: {cpu / length:.0%}")
    print(f"in the call itself it would have taken {_spread(1000 * computing, 0, 'ms')},")
    print(f"more than the {1000 * seconds(PIECE):.0f} ms that a piece lasts in {late:.0%} of them")


def _in_a_thread(pieces: list[Frames]) -> tuple[list[int], NDArray[np.float64], float]:
    """When a word was told, in frames; seconds that each call took; seconds of processor time."""
    spotter = spotter_for([WORD], "en", "usual", "of this benchmark", print)
    told: list[int] = []
    given = []
    at = 0
    began, worked = time.monotonic(), time.process_time()
    for piece in pieces:
        at += len(piece)
        time.sleep(max(0, began + seconds(at) - time.monotonic()))
        called = time.monotonic()
        spotter.give(pcm16(piece))
        if spotter.found():
            told.append(at)
        given.append(time.monotonic() - called)
    spotter.close()
    return told, np.array(given), time.process_time() - worked


def _in_the_call(pieces: list[Frames]) -> NDArray[np.float64]:
    """Seconds of each piece."""
    lexicon, _ = lexicon_and_plan(Agreement())
    ears = load_ears("en", None)
    made = [make() for make in ear_makers(ears, lexicon)]
    pipeline = EarPipeline(made, knowing(ears, lexicon), lexicon, lambda: Situation(frozenset()))
    taken = []
    for piece in pieces:
        began = time.monotonic()
        list(pipeline.hear(piece))
        taken.append(time.monotonic() - began)
    return np.array(taken)


def _spread(values: NDArray[np.float64], digits: int, unit: str) -> str:
    half, most, all_of_it = np.quantile(values, (0.5, 0.95, 1))
    return f"p50 {half:.{digits}f}, p95 {most:.{digits}f}, at most {all_of_it:.{digits}f} {unit}"


if __name__ == "__main__":
    main()

"""`python -m bench.peers`: a quick look at whether each peer works, before a long measurement."""

import argparse
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.clips import Clip, Playlist, humans, synthetic
from bench.peers import missing, peers
from bench.peers.peer import Detection, Peer, UnknownWord
from intents.clock import frames, seconds
from intents.words import has_run, normalise
from models.ears import Frames

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Played:
    """Clips as one recording."""

    sound: Frames
    starts: Sequence[int]

    @classmethod
    def of(cls, clips: Sequence[Clip]) -> "Played":
        """The clips, a second of quiet between them."""
        playlist = Playlist(clips)
        sound = np.concatenate([block.frames for block in playlist.blocks()])
        return cls(sound, playlist.starts)

    def found(self, detections: Sequence[Detection]) -> int:
        """In how many clips something was found; a clip lasts until the next one begins."""
        ends = [*self.starts[1:], len(self.sound)]
        return sum(
            any(start < detection.at <= end for detection in detections)
            for start, end in zip(self.starts, ends, strict=True)
        )


def main() -> None:
    """Play each word and some talk to each peer that knows the word, and print what came of it."""
    parser = argparse.ArgumentParser("python -m bench.peers", description=__doc__)
    parser.add_argument("--audio", type=Path, default=ROOT.parent / "shared" / "audio")
    parser.add_argument("--minutes", type=float, default=10, help="of talk, for false alarms")
    parser.add_argument("--words", nargs="+", default=["red", "alexa"], help="to listen for")
    args = parser.parse_args()
    if not (args.audio / "synthetic").is_dir():
        sys.exit(f"There is no synthetic/ in {args.audio}: name the folder with --audio.")
    for name, install in missing():
        print(f"{name} is left out. {install}")
    for peer in peers():
        print(f"{peer.name}: {peer.about}")
    for word in args.words:
        said = Played.of(_saying(args.audio, word))
        talk = Played.of(_talk(args.audio, word, args.minutes))
        print(f"\n“{word}”, {len(said.starts)} clips, {seconds(len(talk.sound)):.0f} s of talk")
        for peer in peers():
            if peer.words is None or word in peer.words:
                print(*_rows(peer, word, said, talk), sep="\n")


def _rows(peer: Peer, word: str, said: Played, talk: Played) -> Iterator[str]:
    """The cost, and one line each for the usual setting and a few others."""
    before = _cpu()
    try:
        right, wrong = peer.detections(said.sound, word), peer.detections(talk.sound, word)
    except UnknownWord as error:
        yield f"  {peer.name}: {error}"
        return
    played = seconds(len(said.sound) + len(talk.sound))
    yield f"  {peer.name}: {(_cpu() - before) / played / peer.passes:.4f} CPU seconds a second"
    usual = peer.usual(word)
    for least in sorted({usual, *_levels([*right, *wrong])}):
        found = said.found([d for d in right if d.score >= least])
        alarms = sum(d.score >= least for d in wrong)
        note = ", its usual setting" if least == usual else ""
        yield f"    from {least:.3g}: {found} of {len(said.starts)}, {alarms} false alarms{note}"


def _levels(detections: Sequence[Detection]) -> Sequence[float]:
    """A few scores, spread over those that there are."""
    scores = sorted({d.score for d in detections})
    return [
        scores[round(share * (len(scores) - 1))] for share in (0, 0.25, 0.5, 0.75, 0.9) if scores
    ]


def _saying(audio: Path, word: str) -> list[Clip]:
    """Synthetic voices, or people where they were recorded with this word."""
    people = humans(audio, "words_other/pv_wakeword", word)
    return people or [clip for clip in synthetic(audio, "safewords") if clip.text == word]


def _talk(audio: Path, word: str, minutes: float) -> list[Clip]:
    """Some of each collection of running speech, without clips that may have the word in them."""
    clips = [c for c in humans(audio, "continuous") if not has_run(normalise(c.text), word)]
    length = len(Played.of(clips).sound)
    every = max(1, length // frames(60 * minutes))
    return clips[::every]


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()

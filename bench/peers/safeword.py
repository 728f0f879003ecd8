"""Safeword itself, behind the shape of the others, through the product's own session."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from bench.clips import Clip, Playlist
from bench.hearing import Heard, agreement_with, hear
from bench.peers.peer import Detection, at_most_one_a_second
from bench.side_by_side import ears
from intents.clock import seconds
from models.ears import EarModel, Frames

STOP, DIP = 1.0, 0.0
"""The two things that it does: a latched stop, or only the music dipping and perhaps a question."""
_SCORES = {"stop": STOP, "maybe_stop": DIP, "embedded": DIP}


class Safeword:
    """The whole listener, with the word as its only stop word."""

    name = "Safeword"
    cannot = "English out of the box; other languages need a Vosk model"
    words = None
    passes = 1

    def __init__(self, ears: Sequence[EarModel]) -> None:
        """Use `load` instead."""
        self._ears = ears
        self.about = (
            f"Safeword {version('safeword-voice')} as it comes; the score is {STOP:.0f} for a "
            f"stop, {DIP:.0f} where only the music dips"
        )

    @classmethod
    def load(cls) -> "Safeword":
        """With the ears that the product loads for English."""
        return cls(ears())

    def usual(self, word: str) -> float:  # noqa: ARG002
        """A stop is what counts; that the music dips costs little."""
        return STOP

    def detections(self, sound: Frames, word: str) -> list[Detection]:
        """Its stops and its dips. Any word can be its stop word."""
        whole = Clip(Path(), word, "")
        playlist = Playlist(
            (whole,), quiet=0, sound=lambda _: sound, floor=np.zeros(1, np.float32), gap=0
        )
        heard = hear(self._ears, playlist, agreement_with((word,)))
        assert heard.seconds >= seconds(len(sound)), "something in the sound ended the session"
        return detected(heard)


def detected(heard: Heard) -> list[Detection]:
    """The stops and dips of a session, as those of a peer."""
    return at_most_one_a_second(
        Detection(happening.at, score)
        for name, score in _SCORES.items()
        for happening in heard.named(name)
    )

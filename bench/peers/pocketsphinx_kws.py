"""Keyword spotting with PocketSphinx: no training, any word of its dictionary.

It opens no connection and reports nothing. Its package asks for `sounddevice`, which is loaded only
by a class that is not used here. What it found does carry a `prob`, but that lies between 0.82 and
0.94 for right and wrong alike, so the threshold is swept instead.
"""

import math
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from typing import Any

import pocketsphinx

from bench.peers.peer import Detection, UnknownWord, pieces, strictest
from intents.clock import frames
from models.ears import Frames

_NAME = "pocketsphinx"
_FRAMES = frames(0.03)
"""What its endpointer takes at once."""
POWERS = (-20, 0, 8)
"""Powers of ten that `kws_threshold` is set to, the strictest last: that of the example in its
README, the end of the range that its makers name (1e-50 to 1), and one beyond it, as in their own
test (1e20): only over 1 does talk no longer set off a word of one syllable."""


class PocketSphinx:
    """The bundled US English model; speech is cut by its own endpointer, as in `LiveSpeech`."""

    name = _NAME
    cannot = "words outside its dictionary; a threshold has to be found for each word"
    words = None
    passes = len(POWERS)

    def __init__(self, package: Any) -> None:
        """Use `load` instead."""
        self._package = package
        package.set_loglevel("FATAL")  # else every word that is not in the dictionary is reported
        self._dictionary = package.Decoder(keyphrase="stop")
        self.about = (
            f"PocketSphinx {version('pocketsphinx')}, keyphrase search with its bundled en-us "
            f"model and endpointer, kws_threshold {', '.join(f'1e{power}' for power in POWERS)}; "
            "the score is the power of ten"
        )

    @classmethod
    def load(cls) -> "PocketSphinx":
        """With the package as it is installed."""
        return cls(pocketsphinx)

    def usual(self, word: str) -> float:  # noqa: ARG002
        """It has one example for all words."""
        return float(POWERS[0])

    def detections(self, sound: Frames, word: str) -> list[Detection]:
        """One pass for each threshold: the score is the logarithm of the strictest that fires."""
        unknown = [part for part in word.split() if self._dictionary.lookup_word(part) is None]
        if unknown:
            raise UnknownWord(f"{', '.join(unknown)}: not in the dictionary of PocketSphinx")
        return strictest(POWERS, partial(self._fires, sound, word))

    def _fires(self, sound: Frames, word: str, power: float) -> Iterator[int]:
        decoder = self._package.Decoder(keyphrase=word, kws_threshold=math.pow(10, power))
        endpointer = self._package.Endpointer()
        assert endpointer.frame_bytes == 2 * _FRAMES
        searching = False
        for at, piece in pieces(sound, _FRAMES):
            speech = endpointer.process(piece)
            if speech is None:
                continue
            if not searching:
                decoder.start_utt()
                searching = True
            decoder.process_raw(speech)
            found = decoder.hyp() is not None
            if found or not endpointer.in_speech:
                # A search that found something goes on finding it, so begin another.
                decoder.end_utt()
                searching = False
                if found or decoder.hyp() is not None:
                    yield at
        if searching:
            decoder.end_utt()
            if decoder.hyp() is not None:
                yield len(sound)

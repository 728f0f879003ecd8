"""Keyword spotting with PocketSphinx: no training, any word of its dictionary.

It opens no connection and reports nothing. Its package asks for `sounddevice`, which is loaded only
by a class that is not used here. What it found does carry a `prob`, but that lies between 0.82 and
0.94 for right and wrong alike, so the threshold is swept instead.
"""

import importlib.util
import math
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from typing import Any

from bench.peers.peer import Detection, NotThere, UnknownWord, pieces, strictest
from intents.clock import frames
from models.ears import Frames

_NAME = "pocketsphinx"
_FRAMES = frames(0.03)
"""What its endpointer takes at once."""
_POWERS = (-40, -30, -20, -15, -10, -7, -5, -3, -1, 0, 2, 4, 6, 8, 10, 13, 16, 20)
"""Powers of ten that `kws_threshold` is set to, the strictest last. Its makers name the range
from 1e-50 to 1, and their own test has 1e20: only over 1 does talk no longer set off a word of one
syllable."""
_USUAL = -20.0
"""That of the example in its README."""


class PocketSphinx:
    """The bundled US English model; speech is cut by its own endpointer, as in `LiveSpeech`."""

    name = _NAME
    words = None
    passes = len(_POWERS)

    def __init__(self, package: Any) -> None:
        """Use `load` instead."""
        self._package = package
        package.set_loglevel("FATAL")  # else every word that is not in the dictionary is reported
        self._dictionary = package.Decoder(keyphrase="stop")
        self.about = (
            f"PocketSphinx {version('pocketsphinx')}, keyphrase search with its bundled en-us "
            f"model and endpointer, kws_threshold 1e{_POWERS[0]} to 1e{_POWERS[-1]}; "
            "the score is the power of ten"
        )

    @classmethod
    def load(cls) -> "PocketSphinx":
        """Raises `NotThere` where the package is not installed."""
        if importlib.util.find_spec("pocketsphinx") is None:
            raise NotThere(_NAME, "pip install pocketsphinx==5.1.1")
        import pocketsphinx  # noqa: PLC0415  # only those who measure it have it

        return cls(pocketsphinx)

    def usual(self, word: str) -> float:  # noqa: ARG002
        """It has one example for all words."""
        return _USUAL

    def detections(self, sound: Frames, word: str) -> list[Detection]:
        """One pass for each threshold: the score is the logarithm of the strictest that fires."""
        unknown = [part for part in word.split() if self._dictionary.lookup_word(part) is None]
        if unknown:
            raise UnknownWord(f"{', '.join(unknown)}: not in the dictionary of PocketSphinx")
        return strictest(_POWERS, partial(self._fires, sound, word))

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

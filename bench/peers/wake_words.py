"""Wake words with a network of their own: a scale of what long training of one phrase reaches.

Each knows only the phrase that somebody trained it on, with many recordings made for that, so it
is no choice for a word that two people agreed. Both packages bring their models and TensorFlow Lite
with them. That library has functions with "telemetry" in their names, for a profiler that the
program itself would have to give it; neither it nor the packages have code for a connection.
"""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

import pymicro_wakeword
import pyopen_wakeword

from bench.peers.peer import Detection, UnknownWord, at_most_one_a_second, pieces
from intents.clock import frames
from models.ears import Frames

_STEP = frames(0.01)
"""What the documentation of both gives them at once."""
_LEAST = 0.05
"""Under this the models mean no; the list would hold a detection for each second."""
_CANNOT = "any word but its own: each needs a network trained on many recordings of it"


class OpenWakeWord:
    """The models that come with `pyopen-wakeword`."""

    name = "openWakeWord"
    cannot = _CANNOT
    passes = 1

    def __init__(self, package: Any) -> None:
        """Use `load` instead."""
        self._package = package
        self.words = _words(package)
        self.about = (
            f"openWakeWord in pyopen-wakeword {version('pyopen-wakeword')}, its bundled models, "
            "10 ms at a time; the score is the probability"
        )

    @classmethod
    def load(cls) -> "OpenWakeWord":
        """With the package as it is installed."""
        return cls(pyopen_wakeword)

    def usual(self, word: str) -> float:  # noqa: ARG002
        """The example of its documentation has one for all models."""
        return 0.5

    def detections(self, sound: Frames, word: str) -> list[Detection]:
        """The peaks of the probability."""
        model = self._package.OpenWakeWord.from_builtin(_model(self._package, self.name, word))
        features = self._package.OpenWakeWordFeatures.from_builtin()
        return _peaks(
            (at, probability)
            for at, piece in pieces(sound, _STEP)
            for feature in features.process_streaming(piece)
            for probability in model.process_streaming(feature)
        )


class MicroWakeWord:
    """The models that come with `pymicro-wakeword`."""

    name = "microWakeWord"
    cannot = _CANNOT
    passes = 1

    def __init__(self, package: Any) -> None:
        """Use `load` instead."""
        self._package = package
        self.words = _words(package)
        self.about = (
            f"microWakeWord in pymicro-wakeword {version('pymicro-wakeword')}, its bundled models, "
            "10 ms at a time; the score is the probability, the mean of five looks"
        )

    @classmethod
    def load(cls) -> "MicroWakeWord":
        """With the package as it is installed."""
        return cls(pymicro_wakeword)

    def usual(self, word: str) -> float:
        """Each model brings its own."""
        return float(self._load(word).probability_cutoff)

    def detections(self, sound: Frames, word: str) -> list[Detection]:
        """The peaks of the probability."""
        model = self._load(word)
        features = self._package.MicroWakeWordFeatures()
        return _peaks(
            (at, model.process_streaming_prob(feature))
            for at, piece in pieces(sound, _STEP)
            for feature in features.process_streaming(piece)
        )

    def _load(self, word: str) -> Any:
        return self._package.MicroWakeWord.from_builtin(_model(self._package, self.name, word))


def _words(package: Any) -> tuple[str, ...]:
    """The phrases of the bundled models, as people say them."""
    return tuple(sorted(model.value.replace("_", " ") for model in package.Model))


def _model(package: Any, name: str, word: str) -> Any:
    """The bundled model of a phrase."""
    for model in package.Model:
        if model.value.replace("_", " ") == word:
            return model
    raise UnknownWord(f"{word}: {name} has no model of it, only {', '.join(_words(package))}")


def _peaks(probabilities: Iterable[tuple[int, float]]) -> list[Detection]:
    return at_most_one_a_second(
        Detection(at, probability) for at, probability in probabilities if probability >= _LEAST
    )

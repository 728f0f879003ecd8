"""A plain Vosk recogniser with a grammar of one phrase, as most offline voice projects begin.

Nothing is fetched: the model is one that is installed already, or a folder that is given.
`models.vosk_library` says how the package is kept from opening a socket.
"""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.peers.peer import (
    Detection,
    NotThere,
    UnknownWord,
    at_most_one_a_second,
    pieces,
)
from intents.clock import FRAME_RATE
from intents.words import has_run
from models.ears import Frames
from models.errors import ModelProblem
from models.store.catalogue import builtin
from models.store.installed import how_to_get
from models.vosk_folder import check, takes_grammar
from voice.ears import installed_vosk

_NAME = "Vosk grammar"
_MODEL = "vosk-model-small-en-us-0.15"
_STEP = 4000
"""Frames (0.25 s) at once, as in the examples of Vosk."""


class VoskGrammar:
    """The recogniser that knows the phrase and `[unk]`, for all else, and nothing more."""

    name = _NAME
    cannot = "words that its model lacks; decides only when an utterance has ended"
    words = None
    passes = 1

    def __init__(self, folder: Path) -> None:
        """Load the model in a folder. Raises `ModelProblem` where it cannot be one."""
        check(folder)
        if not takes_grammar(folder):
            raise ModelProblem(f"The Vosk model in {folder} takes no grammar: use a small one.")
        # Only here: its library is large, and most measurements do without.
        from models.vosk_library import vosk  # noqa: PLC0415

        vosk.SetLogLevel(-1)
        self._vosk = vosk
        self._model: Any = vosk.Model(str(folder))
        self.about = (
            f"Vosk {version('vosk')} with {folder.name}, a grammar of the phrase and [unk], "
            "0.25 s at a time; the score is the lowest confidence of its words"
        )

    @classmethod
    def load(cls, folder: Path | None = None) -> "VoskGrammar":
        """The model in the folder, or the English one that is installed.

        Raises `NotThere` where there is none, or it cannot be loaded.
        """
        where = folder or installed_vosk("en")
        if where is None:
            raise NotThere(_NAME, how_to_get(_MODEL, builtin()))
        try:
            return cls(where)
        except ModelProblem as problem:
            raise NotThere(_NAME, str(problem)) from problem

    def usual(self, word: str) -> float:  # noqa: ARG002
        """Its examples take what is recognised as it is."""
        return 0.0

    def detections(self, sound: Frames, word: str) -> list[Detection]:
        """Each result with the phrase in it, when Vosk has ended the utterance."""
        unknown = [p for p in word.split() if self._model.vosk_model_find_word(p) < 0]
        if unknown:
            raise UnknownWord(f"{', '.join(unknown)}: not in the vocabulary of the Vosk model")
        grammar = json.dumps([word, "[unk]"], ensure_ascii=False)
        recogniser = self._vosk.KaldiRecognizer(self._model, FRAME_RATE, grammar)
        recogniser.SetWords(True)
        found = []
        for at, piece in pieces(sound, _STEP):
            if recogniser.AcceptWaveform(piece):
                found += _in_result(recogniser.Result(), word, at)
        found += _in_result(recogniser.FinalResult(), word, len(sound))
        return at_most_one_a_second(found)


def _in_result(result: str, word: str, at: int) -> list[Detection]:
    """The detection in a result, if the phrase is in it."""
    told = json.loads(result)
    if not has_run(told["text"], word):
        return []
    parts = set(word.split())
    return [Detection(at, min(w["conf"] for w in told["result"] if w["word"] in parts))]

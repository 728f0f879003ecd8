"""Plain transcription with the weights as their makers give them: what they do without being asked.

Everybody can build this in an afternoon: cut the sound where it is quiet, write down what was said,
and look for the word in it. The cuts are those of Safeword itself, so that the difference is the
asking alone. It opens no connection.
"""

import math

from bench.peers.peer import Detection, NotThere, UnknownWord, at_most_one_a_second
from intents.clock import frames
from intents.heard import Look
from intents.words import has_run, normalise
from models.ears import Frames
from models.errors import ModelProblem
from models.moonshine import files
from models.moonshine.network import Network
from models.moonshine.scorer import greedy, most_tokens
from models.moonshine.segments import Segment, Segmenter
from models.moonshine.steps import whole
from models.moonshine.tokenizer import Tokenizer

_NAME = "moonshine, plain"
_BLOCK = frames(0.02)


class MoonshinePlain:
    """Moonshine tiny-en, free greedy decoding of whole utterances."""

    name = _NAME
    about = (
        "Moonshine tiny-en of moonshine-voice 0.1.0 as it comes, greedy transcription of each "
        "utterance as Safeword cuts it; found if the word is in the text, the score is the mean "
        "probability of a token"
    )
    cannot = "decides only when an utterance has ended; names what it was not asked about"
    words = None
    passes = 1

    def __init__(self, network: Network, tokenizer: Tokenizer) -> None:
        """Use `load` instead."""
        self._network = network
        self._tokenizer = tokenizer

    @classmethod
    def load(cls) -> "MoonshinePlain":
        """Raises `NotThere` where the weights are not installed."""
        try:
            where = files.folder()
            files.check(where)
        except ModelProblem as problem:
            raise NotThere(_NAME, str(problem)) from problem
        network = Network(where / files.UNTAUGHT, where / files.DECODER.name)
        return cls(network, Tokenizer(where / files.TOKENIZER.name))

    def usual(self, word: str) -> float:  # noqa: ARG002
        """Whoever transcribes takes the text as it is."""
        return 0.0

    def detections(self, sound: Frames, word: str) -> list[Detection]:
        """Each utterance with the word in it, where it ends: only then is it transcribed."""
        sought = normalise(word)
        if not sought:
            raise UnknownWord(f"{word!r}: nothing that could be said")
        segmenter = Segmenter()
        segments = [
            segment
            for start in range(0, len(sound), _BLOCK)
            for segment in segmenter.take(sound[start : start + _BLOCK])
            if segment.look is Look.FINAL
        ]
        last = segmenter.finish()
        found = (self._found(segment, sought) for segment in (*segments, *([last] if last else [])))
        return at_most_one_a_second(detection for detection in found if detection)

    def transcribe(self, sound: Frames) -> tuple[str, float]:
        """What is said in a sound, shape (n,), and the mean (geometric) probability of a token."""
        most = most_tokens(len(sound))
        tokens, _, sums = whole(greedy(self._network, self._network.begin(sound), most))
        # END is a token too, where there is one.
        count = min(len(tokens) + 1, most)
        return self._tokenizer.decode(tokens), math.exp(sums[count] / count)

    def _found(self, segment: Segment, sought: str) -> Detection | None:
        text, score = self.transcribe(segment.frames)
        return Detection(segment.ended, score) if has_run(normalise(text), sought) else None

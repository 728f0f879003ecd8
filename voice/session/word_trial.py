"""Lets synthetic voices say a word and what sounds like it, and counts what the ears hear."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import product

import numpy as np

from intents.agreement import Agreement
from intents.clock import frames
from intents.phrases import Lexicon, lexicon_for
from intents.proportion import Proportion
from models.ears import EarModel, Frames
from models.pyttsx_voice import CALM_RATE, PyttsxVoice
from voice.audio.convert import as_heard
from voice.ears import knowing
from voice.language import phrases_of
from voice.session.ear_pipeline import pipeline_for, stops
from voice.telling.word_table import Trial

VARIANTS = ("m1", "m2", "m3", "m7", "f1", "f2", "f3", "f4")
"""espeak-ng's variants of a voice: four of men and four of women."""
RATES = (CALM_RATE, 190)
"""Words a minute: calm, and quick."""
_BEFORE, _AFTER = frames(0.5), frames(1.5)
"""Quiet around each try."""
_AT_ONCE = 2
"""Processes that speak at the same time."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One try."""

    text: str
    variant: str
    rate: int


def try_word(
    word: str,
    neighbours: Sequence[str],
    agreement: Agreement,
    models: Sequence[EarModel],
    tell: Callable[[Saying], None] = lambda _: None,
) -> Trial:
    """Say the word as a stop word, and its neighbours, in every voice and at every rate.

    `tell` is called before each try. Raises `AgreementProblem` where it cannot be a stop word, and
    `ModelProblem` where nothing can be spoken.
    """
    lexicon = _lexicon_with(word, agreement)
    knows = knowing(models, lexicon)
    heard: dict[str, list[bool]] = {text: [] for text in (word, *neighbours)}
    sayings = [Saying(*each) for each in product(heard, VARIANTS, RATES)]
    for saying, sound in zip(sayings, _rendered(sayings, agreement.language), strict=True):
        tell(saying)
        stopped = stops(pipeline_for(models, knows, lexicon), sound, word)
        heard[saying.text].append(stopped)
    found, *others = heard.values()
    return Trial(
        word,
        Proportion(found.count(False), len(found)),
        Proportion(sum(map(sum, others)), sum(map(len, others))),
        tuple(text for text in neighbours if any(heard[text])),
    )


def _lexicon_with(word: str, agreement: Agreement) -> Lexicon:
    """The phrases of a session with this one stop word. Raises `AgreementProblem`."""
    words = agreement.words.model_copy(update={"stop": (word,)})
    tried = agreement.model_copy(update={"words": words, "people": ()})
    return lexicon_for(tried, phrases_of(agreement.language))


def _rendered(sayings: Sequence[Saying], language: str) -> Iterator[Frames]:
    """The sound of each, shape (n,), 16 kHz, with quiet around it, as soon as it is there."""

    def render(saying: Saying) -> Frames:
        with closing(PyttsxVoice(f"{language}+{saying.variant}", saying.rate)) as voice:
            sound = voice.render(saying.text)
        return np.pad(as_heard(sound), (_BEFORE, _AFTER))

    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        yield from pool.map(render, sayings)
    finally:
        # What is not needed any more, after Ctrl-C for one, is not begun.
        pool.shutdown(cancel_futures=True)

"""What was said, freely and out of a few agreed phrases."""

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import numpy as np

from models.ears import Frames
from models.moonshine import files
from models.moonshine.network import Network, State
from models.moonshine.spellings import spellings
from models.moonshine.steps import Steps, whole
from models.moonshine.tokenizer import END, Tokenizer

_UNSURE = -5.0
"""The free transcription counts as at least this likely (nats). Where the network is at a loss
about a long sound its guess is so unlikely that any short phrase would beat it."""
_STEPS = 40
"""Steps of the decoder that the search for a phrase may take: a bound on the cost of a look."""
_SILENCE = np.zeros(16_000, np.float32)
_Found = tuple[str, float, float]
"""A phrase, its log probability and its handicap."""


def most_tokens(frames: int) -> int:
    """The longest transcription that can be true: people say up to 6.5 tokens a second.

    The network loops on noise now and then; this is its makers' own limit, with room for a word.
    """
    return 6 + round(frames / 16_000 * 6.5)


def _follow(network: Network, state: State, token: int) -> Steps[State]:
    if token not in state.follows:
        yield
    return network.follow(state, token)


def greedy(
    network: Network, begin: State, most: int
) -> Steps[tuple[list[int], list[State], list[float]]]:
    """The most likely token at each step, the state before it and the sum up to there.

    The sum at the end is with END. Where there are `most` tokens, no end was found.
    """
    tokens: list[int] = []
    states = [begin]
    sums = [0.0]
    while len(tokens) < most:
        best = int(states[-1].log_probs.argmax())
        if best == END:
            break
        sums.append(sums[-1] + float(states[-1].log_probs[best]))
        tokens.append(best)
        following = yield from _follow(network, states[-1], best)
        states.append(following)
    sums.append(sums[-1] + float(states[-1].log_probs[END]))
    return tokens, states, sums


@dataclass(slots=True)
class Questions:
    """The spellings of the phrases as a tree of tokens."""

    children: dict[int, "Questions"] = field(default_factory=dict)
    phrase: str | None = None
    """The phrase that is complete here (only where the last token was END)."""
    handicap: float = -math.inf
    """The largest of the phrases that are complete here or further on, in nats."""

    def add(self, tokens: Iterable[int], phrase: str, handicap: float) -> None:
        """Add a spelling; the first phrase with a spelling keeps it."""
        way = [self]
        for token in tokens:
            way.append(way[-1].children.setdefault(token, Questions()))
        if way[-1].phrase is None:
            way[-1].phrase = phrase
            for here in way:
                here.handicap = max(here.handicap, handicap)


@dataclass(frozen=True, slots=True)
class Answer:
    """An asked phrase that may have been said."""

    phrase: str
    margin: float
    """log P(phrase | sound) - log P(free transcription | sound), in nats."""
    alone: bool
    """True when the phrase is all that was said, False when it ends something longer."""
    silence: float = -math.inf
    """log P(nothing said | sound) - log P(phrase | sound), in nats, where it is alone."""
    handicap: float = 0.0
    """What the phrase was given when it was asked, in nats."""

    @property
    def rank(self) -> float:
        """What answers are compared by, in nats.

        Where the network would rather believe that nobody spoke, that counts twice: breath, barks
        and music are near many words, and nearer to none.
        """
        return self.margin + self.handicap - max(self.silence, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """What the network makes of one sound, and what it can be asked about it."""

    text: str
    """The free transcription as the network writes it; empty where it found no end."""
    guess: float
    """log P(free transcription | sound): the less, the more the network is at a loss."""
    _search: Callable[..., Steps[_Found | None]]
    _begin: State
    _after: Sequence[tuple[float, State]]
    """After each whole word of the transcription: its log probability so far, and the state."""

    def ask(self, questions: Questions, least: float, more: float = 0.0) -> Steps[Sequence[Answer]]:
        """The best answers, at most one alone and one not alone, best first.

        Phrases that rank under `least` are given up, and those that end something longer where they
        are not `more` above it. The less is given up, the longer it takes.
        """
        free = max(self.guess, _UNSURE)
        bound = free + least
        answers = []
        nobody = float(self._begin.log_probs[END])
        begin = [(0.0, self._begin)]
        if best := (yield from self._search(begin, questions, bound, nobody)):
            phrase, total, handicap = best
            answers.append(
                Answer(phrase, total - free, alone=True, silence=nobody - total, handicap=handicap)
            )
        if best := (yield from self._search(self._after, questions, bound + more)):
            phrase, total, handicap = best
            answers.append(Answer(phrase, total - free, alone=False, handicap=handicap))
        return sorted(answers, key=lambda answer: -answer.rank)


class Scorer:
    """Asks the network."""

    def __init__(self, network: Network, tokenizer: Tokenizer) -> None:
        """Keep the parts."""
        self._network = network
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, folder: Path) -> "Scorer":
        """With the product's encoder, and all else from a folder (see `models.moonshine.files`).

        Raises `ModelProblem` for what cannot be loaded.
        """
        network = Network(files.encoder(), folder / files.DECODER.name)
        return cls(network, Tokenizer(folder / files.TOKENIZER.name))

    def prior(self, phrases: Iterable[str]) -> dict[str, float]:
        """log P(phrase | silence): how likely the network thinks each before it hears anything.

        What is left of a network's own idea of language when the sound tells nothing (Meng et al.
        2021, arXiv 2011.01991). A phrase that it can hardly think of at all has -inf.
        """
        begin = self._network.begin(_SILENCE)
        return {phrase: self._prior(begin, phrase) for phrase in phrases}

    def _prior(self, begin: State, phrase: str) -> float:
        best = whole(self._search([(0.0, begin)], self.questions((phrase,)), -math.inf))
        return best[1] if best else -math.inf

    def questions(
        self, phrases: Sequence[str], handicaps: Mapping[str, float] | None = None
    ) -> Questions:
        """Prepare phrases of lower-case words for asking.

        A handicap is in nats, and 0 where none is given.
        """
        handicaps = handicaps or {}
        tree = Questions()
        spelled = [(phrase, list(spellings(phrase))) for phrase in phrases]
        for phrase, texts in sorted(spelled, key=lambda s: -len(s[0])):
            for text in texts:
                tree.add([*self._tokenizer.encode(text), END], phrase, handicaps.get(phrase, 0.0))
        return tree

    def opinion(self, frames: Frames) -> Steps[Opinion]:
        """Listen to a sound, shape (n,). What comes before the first step is the longest."""
        begin = self._network.begin(frames)
        most = most_tokens(len(frames))
        tokens, states, sums = yield from greedy(self._network, begin, most)
        after = [
            (sums[at], states[at])
            for at in range(1, len(tokens) + 1)
            if at == len(tokens) or self._tokenizer.starts_word(tokens[at])
        ]
        text = "" if len(tokens) == most else self._tokenizer.decode(tokens)
        return Opinion(text, sums[-1], self._search, begin, after)

    def _search(
        self,
        begins: Sequence[tuple[float, State]],
        questions: Questions,
        bound: float,
        nobody: float = -math.inf,
    ) -> Steps[_Found | None]:
        """The phrase that ranks highest, its log probability and its handicap: A* search (Hart,
        Nilsson and Raphael 1968). `nobody`: log P(nothing said | sound), where that speaks against.

        A prefix never ranks lower than what it grows into, as it counts with the largest handicap
        of all that it may grow into. So the first phrase that is complete is the best one.
        """
        order = count()
        heap: list[tuple[float, int, float, State, int, Questions]] = []

        def push(total: float, state: State, tree: Questions) -> None:
            for token, child in tree.children.items():
                grown = total + float(state.log_probs[token])
                rank = grown + child.handicap - max(nobody - grown, 0)
                if rank >= bound:
                    heapq.heappush(heap, (-rank, next(order), grown, state, token, child))

        for total, state in begins:
            push(total, state, questions)
        for _ in range(_STEPS):
            if not heap:
                break
            _, _, total, state, token, child = heapq.heappop(heap)
            if child.phrase is not None:
                return child.phrase, total, child.handicap
            following = yield from _follow(self._network, state, token)
            push(total, following, child)
        return None

"""What was said, freely and out of a few agreed phrases."""

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from models.ears import Frames
from models.moonshine.network import Network, State
from models.moonshine.spellings import spellings
from models.moonshine.tokenizer import END, Tokenizer

_UNSURE = -5.0
"""The free transcription counts as at least this likely (nats). Where the network is at a loss
about a long sound its guess is so unlikely that any short phrase would beat it."""
_STEPS = 40
"""Steps of the decoder that the search for a phrase may take: a bound on the cost of a look."""


def most_tokens(frames: int) -> int:
    """The longest transcription that can be true: people say up to 6.5 tokens a second.

    The network loops on noise now and then; this is its makers' own limit, with room for a word.
    """
    return 6 + round(frames / 16_000 * 6.5)


def greedy(network: Network, begin: State, most: int) -> tuple[list[int], list[State], list[float]]:
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
        states.append(network.follow(states[-1], best))
    sums.append(sums[-1] + float(states[-1].log_probs[END]))
    return tokens, states, sums


@dataclass(slots=True)
class Questions:
    """The spellings of the phrases as a tree of tokens."""

    children: dict[int, "Questions"] = field(default_factory=dict)
    phrase: str | None = None
    """The phrase that is complete here (only where the last token was END)."""

    def add(self, tokens: Iterable[int], phrase: str) -> None:
        """Add a spelling; the first phrase with a spelling keeps it."""
        here = self
        for token in tokens:
            here = here.children.setdefault(token, Questions())
        if here.phrase is None:
            here.phrase = phrase


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


@dataclass(frozen=True, slots=True)
class Opinion:
    """All that the network has to say about one sound."""

    text: str
    """The free transcription as the network writes it; empty where it found no end."""
    answers: Sequence[Answer]
    """The best answers, at most one alone and one not alone, best first."""


class Scorer:
    """Asks the network."""

    def __init__(self, network: Network, tokenizer: Tokenizer) -> None:
        """Keep the parts."""
        self._network = network
        self._tokenizer = tokenizer

    def questions(self, phrases: Sequence[str]) -> Questions:
        """Prepare phrases of lower-case words for asking."""
        tree = Questions()
        spelled = [(phrase, list(spellings(phrase))) for phrase in phrases]
        for phrase, texts in sorted(spelled, key=lambda s: -len(s[0])):
            for text in texts:
                tree.add([*self._tokenizer.encode(text), END], phrase)
        return tree

    def opinion(self, frames: Frames, questions: Questions, least: float) -> Opinion:
        """Listen to a sound, shape (n,). Phrases with a margin under `least` are given up.

        The less is given up, the longer it takes.
        """
        begin = self._network.begin(frames)
        tokens, states, sums = greedy(self._network, begin, most_tokens(len(frames)))
        free = max(sums[-1], _UNSURE)
        bound = free + least
        answers = []
        best = self._search([(0.0, begin)], questions, bound)
        if best:
            silence = float(begin.log_probs[END]) - best[1]
            answers.append(Answer(best[0], best[1] - free, alone=True, silence=silence))
        after = [
            (sums[at], states[at])
            for at in range(1, len(tokens) + 1)
            if at == len(tokens) or self._tokenizer.starts_word(tokens[at])
        ]
        best = self._search(after, questions, bound)
        if best:
            answers.append(Answer(best[0], best[1] - free, alone=False))
        answers.sort(key=lambda a: -a.margin)
        looped = len(tokens) == most_tokens(len(frames))
        return Opinion("" if looped else self._tokenizer.decode(tokens), answers)

    def _search(
        self, begins: Sequence[tuple[float, State]], questions: Questions, bound: float
    ) -> tuple[str, float] | None:
        """The most likely phrase and its log probability: uniform-cost search (Dijkstra 1959).

        A prefix is never less likely than what it grows into, so the first phrase that is
        complete is the best one.
        """
        order = count()
        heap: list[tuple[float, int, State, int, Questions]] = []

        def push(total: float, state: State, tree: Questions) -> None:
            for token, child in tree.children.items():
                grown = total + float(state.log_probs[token])
                if grown >= bound:
                    heapq.heappush(heap, (-grown, next(order), state, token, child))

        for total, state in begins:
            push(total, state, questions)
        for _ in range(_STEPS):
            if not heap:
                break
            cost, _, state, token, child = heapq.heappop(heap)
            if child.phrase is not None:
                return child.phrase, -cost
            push(-cost, self._network.follow(state, token), child)
        return None

"""How sure it is that three bursts are a signal: learned trees over what was measured.

Gradient boosting (Friedman 2001, Annals of Statistics 29): the log-odds are a sum of what small
decision trees say. What must speak for a signal (a pause before it, three that are alike) can only
do that: the trees were learned so that no more of it ever makes a signal less sure, so whoever
gives a better one than any that was learned from is heard. `python -m bench.training.signs` learned
them.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from intents.signs import Sign

LEARNED = Path(__file__).parent / "judge.json"
FOR: Mapping[Sign, Sequence[str]] = {
    Sign.HUMS: (
        "voiced_least", "before_all", "before_low", "after_all", "after_low", "between_all",
        "between_low",
    ),
    Sign.KNOCKS: (
        "rises", "rises_least", "falls", "falls_least", "before_all", "before_high", "after_all",
        "after_high", "between_all", "between_high",
    ),
}  # fmt: skip
"""What can only speak for a signal (`models.signs.evidence.features`)."""
AGAINST: Mapping[Sign, Sequence[str]] = {
    Sign.HUMS: (
        "unequal", "uneven", "differ", "changes", "spread_low", "spread_all", "pitches",
        "pitch_moves", "over_700", "over_1400",
    ),
    Sign.KNOCKS: ("unequal", "uneven", "differ", "spread_high", "spread_low", "voiced"),
}  # fmt: skip
"""What can only speak against it."""
EITHER: Mapping[Sign, Sequence[str]] = {
    Sign.HUMS: ("length", "apart", "duty"),
    Sign.KNOCKS: ("length", "apart", "duty", "low", "over_700", "over_3500"),
}
"""What may do both."""
Node = tuple[str, float, int, int] | float
"""A feature, the most of it that goes left, the nodes to the left and to the right; or a leaf: what
it adds to the log-odds."""


@dataclass(frozen=True, slots=True)
class Judge:
    """The trees of one signal; the first node of each is its root."""

    bias: float
    trees: Sequence[Sequence[Node]]

    def score(self, features: Mapping[str, float]) -> float:
        """From 0 to 1."""
        odds = self.bias + sum(_leaf(tree, features) for tree in self.trees)
        return 1 / (1 + math.exp(min(-odds, 700.0)))


@cache
def learned(sign: Sign) -> Judge:
    """What came of the learning."""
    read = json.loads(LEARNED.read_text(encoding="utf-8"))[sign]
    trees = [[node if isinstance(node, float) else tuple(node) for node in tree]
             for tree in read["trees"]]  # fmt: skip
    return Judge(read["bias"], trees)


def _leaf(tree: Sequence[Node], features: Mapping[str, float]) -> float:
    node = tree[0]
    while not isinstance(node, float):
        name, most, left, right = node
        node = tree[left if features[name] <= most else right]
    return node

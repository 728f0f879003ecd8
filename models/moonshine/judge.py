"""How sure an answer is: a small calibrated model (logistic regression) over what the network says.

Its numbers were learned (`python -m bench.training.judging`, in `judge.json`), not typed in: on
recordings of words, of talk and of people's other sounds that the report does not play. What is
taken off between two rests was chosen on them.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intents.clock import frames
from intents.heard import Look

LEARNED = Path(__file__).parent / "judge.json"
SHORT = frames(1.0)
"""An early look at less, a part of which is the quiet before, may have but the beginning of a word:
"re" of "rest"."""
LOST = -8.0
"""However much the network is at a loss, it counts no more than this, in nats."""
SILENT = 8.0
"""However much it would rather believe in silence, the same."""
MIDDLE, RANGE = 20.0, (0.0, 40.0)
"""Decibels over the background: what is between a quiet room and a loud one, and what can be."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against one answer to one look."""

    margin: float
    """log P(phrase | sound) - log P(free transcription | sound), in nats."""
    silence: float
    """By how many nats the network would rather believe that nobody spoke; 0 where it would not."""
    handicap: float
    """By how many nats it is less willing to write the phrase than others."""
    guess: float
    """log P(free transcription | sound): how little the network is at a loss."""
    over: float
    """Decibels by which the look's loud moments stand over the background of the last seconds."""
    ending: bool
    """Whether the phrase only ends something longer."""
    look: Look
    lasted: int
    """Frames of the look."""


def features(evidence: Evidence) -> Mapping[str, float]:
    """The numbers that are weighed, by name."""
    early = evidence.look is Look.EARLY
    over = min(max(evidence.over, RANGE[0]), RANGE[1])
    return {
        "margin": evidence.margin,
        "silence": -min(max(evidence.silence, 0.0), SILENT),
        "handicap": evidence.handicap,
        "guess": max(evidence.guess, LOST),
        "over": (over - MIDDLE) / 10,
        "ending": float(evidence.ending),
        "early": float(early),
        "between": float(evidence.look is Look.BETWEEN),
        "short": float(early and evidence.lasted < SHORT),
    }


@dataclass(frozen=True, slots=True)
class Judge:
    """The weights of the features, and what they are added to, in units of log-odds."""

    weights: Mapping[str, float]
    bias: float

    def score(self, evidence: Evidence) -> float:
        """From 0 to 1."""
        return 1 / (1 + math.exp(min(-self.odds(evidence), 700.0)))

    def odds(self, evidence: Evidence) -> float:
        """The natural logarithm of the odds that the phrase was said."""
        values = features(evidence).items()
        return self.bias + sum(self.weights[name] * value for name, value in values)

    def least(self, evidence: Evidence, score: float) -> float:
        """The rank in nats (margin and what is given to it) that this score needs, all else being
        as it is.
        """
        lacking = math.log(score / (1 - score)) - self.odds(evidence)
        return evidence.margin + lacking / self.weights["margin"]

    def worth(self, name: str) -> float:
        """How many nats of margin one unit of a feature is worth."""
        return self.weights[name] / self.weights["margin"]


def learned() -> Judge:
    """What came of the learning."""
    read = json.loads(LEARNED.read_text(encoding="utf-8"))
    return Judge(read["weights"], read["bias"])

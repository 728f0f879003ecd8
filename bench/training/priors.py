"""`python -m bench.training.priors`: write down what the network thinks of the product's phrases.

To be run after each change of the encoder or of the English phrases; it takes seconds.
"""

import json

from intents.agreement import Agreement
from models.moonshine import files
from models.moonshine.ear import said_once
from models.moonshine.priors import KNOWN
from models.moonshine.scorer import Scorer
from voice.assembly import lexicon_and_plan


def phrases() -> frozenset[str]:
    """What is listened for in English where people agreed on no word of their own."""
    lexicon, _ = lexicon_and_plan(Agreement())
    return frozenset(map(said_once, (*lexicon.asked(), *lexicon.urgent())))


def main() -> None:
    """Ask for each, and write."""
    asked = Scorer.load(files.folder()).prior(sorted(phrases()))
    priors = {phrase: round(nats, 3) for phrase, nats in asked.items()}
    KNOWN.write_text(json.dumps(priors, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

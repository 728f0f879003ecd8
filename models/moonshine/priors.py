"""What the network thinks of each phrase before it hears anything, for the phrases of the product.

To ask it takes a second and more, at each start. People's own words are asked for: they stand in no
file but the agreement.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

KNOWN = Path(__file__).parent / "priors.json"
"""Written by `python -m bench.training.priors`, once for an encoder."""


@cache
def known() -> Mapping[str, float]:
    """`Scorer.prior` of phrases, in nats."""
    read: dict[str, float] = json.loads(KNOWN.read_text(encoding="utf-8"))
    return read

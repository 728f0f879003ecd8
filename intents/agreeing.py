"""What a language offers to those who make an agreement, as data."""

from dataclasses import dataclass

import yaml

from intents.words import normalise


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Activities to choose from, and words that make poor and good safe words."""

    activities: tuple[str, ...]
    common: frozenset[str]
    """Normalised words that are said in play and in talk."""
    recommended: tuple[str, ...]
    """Normalised safe words that are good, the best first."""


def agreeing_from(data: str) -> Agreeing:
    """From the text of a language's `agreeing.yaml`."""
    parsed = yaml.safe_load(data)
    return Agreeing(
        activities=tuple(parsed["activities"]),
        common=frozenset(normalise(parsed["common"]).split()),
        recommended=tuple(map(normalise, parsed["recommended"])),
    )

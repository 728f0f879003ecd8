"""What the program says, as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType

import yaml

PROMPTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "listening": frozenset(),
        "stopping": frozenset(),
        "music_off": frozenset(),
        "music_refused": frozenset(),
        "still_stopped": frozenset(),
        "slow": frozenset(),
        "going_on": frozenset(),
        "check_in": frozenset(),
        "check_in_again": frozenset(),
        "check_in_unanswered": frozenset(),
        "embedded": frozenset(),
        "resume_ask": frozenset(),
        "resume_kept": frozenset(),
        "resumed": frozenset(),
        "limits_hard": frozenset({"person", "items"}),
        "limits_soft": frozenset({"person", "items"}),
        "limits_wants": frozenset({"person", "items"}),
        "limits_close": frozenset(),
        "limits_none": frozenset(),
        "aftercare_intro": frozenset(),
        "aftercare_end": frozenset(),
        "deaf": frozenset(),
        "hearing_again": frozenset(),
    }
)
"""Every prompt that a language must have, and the places in it that are filled in."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """The sentences of one language, and its usual aftercare steps."""

    texts: Mapping[str, str]
    aftercare: tuple[str, ...]

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    def fixed(self) -> Iterator[str]:
        """What is spoken in every session, without what is filled in."""
        for text in self.texts.values():
            yield "".join(literal for literal, *_ in Formatter().parse(text))


def prompts_from(data: str) -> Prompts:
    """The prompts of a language, from the text of its `prompts.yaml`.

    Raises `ValueError` if a prompt is missing, unknown, or has other places to fill.
    """
    parsed = yaml.safe_load(data)
    texts: dict[str, str] = parsed["prompts"]
    if texts.keys() != PROMPTS.keys():
        raise ValueError(f"missing or unknown: {sorted(texts.keys() ^ PROMPTS.keys())}")
    for key, text in texts.items():
        places = {field for _, field, *_ in Formatter().parse(text) if field is not None}
        if places != PROMPTS[key]:
            raise ValueError(f"{key} must fill in exactly {sorted(PROMPTS[key])}")
    if not parsed["aftercare"]:
        raise ValueError("aftercare must have a step")
    return Prompts(MappingProxyType(texts), tuple(parsed["aftercare"]))

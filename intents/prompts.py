"""What the program says, as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType

import yaml

from intents.agreement import Step

PLACES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **{key: frozenset({"person", "items"}) for key in ("limits_hard", "limits_soft")},
        "limits_wants": frozenset({"person", "items"}),
        **{key: frozenset({"items"}) for key in ("together_hard", "together_soft")},
        "together_wants": frozenset({"items"}),
        "tonight": frozenset({"items"}),
        "narrowed": frozenset({"items"}),
        "house": frozenset({"person"}),
        "aftercare_left": frozenset({"minutes"}),
        "session_long": frozenset({"minutes"}),
        "time_passed": frozenset({"minutes"}),
        "slept_long": frozenset({"minutes"}),
    }
)
"""The places that are filled in, in the prompts that have any."""

PROMPTS = frozenset(PLACES) | {
    "listening",
    "stopping",
    "stop_ask",
    "music_off",
    "music_refused",
    "music_unknown",
    "music_by_hand",
    "no_players",
    "other_music",
    "silenced_music",
    "house_nobody",
    "still_stopped",
    "slow",
    "going_on",
    "check_in",
    "check_in_again",
    "check_in_unanswered",
    "check_in_silence",
    "embedded",
    "resume_ask",
    "resume_kept",
    "resumed",
    "limits_close",
    "limits_none",
    "limits_unknown",
    "narrowed_unsaid",
    "aftercare_intro",
    "aftercare_wait",
    "aftercare_end",
    "aftercare_offer",
    "reminder",
    "before_intro",
    "before_wait",
    "before_done",
    "before_first",
    "before_untested",
    "begun",
    "time_not_begun",
    "hears_well",
    "signs_hums",
    "signs_knocks",
    "signs_squeaks",
    "hears_gaps",
    "too_loud",
    "louder",
    "slower",
    "quiet",
    "music_held",
    "closing",
    "closing_kept",
    "closed",
    "closed_music",
    "deaf",
    "hearing_again",
    "slept",
    "unheard",
    "heard_again",
    "unguarded",
    "guarded_again",
    "faint",
    "cut_off",
    "not_heard_back",
    "agreement_changed",
}
"""Every prompt that a language must have."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """The sentences of one language, its questions before a session, its usual aftercare."""

    texts: Mapping[str, str]
    before: tuple[str, ...]
    aftercare: tuple[Step, ...]

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
    if texts.keys() != PROMPTS:
        raise ValueError(f"missing or unknown: {sorted(texts.keys() ^ PROMPTS)}")
    for key, text in texts.items():
        places = {field for _, field, *_ in Formatter().parse(text) if field is not None}
        if places != PLACES.get(key, frozenset()):
            raise ValueError(f"{key} must fill in exactly {sorted(PLACES.get(key, ()))}")
    for part in ("before", "aftercare"):
        if not parsed[part]:
            raise ValueError(f"{part} must have something in it")
    steps = tuple(Step.model_validate(step) for step in parsed["aftercare"])
    return Prompts(MappingProxyType(texts), tuple(parsed["before"]), steps)

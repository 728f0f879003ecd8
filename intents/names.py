"""The names of everything that can be understood: tiers of safe words, and requests."""

from enum import StrEnum


class Name(StrEnum):
    """What a phrase means. The values are the names in the phrase data and in `--json`."""

    STOP = "stop"
    SLOW = "slow"
    GO = "go"
    CHECK_IN = "check_in"
    LIMITS = "limits"
    AFTERCARE = "aftercare"
    NEXT = "next"
    REPEAT = "repeat"
    DONE = "done"
    RESUME = "resume"
    YES = "yes"
    """The second part of the answer that ends a stop: "yes, resume"."""
    MAYBE_STOP = "maybe_stop"
    """A first, unsure look at a stop word. No phrase has this name."""
    EMBEDDED = "embedded"
    """A stop or slow word inside a longer sentence. No phrase has this name."""


UNSPOKEN = frozenset({Name.MAYBE_STOP, Name.EMBEDDED})
"""What is made of a safe word that was not clear: no phrase has these names."""

SPOKEN: tuple[Name, ...] = tuple(name for name in Name if name not in UNSPOKEN)
"""The names that phrases have."""

DANGER = frozenset({Name.STOP, Name.SLOW})
"""Easy to trigger: an early look may call them."""

PERMISSIVE = frozenset({Name.GO, Name.RESUME, Name.YES})
"""Hard to trigger: these let things go on, so every ear must agree and doubt means no."""

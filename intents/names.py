"""The names of everything that can be understood: tiers of safe words, and requests."""

from enum import StrEnum


class Name(StrEnum):
    """What a phrase means. The values are the names in the phrase data and in `--json`."""

    STOP = "stop"
    HOUSE = "house"
    """The house word, "safe word": a stop that also calls somebody."""
    SLOW = "slow"
    GO = "go"
    CHECK_IN = "check_in"
    FINE = "fine"
    """A free answer to a check-in: "we're good"."""
    NOT_FINE = "not_fine"
    """A free answer to a check-in: "not really"."""
    LIMITS = "limits"
    HARD_LIMITS = "hard_limits"
    ABOUT = "about"
    """What the limits say about something, or about somebody: "what about rope?"."""
    NARROW = "narrow"
    """One more limit for tonight: "add no slapping tonight"."""
    AFTERCARE = "aftercare"
    NEXT = "next"
    SKIP = "skip"
    REPEAT = "repeat"
    WAIT = "wait"
    HOW_LONG = "how_long"
    DONE = "done"
    RESUME = "resume"
    YES = "yes"
    """The second part of the answer that ends a stop: "yes, resume"."""
    READY = "ready"
    """The list before the session: from where it was left."""
    AFFIRM = "affirm"
    """A plain yes to a question of that list."""
    DENY = "deny"
    """A plain no to it."""
    BEGIN = "begin"
    LOUDER = "louder"
    SLOWER = "slower"
    PAUSE_MUSIC = "pause_music"
    LISTENING = "listening"
    """Whether it really hears: "are you listening?"."""
    QUIET = "quiet"
    END = "end"
    MAYBE_STOP = "maybe_stop"
    """A first, unsure look at a stop word. No phrase has this name."""
    EMBEDDED = "embedded"
    """A stop or slow word inside a longer sentence. No phrase has this name."""
    MUSIC_PLAYS = "music_plays"
    """A program tells that music plays elsewhere, as on a television. No phrase has this name."""


UNSPOKEN = frozenset({Name.MAYBE_STOP, Name.EMBEDDED, Name.MUSIC_PLAYS})
"""No phrase has these names: what is made of a safe word that was not clear, and what only programs
tell."""

SPOKEN: tuple[Name, ...] = tuple(name for name in Name if name not in UNSPOKEN)
"""The names that phrases have."""

TOPICAL = frozenset({Name.ABOUT, Name.NARROW})
"""Requests with a place for any words: "what about {topic}"."""

STOPS = frozenset({Name.STOP, Name.HOUSE})
"""What stops everything and latches."""

DANGER = STOPS | {Name.SLOW}
"""Easy to trigger: an early look may call them."""

PERMISSIVE = frozenset({Name.GO, Name.FINE, Name.RESUME, Name.YES, Name.AFFIRM, Name.BEGIN})
"""Hard to trigger: these let things go on, so every ear must agree and doubt means no. The end of
a session is not among them, because it is announced and any word takes it back."""

SMALL = frozenset(
    {
        *(Name.LIMITS, Name.HARD_LIMITS, Name.ABOUT, Name.READY, Name.LISTENING, Name.HOW_LONG),
        *(Name.AFTERCARE, Name.NEXT, Name.SKIP, Name.REPEAT, Name.WAIT, Name.DONE),
        *(Name.LOUDER, Name.SLOWER, Name.QUIET, Name.END),
    }
)
"""Requests that make nothing safer: over our own voice they must be as sure as can be."""

PUT_TO_THE_EARS = DANGER | {
    Name.GO,
    Name.CHECK_IN,
    Name.NEXT,
    Name.REPEAT,
    Name.DONE,
    Name.RESUME,
    Name.YES,
    Name.END,
}
"""Names whose short phrases each ear is asked about one by one. That finds them best but costs
time, so the rest must do with what the ears transcribe."""

MINOR = frozenset({Name.AFFIRM, Name.DENY, Name.FINE, Name.NOT_FINE})
"""Answers that only mean something right after their question: only the questions must not
contain them."""

"""What a look gives."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What it is about."""

    VERSIONS = "versions"
    AGREEMENT = "agreement"
    FILES = "files"
    EARS = "ears"
    VOICE = "voice"
    SOUND_SERVER = "sound_server"
    MICROPHONE = "microphone"
    LEVEL = "level"
    LOUDSPEAKER = "loudspeaker"
    ECHO = "echo"
    PLAYERS = "players"
    PROOF_TEST = "proof_test"
    SESSION = "session"
    INTEGRATIONS = "integrations"


class Level(StrEnum):
    """How it is."""

    FINE = "fine"
    ADVICE = "advice"
    """It could be better, or nobody can tell; a session hears all the same."""
    WRONG = "wrong"
    """It keeps a session from beginning, from hearing, or from being heard."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. All of it may be shown to anybody.

    `mend` says what to do about it, and is empty exactly where all is fine.
    """

    kind: Kind
    level: Level
    sentence: str
    mend: str = ""

    def __post_init__(self) -> None:
        """Refuse what nobody is told how to mend."""
        if (self.level is Level.FINE) == bool(self.mend):
            raise ValueError(f"{self.kind}: what is not fine has a mend, and nothing else")


def fine(kind: Kind, sentence: str) -> Finding:
    """All is well there."""
    return Finding(kind, Level.FINE, sentence)


def advice(kind: Kind, sentence: str, mend: str) -> Finding:
    """It could be better."""
    return Finding(kind, Level.ADVICE, sentence, mend)


def closed(kind: Kind, sentence: str, folder: str) -> Finding:
    """A folder that cannot be looked into, called as it may be shown."""
    mend = (
        f"See with 'ls -ld' what and whose {folder} and the folders above it are: they must be "
        "yours."
    )
    return advice(kind, sentence, mend)


def wrong(kind: Kind, sentence: str, mend: str) -> Finding:
    """It keeps a session from hearing."""
    return Finding(kind, Level.WRONG, sentence, mend)

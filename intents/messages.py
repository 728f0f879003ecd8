"""Frozen messages: what happened (events) and what to do about it (effects)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from intents.clock import Frames
from intents.faults import Fault
from intents.names import Name
from intents.notices import Notice

# ---- Events: everything that `decide` can be told. -------------------------------------------


@dataclass(frozen=True, slots=True)
class Started:
    """The ears are open and have caught up with the microphone."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Session time is now `now` frames."""

    now: int


@dataclass(frozen=True, slots=True)
class Signal:
    """Something was said and its meaning is settled between the ears.

    `began` and `ended` bound the sound in frames; `score` is the best that supported it.
    """

    name: Name
    score: float
    ears: tuple[str, ...]
    began: int
    ended: int
    phrase: str = ""
    """The phrase that was recognised, normalised, where the name has several."""
    topic: str = ""
    """The words in the place of a topical request."""


@dataclass(frozen=True, slots=True)
class FaultsChanged:
    """These faults are present now, all others are not."""

    faults: frozenset[Fault]
    slept: Frames = 0
    """With `Fault.SLEPT`: for how long the computer slept. No other time counts that."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """The utterance with this number was played to its end, or could not be played at all."""

    utterance: int


@dataclass(frozen=True, slots=True)
class PlayersPaused:
    """What came of `PausePlayers`: the numbers of players that obeyed and that did not."""

    obeyed: int
    refused: int


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """What plays, or may play, and cannot be paused. Told at the start and at each change."""

    bus: bool
    """Whether players can be reached at all: on the session bus, or without one at a socket."""
    streams: tuple[str, ...] = ()
    """Programs that the sound server hears playing and that no player owns. At a stop they are
    silenced, but for these:"""
    calls: tuple[str, ...] = ()
    """Those of them through which somebody may be speaking."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """Something in the room stood out from its background just now."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How loud the last tenth of a second was, in dB of full scale."""

    level: float
    background: float
    """The same without what stands out."""
    cut_off: bool = False
    """The microphone gave its highest values, so that sound was lost above them."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Sound was lost before the ears had it."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something that people should know, and that can wait for a calm moment."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class Probed:
    """A test word was put into the sound of the room, silently, for ears like those that listen."""

    heard: bool


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """What was said aloud was looked for in what the microphone heard meanwhile.

    Not `found`: it would have been, had it been there.
    """

    found: bool


@dataclass(frozen=True, slots=True)
class OtherDevice:
    """It speaks, or hears, through another device than before, or through one opened anew."""


Event = (
    Started
    | Ticked
    | Signal
    | FaultsChanged
    | Spoke
    | PlayersPaused
    | OutOfReach
    | Sounded
    | Measured
    | Dropped
    | Noticed
    | Probed
    | OwnVoice
    | OtherDevice
)

# ---- Effects: all that `decide` can ask for, with the name that `--json` prints. ---------------


class ChimeKind(StrEnum):
    """What a chime tells."""

    STOP = "stop"
    SLOW = "slow"
    CHECK_IN = "check_in"
    ALARM = "alarm"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class PausePlayers:
    """Pause everything that plays."""

    name: ClassVar[str] = "pause_players"


@dataclass(frozen=True, slots=True)
class ResumePlayers:
    """Let those play again that a stop paused."""

    name: ClassVar[str] = "resume_players"


@dataclass(frozen=True, slots=True)
class Soften:
    """Lower the music, or pause it where it cannot be lowered."""

    name: ClassVar[str] = "soften"


@dataclass(frozen=True, slots=True)
class Restore:
    """Undo `Soften`."""

    name: ClassVar[str] = "restore"


@dataclass(frozen=True, slots=True)
class CutSpeech:
    """Be silent at once and forget what was still to be played."""

    name: ClassVar[str] = "cut_speech"


@dataclass(frozen=True, slots=True)
class Chime:
    """Play a chime after what is already queued."""

    name: ClassVar[str] = "chime"
    sound: ChimeKind


@dataclass(frozen=True, slots=True)
class Say:
    """Speak a text after what is already queued. `prompt` names where the text came from."""

    name: ClassVar[str] = "say"
    utterance: int
    prompt: str
    text: str
    louder: int = 0
    """Steps louder than usual, 0 to 3."""
    slower: int = 0
    """Steps slower than usual, 0 to 2."""
    heard: bool = False
    """The text repeats words that were heard, so it is for the loudspeaker only."""


@dataclass(frozen=True, slots=True)
class RemindTomorrow:
    """Keep the date, so that the people are reminded to talk it over."""

    name: ClassVar[str] = "remind_tomorrow"


@dataclass(frozen=True, slots=True)
class EndSession:
    """Stop listening, after what is being said."""

    name: ClassVar[str] = "end_session"


Effect = (
    PausePlayers
    | ResumePlayers
    | Soften
    | Restore
    | CutSpeech
    | Chime
    | Say
    | RemindTomorrow
    | EndSession
)

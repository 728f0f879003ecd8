"""What the people agreed: the schema of the agreement file. Pure: reading the file is not here."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from intents.errors import AgreementMistake
from intents.mends import mend
from intents.read_aloud import read_aloud
from intents.signs import BANDS, DEPTH, EXAMPLES, LONGEST_SOUNDING, Sign
from intents.words import normalise
from intents.writing import badly_written

DAMAGED = (
    "what was taught is damaged: remove all of [squeaker], and teach it again with 'safeword teach'"
)
LONGEST = 300
"""Letters that one text may have."""


_CONTROL = "Cc"
"""The Unicode category of what a terminal takes for a command, and nobody reads."""
_LAYOUT = "\n\t"
"""Those of it that a text of several lines has."""


def unreadable(text: str) -> str | None:
    """What is wrong with a text that would command the terminal of whoever reads it, or None."""
    for each in text:
        if unicodedata.category(each) == _CONTROL and each not in _LAYOUT:
            return f"a character in this cannot be read by anybody (U+{ord(each):04X}): remove it"
    return None


def _printable(text: str) -> str:
    if fault := unreadable(text):
        raise ValueError(fault)
    return text


def _readable(text: str, info: ValidationInfo) -> str:
    if not read_aloud(text, _language(info)):
        raise ValueError("nothing in this can be read aloud: write it in words")
    return text


def _listened_for(phrase: str, info: ValidationInfo) -> str:
    if fault := badly_written(phrase, _language(info)):
        raise ValueError(fault)
    return normalise(phrase)


def _seldom(minutes: float | None) -> float | None:
    if minutes and minutes < OFTEN:
        raise ValueError(f"this must be {OFTEN} or more, or 0 for never")
    return minutes


def _language(info: ValidationInfo) -> str:
    return str((info.context or {}).get("language", "en"))


_Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST),
    AfterValidator(_printable),
]
Text = Annotated[_Text, AfterValidator(_readable)]
"""Something that is read aloud."""
Phrase = Annotated[_Text, AfterValidator(_listened_for)]
"""Something to listen for; kept as lower-case words."""


OFTEN = 0.5
"""Nobody wants to be asked more often than after so many minutes."""
NATURAL = "en"
"""The language that the natural voice speaks."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Experience(StrEnum):
    """How used to this they are: who is new is asked more often and plays shorter."""

    NEW = "new"
    SOME = "some"
    LONG = "long"


class Intensity(StrEnum):
    """How far it may go at most."""

    GENTLE = "gentle"
    FIRM = "firm"
    ROUGH = "rough"


class SpokenBy(StrEnum):
    """Which voice speaks."""

    PLAIN = "plain"
    """espeak-ng."""
    NATURAL = "natural"
    """One that sounds like a person, where it is installed and the language is English."""


class Manner(StrEnum):
    """What somebody wants to hear right after they stopped everything."""

    TELL = "tell"
    """That it stopped, and that the music is off."""
    ASK = "ask"
    """The same, and what they need."""
    QUIET = "quiet"
    """Nothing but the chime."""


class InASentence(StrEnum):
    """What one stop word inside a longer sentence is: "the tea is in the red tin"."""

    STRICT = "strict"
    """Any counts: it is asked about."""
    STANDALONE = "standalone"
    """None counts but by itself or said again."""


class Listening(StrEnum):
    """How easily a stop is called: what is missed less is also called more often by mistake."""

    CAREFUL = "careful"
    USUAL = "usual"
    CALM = "calm"


class Words(_Part):
    """The agreed words by tier. The language's own, such as "red", stand where one is empty."""

    stop: tuple[Phrase, ...] = ()
    slow: tuple[Phrase, ...] = ()
    go: tuple[Phrase, ...] = ()
    house: tuple[Phrase, ...] = ()
    """What calls somebody besides stopping everything, such as "safe word"."""
    stop_in_a_sentence: InASentence = InASentence.STRICT
    """House and slow words are asked about in any case."""
    listening: Listening = Listening.USUAL
    """Whether a stop is called more, or less, easily."""


class Signals(_Part):
    """What counts besides words, for who is gagged or does not speak."""

    stop: tuple[Sign, ...] = ()
    """Signals that stop everything."""
    slow: tuple[Sign, ...] = ()
    """Signals to slow down."""

    @property
    def every(self) -> tuple[Sign, ...]:
        """All of them."""
        return (*self.stop, *self.slow)


class Sounding(_Part):
    """One example of the squeaker, as numbers. The sound itself is kept nowhere."""

    bands: Annotated[
        tuple[Annotated[int, Field(ge=0, le=DEPTH)], ...],
        Field(min_length=BANDS, max_length=BANDS),
    ]
    """By how many dB each band is under the loudest one."""
    seconds: Annotated[float, Field(gt=0, le=LONGEST_SOUNDING)]
    """How long it was."""


class Squeaker(_Part):
    """What `Sign.SQUEAKS` sounds like; `safeword teach` writes it."""

    version: Literal[0, 1] = 0
    """How it is described; 0 where nothing was taught."""
    examples: tuple[Sounding, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> "Squeaker":
        if len(self.examples) != EXAMPLES * self.version:
            raise ValueError("examples are missing")
        return self


class CheckIn(_Part):
    """How people ask, and are asked, how they are."""

    phrases: tuple[Phrase, ...] = ()
    """Phrases that start a check-in, besides those of the language."""
    every_minutes: Annotated[float | None, AfterValidator(_seldom)] = Field(None, ge=0, le=240)
    """Ask by itself after so many minutes; 0 for never. If absent, by experience."""
    session_minutes: float | None = Field(None, ge=0, le=1440)
    """Tell when the session is so old; 0 for never. If absent, by experience."""
    silence_seconds: float | None = Field(None, ge=20, le=1800)
    """Ask when it was loud and then quiet for so long; never, if absent."""
    answer_seconds: float = Field(15, ge=5, le=120)
    """How long an answer is waited for, twice, before silence counts as a stop."""


class Limits(_Part):
    """What must not, may with care, and should happen."""

    hard: tuple[Text, ...] = ()
    """What must not happen."""
    soft: tuple[Text, ...] = ()
    """What may happen with care."""
    wants: tuple[Text, ...] = ()
    """What is liked."""


class AfterStop(_Part):
    """What one person wants to happen after they stopped everything."""

    manner: Manner = Manner.TELL
    says: Text | None = None
    """A sentence of their own instead of the usual one."""
    offer_aftercare: bool = False
    calls: Text | None = None
    """Whom the house word calls."""


class Person(Limits):
    """One of the people, with their limits."""

    name: Text
    stop: tuple[Phrase, ...] = ()
    """Stop words that only this person says: then this person's `after_stop` is followed."""
    signals: Signals = Signals()
    """Signals that are this person's. Whoever gives one, it counts: nobody hears whose it was."""
    speaks: bool = True
    """Whether they say words in play. Who does not tries only signals in the proof test."""
    after_stop: AfterStop = AfterStop()


def _step(step: object) -> object:
    return {"text": step} if isinstance(step, str) else step


class Step(_Part):
    """One step of aftercare. A text with {person} in it is said to everyone by name."""

    text: Text
    minutes: float = Field(2, ge=0.25, le=60)
    """Its pace: how long until the next step is read by itself."""


class Aftercare(_Part):
    """What is read out, one step at a time, when aftercare is started."""

    steps: tuple[Annotated[Step, BeforeValidator(_step)], ...] = ()
    """The steps of the language are read where this is empty."""
    reminder: bool = False
    """Whether to remind of talking it over the next day."""


class Before(_Part):
    """The questions before a session begins."""

    questions: tuple[Text, ...] = ()
    """Those of the language are asked where this is empty."""
    ask: bool = True
    """Without them a session is armed at once and begins by itself."""


class Room(_Part):
    """The devices of the room, by names that `safeword devices` shows or parts of them."""

    microphone: Text | None = None
    """The sound system's default one is used if this is absent. Or `wyoming://host:port`."""
    loudspeaker: Text | None = None
    """The same."""
    hears_itself: bool = True
    """Whether the microphone can hear what is said: not with headphones."""
    keys: bool = True
    """Whether any key in the window of a session is a stop."""


class Agreement(_Part):
    """Everything that was agreed before it starts."""

    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    experience: Experience = Experience.NEW
    intensity: Intensity | None = None
    voice: SpokenBy = SpokenBy.PLAIN
    words: Words = Words()
    signals: Signals = Signals()
    """Those that are everybody's."""
    squeaker: Squeaker = Squeaker()
    """What was taught of the signal that has to be."""
    check_in: CheckIn = CheckIn()
    people: Annotated[tuple[Person, ...], Field(max_length=50)] = ()
    together: Limits = Limits()
    """What both agreed on, without whose it was."""
    before: Before = Before()
    aftercare: Aftercare = Aftercare()
    room: Room = Room()

    @property
    def naturally_spoken(self) -> bool:
        """Whether the natural voice is chosen, and speaks the language."""
        return self.voice is SpokenBy.NATURAL and self.language == NATURAL

    @property
    def listened_for(self) -> Signals:
        """The signals of everybody and of each person, each once."""
        parts = (self.signals, *(person.signals for person in self.people))
        return Signals(
            stop=tuple(dict.fromkeys(sign for part in parts for sign in part.stop)),
            slow=tuple(dict.fromkeys(sign for part in parts for sign in part.slow)),
        )

    @model_validator(mode="after")
    def _apart(self) -> "Agreement":
        """People have names of their own, and one word or signal cannot stand in two tiers.

        Whose stop word or signal it is does not matter here.
        """
        names = [person.name.casefold() for person in self.people]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"two people are called '{twice}': give each a name of their own")
        seen: dict[str, str] = {}
        tiers = {tier: getattr(self.words, tier) for tier in ("stop", "slow", "go", "house")}
        tiers["stop"] += tuple(word for person in self.people for word in person.stop)
        for tier, phrases in tiers.items():
            for phrase in phrases:
                other = seen.setdefault(phrase, tier)
                if other != tier:
                    raise ValueError(f"'{phrase}' is a {other} word and a {tier} word: choose one")
        signals = self.listened_for
        if both := set(signals.stop) & set(signals.slow):
            raise ValueError(
                f"'{min(both)}' cannot both stop and slow down, whoever gives it, because nobody "
                "hears whose it was: choose one"
            )
        self._refuse_unheard()
        return self

    def _refuse_unheard(self) -> None:
        """Raise `ValueError` where somebody without words could not stop, or nobody could go on."""
        silent = [person for person in self.people if not person.speaks]
        for person in silent:
            if not (person.signals.stop or self.signals.stop):
                raise ValueError(
                    f"{person.name} does not speak, so agree on a signal that stops: signals = "
                    "{stop = ['hums']} for one"
                )
            if person.stop:
                raise ValueError(f"{person.name} does not speak, and has stop words: choose one")
        if silent and len(silent) == len(self.people):
            raise ValueError("nobody speaks, so nobody could say that it goes on after a stop")


def agreement_from(data: Mapping[str, object], source: str) -> Agreement:
    """Check the parsed file; `source` is what errors call it.

    Raises `AgreementMistake`, which names each place and its mend.
    """
    # How a phrase is to be written depends on what language it is said in.
    language = {"language": data["language"]} if "language" in (data or {}) else {}
    try:
        return Agreement.model_validate(data, context=language)
    except ValidationError as error:
        found = (_fault(e["loc"], e["type"], e["msg"]) for e in error.errors())
        faults = "; ".join(dict.fromkeys(found))
        raise AgreementMistake(source, faults) from error


def _fault(place: tuple[int | str, ...], kind: str, message: str) -> str:
    if "squeaker" in place[:1]:  # numbers that nobody can mend
        return f"squeaker: {DAMAGED}"
    if place == ("language",) and kind == "string_pattern_mismatch":
        return "language: write its two small letters, such as 'en'"
    where = "".join(filter(str.isprintable, ".".join(map(str, place))))
    return f"{where or 'the whole'}: {mend(kind, message)}"

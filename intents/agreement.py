"""What the people agreed: the schema of the agreement file. Pure: reading the file is not here."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from intents.errors import AgreementProblem
from intents.words import normalise

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


def _sayable(phrase: str) -> str:
    words = normalise(phrase)
    if not words:
        raise ValueError("this has no word in it: write one or a few words, such as 'red'")
    return words


Phrase = Annotated[Text, AfterValidator(_sayable)]
"""Something to listen for; kept as lower-case words."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Part):
    """The agreed words by tier. The language's own, such as "red", stand where one is empty."""

    stop: tuple[Phrase, ...] = ()
    slow: tuple[Phrase, ...] = ()
    go: tuple[Phrase, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> "Words":
        seen: dict[str, str] = {}
        for tier in ("stop", "slow", "go"):
            for phrase in getattr(self, tier):
                other = seen.setdefault(phrase, tier)
                if other != tier:
                    raise ValueError(f"'{phrase}' is a {other} word and a {tier} word: choose one")
        return self


class CheckIn(_Part):
    """How people ask, and are asked, how they are."""

    phrases: tuple[Phrase, ...] = ()
    """Phrases that start a check-in, besides those of the language."""
    every_minutes: float | None = Field(None, ge=1, le=240)
    """Ask by itself after so many minutes; never, if absent."""
    answer_seconds: float = Field(15, ge=5, le=120)
    """How long an answer is waited for, twice, before silence counts as a stop."""


class Person(_Part):
    """One of the people, with their limits."""

    name: Text
    hard: tuple[Text, ...] = ()
    """What must not happen."""
    soft: tuple[Text, ...] = ()
    """What may happen with care."""
    wants: tuple[Text, ...] = ()
    """What they would like."""


class Aftercare(_Part):
    """What is read out, one step at a time, when aftercare is started."""

    steps: tuple[Text, ...] = ()
    """The steps of the language are read where this is empty."""


class Agreement(_Part):
    """Everything that was agreed before it starts."""

    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    words: Words = Words()
    check_in: CheckIn = CheckIn()
    people: tuple[Person, ...] = ()
    aftercare: Aftercare = Aftercare()


def agreement_from(data: Mapping[str, object], source: str) -> Agreement:
    """Check the parsed file; `source` is what errors call it.

    Raises `AgreementProblem`, which names each place and its mend.
    """
    try:
        return Agreement.model_validate(data)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'the whole'}: {_mend(e['type'], e['msg'])}"
            for e in error.errors()
        )
        raise AgreementProblem(f"The agreement {source} has a mistake: {faults}.") from error


def _mend(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "there is no such setting: check its spelling or remove it"
    return message.removeprefix("Value error, ")

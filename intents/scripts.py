"""What follows a stop: each person may want something else, and anyone may have said the word."""

from collections.abc import Sequence
from dataclasses import dataclass

from intents.agreement import Manner, Person
from intents.prompts import Prompts
from intents.words import same_key


@dataclass(frozen=True, slots=True)
class Script:
    """What is said after a stop word."""

    says: str | None
    """The sentence right after the chime; None for quiet."""
    asks: bool
    """Whether it is asked what is needed."""
    offers: bool
    """Whether aftercare is offered when it has been calm for a while."""
    calls: str | None
    """Whom the house word calls."""


def everyones(people: Sequence[Person], prompts: Prompts) -> Script:
    """For a word that anybody may have said: the quiet that one wants is given to all."""
    scripts = [_script(person, prompts) for person in people]
    quiet = any(script.says is None for script in scripts)
    own = [script.says for script in scripts if script.says != prompts["stopping"]]
    calls = dict.fromkeys(script.calls for script in scripts if script.calls)
    return Script(
        says=None if quiet else next(iter(own), prompts["stopping"]),
        asks=not quiet and any(script.asks for script in scripts),
        offers=any(script.offers for script in scripts),
        calls=", ".join(calls) or None,
    )


def scripts_of(people: Sequence[Person], prompts: Prompts) -> dict[str, Script]:
    """For the words that one person alone says, by `same_key` of the word.

    A word that two people have is nobody's alone.
    """
    keys = [same_key(word) for person in people for word in person.stop]
    return {
        key: _script(person, prompts)
        for person in people
        for word in person.stop
        if keys.count(key := same_key(word)) == 1
    }


def _script(person: Person, prompts: Prompts) -> Script:
    wish = person.after_stop
    return Script(
        says=None if wish.manner is Manner.QUIET else wish.says or prompts["stopping"],
        asks=wish.manner is Manner.ASK,
        offers=wish.offer_aftercare,
        calls=wish.calls,
    )

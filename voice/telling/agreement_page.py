"""An agreement, as people read it."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from intents.agreement import Agreement, InASentence, Limits, Listening, Manner, Person
from intents.names import Name
from intents.plan import EVERY_MINUTES, SESSION_MINUTES
from intents.signs import PHRASES, Sign
from voice.language import phrases_of, prompts_of
from voice.telling.prices import WAYS

CLOSE = "Anything not on the list is a no until you all agree."
MANNERS = {
    Manner.TELL: "is told that it stopped",
    Manner.ASK: "is asked what they need",
    Manner.QUIET: "wants quiet",
}
IN_A_SENTENCE = {
    InASentence.STRICT: "a stop word is asked about",
    InASentence.STANDALONE: "a stop word counts only when it is said again",
}


def agreement_page(agreement: Agreement) -> RenderableType:
    """All of it: words first, then limits, hard ones first, then what happens when."""
    return Group(
        Text("Your agreement", style="bold underline"),
        *_part("Words", _words(agreement)),
        *_part("Signals without words", _signals(agreement)),
        *_part("Limits", _limits(agreement)),
        Text(f"  {CLOSE}", style="italic"),
        *_part("After a stop", (_after_stop(person) for person in agreement.people)),
        *_part("Check-ins", _check_ins(agreement)),
        *_part("Before a session", _before(agreement)),
        *_part("Aftercare", _aftercare(agreement)),
        Text(),
    )


Row = tuple[str, str]


def _part(title: str, rows: Iterable[Row]) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2))
    for name, text in rows:
        table.add_row(Text(name, style="dim"), Text(text))
    yield Text(f"\n{title}", style="bold")
    yield Padding(table, (0, 0, 0, 2))


def _words(agreement: Agreement) -> Iterator[Row]:
    usual = phrases_of(agreement.language).plain
    for name, title in (
        (Name.STOP, "stop"),
        (Name.SLOW, "slow down"),
        (Name.GO, "go on"),
        (Name.HOUSE, "stop and call"),
    ):
        yield title, ", ".join(getattr(agreement.words, name) or usual[name])
    for person in agreement.people:
        if person.stop:
            yield f"stop, by {person.name}", ", ".join(person.stop)
    yield "in a sentence", IN_A_SENTENCE[agreement.words.stop_in_a_sentence]
    if agreement.words.listening is not Listening.USUAL:
        yield "listening", WAYS[agreement.words.listening]


def _signals(agreement: Agreement) -> Iterator[Row]:
    if not agreement.listened_for.every:
        yield "", "none"
    parts = [("", agreement.signals)]
    parts += [(f", by {person.name}", person.signals) for person in agreement.people]
    for whose, agreed in parts:
        for title, signs in (("stop", agreed.stop), ("slow down", agreed.slow)):
            if signs:
                yield f"{title}{whose}", ", ".join(PHRASES[sign] for sign in signs)
    for person in agreement.people:
        if not person.speaks:
            yield person.name, "says no words: tries signals only"
    if Sign.SQUEAKS in agreement.listened_for.every:
        taught = agreement.squeaker.examples
        yield PHRASES[Sign.SQUEAKS], "taught" if taught else "not taught yet: 'safeword teach'"


def _limits(agreement: Agreement) -> Iterator[Row]:
    owners: list[tuple[str, Limits]] = [("all of you", agreement.together)]
    owners += [(person.name, person) for person in agreement.people]
    for kind, title in (("hard", "never"), ("soft", "with care"), ("wants", "liked")):
        for owner, limits in owners:
            if texts := getattr(limits, kind):
                yield f"{title}, {owner}", ", ".join(texts)
    if agreement.intensity:
        yield "at most", agreement.intensity


def _after_stop(person: Person) -> Row:
    wish = person.after_stop
    parts = [wish.says or MANNERS[wish.manner]]
    parts += ["is offered aftercare"] if wish.offer_aftercare else []
    parts += [f"the house word calls {wish.calls}"] if wish.calls else []
    return person.name, "; ".join(parts)


def _check_ins(agreement: Agreement) -> Iterator[Row]:
    own = agreement.check_in
    every = EVERY_MINUTES[agreement.experience] if own.every_minutes is None else own.every_minutes
    length = own.session_minutes
    length = SESSION_MINUTES[agreement.experience] if length is None else length
    yield "asks", f"every {every:g} minutes" if every else "when somebody asks for it"
    yield "no answer", f"{own.answer_seconds:g} seconds, twice, are a stop"
    if own.silence_seconds:
        yield "sudden quiet", f"asks after {own.silence_seconds:g} seconds"
    if length:
        yield "length", f"says when it is {length:g} minutes"


def _before(agreement: Agreement) -> Iterator[Row]:
    if not agreement.before.ask:
        yield "", "no questions"
        return
    for question in agreement.before.questions or prompts_of(agreement.language).before:
        yield "", question


def _aftercare(agreement: Agreement) -> Iterator[Row]:
    for step in agreement.aftercare.steps or prompts_of(agreement.language).aftercare:
        yield f"{step.minutes:g} min", step.text
    yield "the next day", "a reminder" if agreement.aftercare.reminder else "no reminder"

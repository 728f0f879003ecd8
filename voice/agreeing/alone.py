"""The part of the agreement that each person fills in alone. It is in memory only."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from intents.agreement import AfterStop, Agreement, Intensity, Manner, Person, agreement_from
from intents.errors import AgreementProblem
from intents.names import Name
from intents.phrases import Lexicon, lexicon_for
from intents.wishes import Wishes, intensity, together
from intents.words import same_key
from voice.agreeing import questions
from voice.agreeing.shared import basics, echo, sayable_word
from voice.language import agreeing_of, phrases_of

INTENSITY = {
    Intensity.GENTLE: "gentle",
    Intensity.FIRM: "firm",
    Intensity.ROUGH: "rough",
}
MANNER = {
    Manner.TELL: "that it stopped, and that the music is off",
    Manner.ASK: "the same, and a question what I need",
    Manner.QUIET: "nothing but the chime",
}
NAMED = {
    True: "with my name",
    False: "without a name (the other one of two can guess)",
}


def everyone(agreement: Agreement, console: Console) -> Agreement:
    """Each person's part, one after the other, and what they have in common."""
    if not agreement.people:
        agreement = basics(agreement)
    agreed = agreement.together
    common = lexicon_for(agreement, phrases_of(agreement.language))
    own = questions.several(
        "Each of you answers a list of activities alone. What else shall be on it?",
        [each for each in (*agreed.wants, *agreed.soft) if each not in _activities(agreement)],
        lambda text: echo(text, common),
    )
    listed = {same_key(each): each for each in (*_activities(agreement), *own)}
    activities = tuple(listed.values())
    kept = agreed.hard and questions.several("Limits without a name that stay", agreed.hard)
    people: list[Person] = []
    all_wishes: list[Wishes] = []
    for person in agreement.people:
        # The other screen has no history: what one person answered cannot be scrolled back to.
        with console.screen(hide_cursor=False):
            console.print(
                f"This part is {person.name}'s alone: nobody else looks at the screen now. What "
                "you want is not kept, only what all of you want is. A no is never asked for: what "
                "not all of you want is just not on the list.",
                markup=False,
            )
            questions.pause()
            answered, wishes = _answers(person, agreement, activities, console)
            people.append(answered)
            all_wishes.append(wishes)
            console.print("Thank you. The next step clears this screen.")
            questions.pause()
        console.clear()
    shared = together(activities, all_wishes)
    hard = tuple(dict.fromkeys((*kept, *shared.hard)))
    update = {
        "people": tuple(people),
        "together": shared.model_copy(update={"hard": hard}),
        "intensity": intensity(all_wishes),
    }
    return agreement.model_copy(update=update)


def _clash(word: str, agreement: Agreement) -> str | None:
    """What is wrong with a stop word of one person beside all the other words."""
    everyones = agreement.words.stop or phrases_of(agreement.language).plain[Name.STOP]
    words = agreement.words.model_copy(update={"stop": (*everyones, word)})
    data = agreement.model_copy(update={"words": words}).model_dump()
    try:
        lexicon_for(agreement_from(data, "so far"), phrases_of(agreement.language))
    except AgreementProblem as problem:
        return str(problem)
    return None


def _activities(agreement: Agreement) -> tuple[str, ...]:
    return agreeing_of(agreement.language).activities


def _answers(
    person: Person, agreement: Agreement, activities: Sequence[str], console: Console
) -> tuple[Person, Wishes]:
    """What one person answers alone, as often as they want to change something in it."""
    lexicon = lexicon_for(agreement, phrases_of(agreement.language))
    agreed = agreement.together
    wishes = Wishes(
        frozenset(agreed.wants),
        frozenset(agreed.soft),
        person.hard,
        person.soft,
        named=True,
        intensity=agreement.intensity or Intensity.GENTLE,
    )
    while True:
        wishes = _wishes(wishes, activities, lexicon)
        person = _person(person, wishes, agreement, lexicon)
        _review(person, wishes, activities, console)
        if questions.yes("Is all of this as you want it? 'No' asks again.", default=True):
            return person, wishes


def _wishes(now: Wishes, activities: Sequence[str], lexicon: Lexicon) -> Wishes:
    def wrong(text: str) -> str | None:
        return echo(text, lexicon)

    wants = questions.many("What would you like?", activities, now.wants)
    rest = [each for each in activities if each not in wants]
    careful = questions.many("What of the rest may happen, with care?", rest, now.careful)
    hard = questions.several("What must never happen?", now.hard, wrong)
    soft = questions.several("What else may happen, but only with care?", now.soft, wrong)
    named = not (hard or soft) or questions.choice(
        "How may these limits of yours be read out?", NAMED, now.named
    )
    far = questions.choice("How far may it go?", INTENSITY, now.intensity)
    return Wishes(frozenset(wants), frozenset(careful), hard, soft, named, far)


def _review(person: Person, wishes: Wishes, activities: Sequence[str], console: Console) -> None:
    """All that one person answered, for them alone."""
    wish = person.after_stop
    rows = {
        "liked": ", ".join(each for each in activities if each in wishes.wants),
        "with care": ", ".join(each for each in activities if each in wishes.careful),
        "never": ", ".join(wishes.hard),
        "else with care": ", ".join(wishes.soft),
        "limits read out": NAMED[wishes.named] if wishes.hard or wishes.soft else "",
        "at most": INTENSITY[wishes.intensity],
        "after a stop": wish.says or MANNER[wish.manner],
        "aftercare": "offered" if wish.offer_aftercare else "not offered",
        "calls": wish.calls or "",
        "own stop words": ", ".join(person.stop),
    }
    table = Table.grid(padding=(0, 2))
    for name, text in rows.items():
        table.add_row(Text(name, style="dim"), Text(text or "nothing"))
    console.print("Your answers:", Padding(table, (0, 0, 0, 2)))


def _person(person: Person, wishes: Wishes, agreement: Agreement, lexicon: Lexicon) -> Person:
    now = person.after_stop
    after_stop = AfterStop(
        manner=questions.choice("After a stop, what do you want to hear?", MANNER, now.manner),
        says=now.says,
        offer_aftercare=questions.yes(
            "Offer aftercare when it has been calm for a while?", default=now.offer_aftercare
        ),
        calls=questions.line(
            "Whom shall the house word call for you? (a name)",
            now.calls or "", lambda text: echo(text, lexicon),
        ) or None,
    )  # fmt: skip
    sayable = sayable_word(agreement.language)
    stop = questions.several(
        "A stop word that only you say (the others will know it)",
        person.stop, lambda word: sayable(word) or _clash(word, agreement),
    )  # fmt: skip
    update = {
        "stop": stop,
        "after_stop": after_stop,
        "hard": wishes.hard if wishes.named else (),
        "soft": wishes.soft if wishes.named else (),
    }
    return person.model_copy(update=update)  # what is not asked here stays as it was

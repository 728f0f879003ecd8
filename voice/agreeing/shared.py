"""The parts of the agreement that everyone makes together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from rich.console import Console

from intents.agreement import (
    LONGEST,
    Aftercare,
    Agreement,
    Before,
    Experience,
    Person,
    Signals,
    Step,
    agreement_from,
    unreadable,
)
from intents.errors import AgreementProblem
from intents.judging import better
from intents.phrases import Lexicon, lexicon_for, triggers_in
from intents.plan import EVERY_MINUTES, SESSION_MINUTES
from intents.signs import Sign
from intents.sounding import Facts
from intents.word_advice import safe_words, warnings_about
from intents.words import normalise
from intents.writing import badly_written
from models.ears import EarModel
from models.errors import ModelProblem
from voice.agreeing import questions
from voice.ears import load_ears, unheard
from voice.language import agreeing_of, languages, phrases_of, prompts_of
from voice.telling.sign_page import sign_advice
from voice.word_facts import facts_for

LANGUAGES = {"de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "ko": "한국어"}
EXPERIENCE = {
    Experience.NEW: "new to this",
    Experience.SOME: "we have done it some times",
    Experience.LONG: "we know it well",
}
TIERS = {
    "stop": "Stop words: everything stops, at once",
    "slow": "Slow words: slow down, and talk",
    "go": "Go words: all is well, go on",
    "house": "House words: a stop that also calls somebody",
}

SIGNS = {
    Sign.HUMS: "Three hums or grunts (mm, mm, mm), also through a gag",
    Sign.KNOCKS: "Three knocks on wood, or claps",
    Sign.SQUEAKS: "Three squeaks of a toy, or rings of a bell, which you teach afterwards",
}
COUNTS = {"": "counts for nothing", "stop": "stops everything", "slow": "slows down"}
ABOUT_SIGNS = (
    "Who is gagged, out of breath or does not speak needs a signal without words. Give it three "
    "times, evenly, within two seconds, with a pause before and after."
)
WHOSE = "Who will give it? Each ticks their own name, and tries it in 'safeword check'"

RECOMMENDED = 4
"""So many good words are named where one could be better."""
WHICH = {"usual": "the usual ones", "own": "our own"}


def basics(agreement: Agreement) -> Agreement:
    """Who they are and what they speak."""
    spoken = {code: LANGUAGES.get(code, code) for code in languages()}
    language = questions.choice("What do you speak in a session?", spoken, agreement.language)
    names: tuple[str, ...] = ()
    while not names:
        known = [person.name for person in agreement.people]
        names = questions.several("Your names, as they should be said aloud", known, not_taken)
    names = tuple({name.casefold(): name for name in names}.values())  # each name once
    people = _people(names, agreement.people)
    experience = questions.choice("How used to this are you?", EXPERIENCE, agreement.experience)
    return agreement.model_copy(
        update={
            "language": language,
            "experience": experience,
            "people": people,
        }
    )


def _people(names: Sequence[str], known: Sequence[Person]) -> tuple[Person, ...]:
    """Everyone of these names with what was agreed for them; a new name may be a mended one."""
    of = {person.name.casefold(): person for person in known}
    gone = [person for person in known if person.name.casefold() not in map(str.casefold, names)]
    people = []
    for name in names:
        person = of.get(name.casefold())
        if person is None and gone:
            choices: dict[Person | None, str] = {each: f"{each.name} so far" for each in gone}
            question = f"Who is {name}?"
            person = questions.choice(question, choices | {None: "somebody new"}, gone[0])
        if person in gone:
            gone.remove(person)
        people.append((person or Person(name=name)).model_copy(update={"name": name}))
    return tuple(people)


def words(agreement: Agreement, console: Console) -> Agreement:
    """The words of every tier, until there is no mistake in them."""
    while True:
        asked = _ask_words(agreement)
        try:
            agreement = agreement_from(asked, "so far")
            lexicon = lexicon_for(agreement, phrases_of(agreement.language))
        except AgreementProblem as problem:
            console.print(str(problem), style="red", markup=False)
            continue
        agreeing = agreeing_of(agreement.language)
        warnings = warnings_about(lexicon, agreeing, _facts(agreement, console))
        for warning in warnings:
            console.print(f"- {warning}", style="yellow", markup=False)
        if warnings:
            longer = ", ".join(better(agreeing, safe_words(lexicon), RECOMMENDED))
            console.print(f"Good words are, for example: {longer}.", markup=False)
        if not warnings or questions.yes("Keep these words all the same?", default=True):
            return agreement


def _facts(agreement: Agreement, console: Console) -> Mapping[str, Facts]:
    """How the words sound. What cannot be worked out must not end the dialogue."""
    try:
        return facts_for(agreement)
    except ModelProblem as problem:
        console.print(f"How your words sound was not looked at. {problem}", markup=False)
        return {}


def _ask_words(agreement: Agreement) -> dict[str, object]:
    usual = phrases_of(agreement.language).plain
    wrong = sayable_word(agreement.language)
    chosen = {}
    for tier, message in TIERS.items():
        agreed = getattr(agreement.words, tier)
        default = agreed or usual[next(name for name in usual if name == tier)]
        chosen[tier] = questions.several(message, default, wrong)
    phrases = questions.several(
        "What else asks how everyone is, besides 'check in'?",
        agreement.check_in.phrases,
        wrong,
    )
    data = agreement.model_dump()
    changed = data["words"] | chosen
    return data | {"words": changed, "check_in": data["check_in"] | {"phrases": phrases}}


def sayable_word(language: str) -> questions.Check:
    """Says what is wrong with something to listen for."""

    def wrong(phrase: str) -> str | None:
        return (
            not_taken(phrase)
            or badly_written(phrase, language)
            or unheard(normalise(phrase), _ears(language))
        )

    return wrong


@cache
def _ears(language: str) -> Sequence[EarModel]:
    """Those that would listen. A model that is missing must not end the dialogue."""
    try:
        return load_ears(language, None)
    except ModelProblem:
        return ()


def signals(agreement: Agreement, console: Console) -> Agreement:
    """What counts besides words, and who will give it."""
    console.print(ABOUT_SIGNS, sign_advice())
    agreed = agreement.listened_for
    counts, givers = {}, {}
    for sign, title in SIGNS.items():
        so_far = next((tier for tier in ("stop", "slow") if sign in getattr(agreed, tier)), "")
        counts[sign] = questions.choice(title, COUNTS, so_far)
        if counts[sign]:
            givers[sign] = _givers(sign, agreement)
            if agreement.people and not givers[sign]:
                console.print("Nobody will give it, so it counts for nothing.")
    names = {person.name for person in agreement.people}
    everyones = {sign for sign, who in givers.items() if who == names}
    people = tuple(
        person.model_copy(
            update={
                "signals": _signals(
                    counts, {sign for sign in givers if person.name in givers[sign]} - everyones
                )
            }
        )
        for person in agreement.people
    )
    return agreement.model_copy(update={"signals": _signals(counts, everyones), "people": people})


def _givers(sign: Sign, agreement: Agreement) -> set[str]:
    """The names of those who will give it. Where there are no two, whose it is is not asked."""
    names = [person.name for person in agreement.people]
    if len(names) < 2:
        return set(names)
    now = (
        names
        if sign in agreement.signals.every
        else [person.name for person in agreement.people if sign in person.signals.every]
    )
    return set(questions.many(WHOSE, names, now))


def _signals(counts: Mapping[Sign, str], among: Collection[Sign]) -> Signals:
    """Those of them that stop and slow down."""
    return Signals(
        stop=tuple(sign for sign, meant in counts.items() if sign in among and meant == "stop"),
        slow=tuple(sign for sign, meant in counts.items() if sign in among and meant == "slow"),
    )


def check_ins(agreement: Agreement) -> Agreement:
    """When people are asked by themselves."""
    now = agreement.check_in
    every, length = now.every_minutes, now.session_minutes
    update = {
        "every_minutes": questions.number(
            "Ask how you are every so many minutes",
            EVERY_MINUTES[agreement.experience] if every is None else every, 1, 240,
        ),
        "session_minutes": questions.number(
            "Tell you when a session is so many minutes old",
            SESSION_MINUTES[agreement.experience] if length is None else length, 1, 1440,
        ),
        "silence_seconds": questions.number(
            "Ask also when it suddenly was quiet for so many seconds",
            now.silence_seconds or 0, 20, 1800,
        ) or None,
        "answer_seconds": questions.number(
            "So many seconds without an answer, twice, count as a stop",
            now.answer_seconds, 5, 120, never=False,
        ),
    }  # fmt: skip
    return agreement.model_copy(update={"check_in": now.model_copy(update=update)})


def before(agreement: Agreement, console: Console) -> Agreement:
    """The questions that a session begins with."""
    usual = prompts_of(agreement.language).before
    now = agreement.before
    _show(console, "Before a session it asks:", now.questions or usual)
    match questions.choice(
        "Which questions?", WHICH | {"none": "none: begin at once"}, _which(now)
    ):
        case "none":
            chosen = Before(ask=False, questions=now.questions)
        case "own":
            asked = questions.lines("Your questions", now.questions or usual, _echo_in(agreement))
            chosen = Before(questions=asked)
        case _:
            chosen = Before()
    return agreement.model_copy(update={"before": chosen})


def aftercare(agreement: Agreement, console: Console) -> Agreement:
    """What is read out afterwards, and the reminder."""
    usual = prompts_of(agreement.language).aftercare
    now = agreement.aftercare
    _show(console, "Aftercare, step by step:", [each.text for each in now.steps or usual])
    which = "own" if now.steps else "usual"
    if questions.choice("Which steps? {person} is replaced by each name", WHICH, which) == "own":
        pace = {each.text: each.minutes for each in now.steps or usual}
        texts = questions.lines("Your steps", pace, _echo_in(agreement))
        steps = tuple(
            Step(text=text, minutes=questions.number(
                f"Minutes for \u201c{text}\u201d", pace.get(text, 2), 0.25, 60, never=False
            ))
            for text in texts
        )  # fmt: skip
    else:
        steps = ()
    remind = questions.yes("Remind you the next day to talk it over?", default=now.reminder)
    return agreement.model_copy(update={"aftercare": Aftercare(steps=steps, reminder=remind)})


def _which(now: Before) -> str:
    if not now.ask:
        return "none"
    return "own" if now.questions else "usual"


def _show(console: Console, title: str, texts: Iterable[str]) -> None:
    console.print(title)
    for text in texts:
        console.print(f"- {text}", markup=False)


def _echo_in(agreement: Agreement) -> questions.Check:
    lexicon = lexicon_for(agreement, phrases_of(agreement.language))
    return lambda text: echo(text, lexicon)


def echo(text: str, lexicon: Lexicon) -> str | None:
    """What is wrong with something that will be spoken."""
    if triggers := triggers_in(text, lexicon):
        return f"It would hear itself say '{triggers[0]}': use other words."
    return not_taken(text)


def not_taken(text: str) -> str | None:
    """What is wrong with a text that no agreement takes."""
    if fault := unreadable(text):
        return f"{fault[0].upper()}{fault[1:]}."
    return f"Make this no longer than {LONGEST} letters." if len(text) > LONGEST else None

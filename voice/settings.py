"""What of an agreement is a setting: one value that can be shown, and set by its name.

What people agreed on for each other, such as words and limits, is none: `safeword agree` asks for
that.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from intents.agreement import Agreement, agreement_from
from intents.errors import AgreementMistake, AgreementProblem
from intents.plan import EVERY_MINUTES, SESSION_MINUTES
from voice.errors import UsageProblem

USUAL = "usual"
"""What is set to it is what it is where nobody chose."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One of them."""

    name: str
    """Where it stands in the agreement: the tables, and the key in them, with dots between."""
    purpose: str
    """What it is, and what it may be."""
    usually: Callable[[Agreement], object] = lambda _: "none"
    """What holds where it is not set, and the schema has nothing for that."""


SETTINGS = (
    Setting("language", "what you speak: de, en, es, fr or ko"),
    Setting("experience", "new, some or long: how often you are asked, where you do not say"),
    Setting("intensity", "gentle, firm or rough, at most; for you to read"),
    Setting("voice", "plain, or natural: English only, and it must be installed"),
    Setting("words.stop_in_a_sentence", "strict or standalone: a stop word inside a sentence"),
    Setting("words.listening", "careful, usual or calm: how easily a stop is called"),
    Setting(
        "check_in.every_minutes",
        "how often it asks how you are; 0 for never",
        lambda agreement: EVERY_MINUTES[agreement.experience],
    ),
    Setting(
        "check_in.session_minutes",
        "when it says how long it has been; 0 for never",
        lambda agreement: SESSION_MINUTES[agreement.experience],
    ),
    Setting(
        "check_in.silence_seconds",
        "for how long it was suddenly quiet when it asks",
        lambda _: "never",
    ),
    Setting("check_in.answer_seconds", "how long no answer, twice, is a stop"),
    Setting("before.ask", "true or false: whether it asks questions before a session"),
    Setting("aftercare.reminder", "true or false: whether it reminds you to talk it over"),
    Setting(
        "room.microphone",
        "one of 'safeword devices', or wyoming://host:port",
        lambda _: "the system's",
    ),
    Setting("room.loudspeaker", "one of 'safeword devices'", lambda _: "the system's"),
    Setting(
        "room.hears_itself",
        "true or false: whether it makes sure that its microphone hears it; false with headphones",
    ),
    Setting("room.keys", "true or false: whether any key in the window of a session is a stop"),
)


def setting(name: str) -> Setting:
    """The setting of this name. Raises `UsageProblem` where there is none."""
    for each in SETTINGS:
        if each.name == name:
            return each
    raise UsageProblem(f"There is no setting '{name}': 'safeword settings' lists them.")


def shown(agreement: Agreement, each: Setting) -> str:
    """Its value, for people to read, as they would write it."""
    value = _part(agreement, each)[0]
    return _written(each.usually(agreement) if value is None else value)


def is_set(agreement: Agreement, each: Setting) -> bool:
    """Whether the agreement itself says so."""
    return _part(agreement, each)[1]


def changed(agreement: Agreement, each: Setting, text: str, source: str) -> Agreement:
    """The agreement with another value, or with the usual one.

    `source` is what errors call it. Raises `AgreementProblem` for a value that cannot be, in
    sentences that say what can.
    """
    data = agreement.model_dump(mode="json", exclude_unset=True)
    *tables, key = each.name.split(".")
    table = data
    for part in tables:
        table = table.setdefault(part, {})
    if text == USUAL:
        table.pop(key, None)
    else:
        table[key] = text
    try:
        return agreement_from(data, source)
    except AgreementMistake as mistake:
        raise AgreementProblem(
            f"'{text}' was not set, and nothing is changed: {mistake.faults}."
        ) from None


def _part(agreement: Agreement, each: Setting) -> tuple[object, bool]:
    """The value, and whether it was set."""
    value: object = agreement
    was_set = True
    for part in each.name.split("."):
        was_set = was_set and isinstance(value, BaseModel) and part in value.model_fields_set
        value = getattr(value, part)
    return value, was_set


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, int | float) else str(value)

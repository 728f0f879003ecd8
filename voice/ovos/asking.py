"""What is asked of a session for somebody who spoke to OpenVoiceOS, and what OpenVoiceOS says."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from intents.names import DANGER, Name
from intents.state import Mode
from intents.understand import about_a_topic
from intents.words import normalise
from voice.control.caller import Caller
from voice.control.protocol import Look
from voice.errors import NobodyListens, NotDone, Refused
from voice.language import languages, phrases_of


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that people may ask OpenVoiceOS."""

    asks: Name | Look
    """What the session is asked for."""
    phrases: tuple[Name, ...] = ()
    """Whose phrases those of the intent are."""


INTENTS: Mapping[str, Intent] = MappingProxyType(
    {
        "stop": Intent(Name.STOP, (Name.STOP, Name.HOUSE)),
        "slow": Intent(Name.SLOW, (Name.SLOW,)),
        "check_in": Intent(Name.CHECK_IN, (Name.CHECK_IN,)),
        "limits": Intent(Name.LIMITS, (Name.LIMITS, Name.HARD_LIMITS)),
        "aftercare": Intent(Name.AFTERCARE, (Name.AFTERCARE,)),
        "listening": Intent(Look.STATE, (Name.LISTENING,)),
        "state": Intent(Look.STATE),
    }
)
"""By the name of the file in `locale`. "Pause the music" is not among them, which assistants do."""
ABOUT = Intent(Name.LIMITS, (Name.ABOUT, Name.HARD_LIMITS))
"""About something, or about somebody's. All limits are read: a request has no words in it."""


def is_about_something(utterance: str, tag: str) -> bool:
    """Whether somebody asks what was agreed about something, in the language of a tag, "en-us"."""
    language = tag.partition("-")[0].lower()
    if language not in languages():
        return False
    found = about_a_topic(normalise(utterance), phrases_of(language))
    return found is not None and found.name in ABOUT.phrases


def ask(intent: Intent) -> tuple[str, ...]:
    """Ask it; the names of the dialogs that say what came of it.

    None where the session itself answers aloud: nobody shall speak into that.
    """
    try:
        with Caller() as caller:
            answer = caller.ask(intent.asks)
    except Refused as refused:
        asked_already = intent.asks is Name.CHECK_IN and refused.state == Mode.CHECKING_IN
        return () if asked_already else ("refused",)
    except NobodyListens:
        return ("not_taken" if intent.asks in DANGER else "nobody",)
    except NotDone:
        return ("not_taken" if intent.asks in DANGER else "no_answer",)
    if intent.asks is not Look.STATE:
        return ()
    if answer["faults"]:
        return ("hears_faulty",)
    return (f"hears_{answer['hears']}", f"state_{answer['state']}")

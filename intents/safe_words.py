"""Safe words among other words: what was meant, what is asked about, and what is let pass."""

from dataclasses import dataclass, replace

from intents.agreement import InASentence
from intents.heard import Heard, Look
from intents.names import STOPS, Name
from intents.phrases import Lexicon
from intents.words import has_run, normalise, same_key, times

SHORT_UTTERANCE = 4
"""A stop word among up to so many different words is a stop: "oh, red", "red red red, please stop".
Among more it may be the red tin on the shelf: the agreement says what that is. Who says it twice
means it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What words mean, and by which phrase or about which topic."""

    name: Name
    phrase: str = ""
    topic: str = ""


def asked_for(heard: Heard, lexicon: Lexicon) -> Found | None:
    """What the phrase means that an ear was asked for.

    At the end of a longer sentence a stop word is a stop under `strict`. Under `standalone` it is
    none; it only softens while somebody is still speaking, and where the ear cannot tell what else
    was said.
    """
    phrase = normalise(heard.text)
    name = lexicon.meaning.get(same_key(phrase))
    ends_a_sentence = not heard.alone and not 0 < heard.among <= SHORT_UTTERANCE
    if name is Name.STOP and ends_a_sentence and _lets_pass(lexicon):
        unsure = heard.look is Look.EARLY or not heard.among
        return Found(Name.MAYBE_STOP, phrase) if unsure else None
    return Found(name, phrase) if name else None


def safe_word_in(words: str, look: Look, lexicon: Lexicon) -> Found | None:
    """The most dangerous safe word in a transcription, normalised, and what it is there.

    Among few words, or said twice, a stop word is a stop. Inside a longer sentence it softens while
    somebody is still speaking; of the whole sentence it is asked about under `strict`, and nothing
    under `standalone`. House words are stop words that are always asked about; slow words too, but
    only when somebody has finished.
    """
    said = [
        found
        for name in (Name.STOP, Name.HOUSE, Name.SLOW)
        if (found := _first_of(name, words, lexicon))
    ]
    if meant := next((found for found in said if _is_meant(found.name, words, lexicon)), None):
        return meant
    if look is Look.EARLY and said and said[0].name in STOPS:
        return replace(said[0], name=Name.MAYBE_STOP)
    asked_about = (each for each in said if each.name is not Name.STOP or not _lets_pass(lexicon))
    found = next(asked_about, None)
    return replace(found, name=Name.EMBEDDED) if found else None


def let_pass(heard: Heard, lexicon: Lexicon) -> Found | None:
    """The stop word in the transcription of a whole sentence that is nothing by itself there."""
    words = normalise(heard.text)
    found = _first_of(Name.STOP, words, lexicon) if _lets_pass(lexicon) else None
    return None if found is None or _is_meant(Name.STOP, words, lexicon) else found


def _first_of(name: Name, words: str, lexicon: Lexicon) -> Found | None:
    phrase = next((each for each in lexicon.phrases[name] if has_run(words, each)), None)
    return Found(name, phrase) if phrase else None


def _is_meant(name: Name, words: str, lexicon: Lexicon) -> bool:
    """Whether a safe word that is among these words is more than an embedded one."""
    short = len(set(words.split())) <= SHORT_UTTERANCE
    return short or (name in STOPS and times(words, lexicon.phrases[name]) > 1)


def _lets_pass(lexicon: Lexicon) -> bool:
    return lexicon.stop_in_a_sentence is InASentence.STANDALONE

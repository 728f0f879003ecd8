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
AROUND = 2
"""Around a long one so many words may be all the same: "oh, let me out now, please"."""


@dataclass(frozen=True, slots=True)
class Found:
    """What words mean, and by which phrase or about which topic."""

    name: Name
    phrase: str = ""
    topic: str = ""


def asked_for(heard: Heard, lexicon: Lexicon) -> Found | None:
    """What the phrase means that an ear was asked for.

    At the end of a longer sentence a stop word is a stop under `strict`, but only once the sentence
    is whole: "red" may still become "the red tin". Under `standalone` it is none; it only softens
    while somebody is still speaking, and where the ear cannot tell what else was said. An early
    look has but a piece of what is said, so there any other word is a sentence. Between two rests
    it is a stop where it is all there is: "the red tin" has a rest before its "t".
    """
    phrase = normalise(heard.text)
    name = lexicon.meaning.get(same_key(phrase))
    if name is None:
        return None
    found = Found(name, phrase)
    if name not in STOPS or heard.alone:
        return found
    softly = replace(found, name=Name.MAYBE_STOP)
    if heard.look is Look.BETWEEN:
        return softly
    lets_pass, early = _lets_pass(lexicon), heard.look is Look.EARLY
    few = _words_of(phrase) if lets_pass and early else _few_around(phrase)
    if 0 < heard.among <= few:
        return found
    if name is Name.STOP and lets_pass:
        return softly if early or not heard.among else None
    return softly if early and heard.among else found


def safe_word_in(words: str, look: Look, lexicon: Lexicon) -> Found | None:
    """The most dangerous safe word in a transcription, normalised, and what it is there.

    Among few words, or said twice, a stop word is a stop. Inside a longer sentence it softens while
    somebody is still speaking; of the whole sentence it is asked about under `strict`, and nothing
    under `standalone`. An early look has but a piece of what is said: there two other words make a
    sentence, and under `standalone` or between two rests one. House words are stop words that are
    always asked about; slow words too, but only when somebody has finished.
    """
    said = [
        found
        for name in (Name.STOP, Name.HOUSE, Name.SLOW)
        if (found := _first_of(name, words, lexicon))
    ]
    meant = next((found for found in said if _is_meant(found, words, look, lexicon)), None)
    # An unsure stop word comes before a sure slow word.
    if meant and (meant.name in STOPS or meant is said[0]):
        return meant
    if look is not Look.FINAL and said and said[0].name in STOPS:
        return replace(said[0], name=Name.MAYBE_STOP)
    asked_about = (each for each in said if each.name is not Name.STOP or not _lets_pass(lexicon))
    found = next(asked_about, None)
    return replace(found, name=Name.EMBEDDED) if found else None


def let_pass(heard: Heard, lexicon: Lexicon) -> Found | None:
    """The stop word in the transcription of a whole sentence that is nothing by itself there."""
    words = normalise(heard.text)
    found = _first_of(Name.STOP, words, lexicon) if _lets_pass(lexicon) else None
    return None if found is None or _is_meant(found, words, heard.look, lexicon) else found


def _first_of(name: Name, words: str, lexicon: Lexicon) -> Found | None:
    phrase = next((each for each in lexicon.phrases[name] if has_run(words, each)), None)
    return Found(name, phrase) if phrase else None


def _is_meant(found: Found, words: str, look: Look, lexicon: Lexicon) -> bool:
    """Whether a safe word that is among these words is more than an embedded one."""
    short = len(set(words.split())) <= _few(found, look, lexicon)
    return short or (found.name in STOPS and times(words, lexicon.phrases[found.name]) > 1)


def _few(found: Found, look: Look, lexicon: Lexicon) -> int:
    """Among how many different words of a transcription a safe word is what it says."""
    if look is Look.FINAL:
        return _few_around(found.phrase)
    alone = look is Look.BETWEEN or (found.name is Name.STOP and _lets_pass(lexicon))
    others = 0 if alone else 1
    return _words_of(found.phrase) + others


def _few_around(phrase: str) -> int:
    return max(SHORT_UTTERANCE, _words_of(phrase) + AROUND)


def _words_of(phrase: str) -> int:
    return len(set(phrase.split()))


def _lets_pass(lexicon: Lexicon) -> bool:
    return lexicon.stop_in_a_sentence is InASentence.STANDALONE

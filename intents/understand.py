"""From what an ear reports to what it may mean, with how sure that is. Pure, one report at a time.

Short words are compared exactly: a fuzzy comparison takes "read" for "red" and "mellow" for
"yellow". Only long requests, which can do no harm, are compared with some tolerance.
"""

from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from intents.clock import frames
from intents.heard import Heard, Look
from intents.names import DANGER, PERMISSIVE, Name
from intents.phrases import ASKED_WORDS, Lexicon
from intents.words import has_run, normalise, same_key

TOLERANT = (Name.LIMITS, Name.AFTERCARE, Name.CHECK_IN)
"""Requests whose long phrases may be transcribed with a slip."""
TOLERANCE = 84
"""rapidfuzz `ratio`, 0 to 100, that a long request must reach. "What are you limits" has 97."""
SHORT_UTTERANCE = 4
"""A stop word among up to so many different words is a stop: "oh, red", "red red red, please stop".
Among more it may be the red tin on the shelf, and is asked about."""

BREATH = frames(0.7)
"""Two utterances that are no further apart may be one sentence."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one report of one ear may mean. `score` as in `Heard`."""

    name: Name
    score: float
    ear: str
    look: Look
    began: int
    ended: int


def understand(heard: Heard, lexicon: Lexicon) -> Meaning | None:
    """What this report means, if anything.

    A phrase at the end of a sentence may be danger, but it lets nothing go on.
    """
    name = _asked(heard, lexicon) if heard.asked else _transcribed(heard, lexicon)
    if name is None or (name in PERMISSIVE and not heard.alone):
        return None
    return Meaning(name, heard.score, heard.ear, heard.look, heard.began, heard.ended)


def understand_after(before: Heard | None, heard: Heard, lexicon: Lexicon) -> Meaning | None:
    """What a transcription means, perhaps as the end of the sentence that `before` began.

    A comma is long enough for an ear to end its utterance there: "yes, resume" comes as two. A
    safe word is never weakened by what was said before it.
    """
    alone = understand(heard, lexicon)
    if before is None or heard.began - before.ended > BREATH or _danger(alone):
        return alone
    text = f"{before.text} {heard.text}"
    score = min(before.score, heard.score)
    sentence = replace(heard, text=text, score=score, began=before.began)
    whole = understand(sentence, lexicon)
    return alone if whole is None or whole.name is Name.EMBEDDED else whole


def _danger(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.name in DANGER


def _asked(heard: Heard, lexicon: Lexicon) -> Name | None:
    return lexicon.meaning.get(same_key(heard.text))


def _transcribed(heard: Heard, lexicon: Lexicon) -> Name | None:
    words = normalise(heard.text)
    if meaning := lexicon.meaning.get(same_key(words)):
        return meaning
    for name in (Name.STOP, Name.SLOW):
        if any(has_run(words, phrase) for phrase in lexicon.phrases[name]):
            if len(set(words.split())) <= SHORT_UTTERANCE:
                return name
            return Name.EMBEDDED
    return _long_request(words, lexicon)


def _long_request(words: str, lexicon: Lexicon) -> Name | None:
    choices = {
        phrase: name
        for name in TOLERANT
        for phrase in lexicon.phrases[name]
        if len(phrase.split()) > ASKED_WORDS or len(phrase) >= 12
    }
    found = process.extractOne(words, choices.keys(), scorer=fuzz.ratio, score_cutoff=TOLERANCE)
    return choices[found[0]] if found else None

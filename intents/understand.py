"""From what an ear reports to what it may mean, with how sure that is. Pure, one report at a time.

Short words are compared exactly: a fuzzy comparison takes "read" for "red" and "mellow" for
"yellow". Only long requests, which can do no harm, are compared with some tolerance.
"""

from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from intents.clock import frames
from intents.doubt import AGREED, doubt_at
from intents.heard import Heard, Look
from intents.names import DANGER, PERMISSIVE, STOPS, Name
from intents.phrases import ASKED_WORDS, Lexicon, Phrases
from intents.safe_words import Found, asked_for, let_pass, safe_word_in
from intents.signs import Sign
from intents.words import normalise, same_key

TOLERANT = (
    Name.LIMITS,
    Name.HARD_LIMITS,
    Name.AFTERCARE,
    Name.CHECK_IN,
    Name.WAIT,
    Name.HOW_LONG,
    Name.READY,
    Name.LISTENING,
    Name.QUIET,
    Name.END,
)
"""Requests whose long phrases may be transcribed with a slip, and that no slip turns around."""
TOLERANCE = 84
"""rapidfuzz `ratio`, 0 to 100, that a long request must reach. "What are you limits" has 97."""
AGAIN = frames(5)
"""Two sentences that are no further apart are close enough for a stop word to be said again."""
TWICE = frames(0.4)
"""An ear's utterance begins so long before its first word. Where two share more of the sound, a
word in both may have been said once."""
TOPIC_WORDS = 4
"""A topic of more words is no topic but talk."""
BREATH = frames(0.7)
"""Two utterances that are no further apart may be one sentence."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one report of one ear may mean. `score` as in `Heard`, the rest as in `Found`."""

    name: Name
    score: float
    ear: str
    look: Look
    began: int
    ended: int
    phrase: str = ""
    topic: str = ""
    doubt: float = 0.0
    """Of a stop word: what is taken off the log-odds before it counts as a stop."""


def understand(heard: Heard, lexicon: Lexicon) -> Meaning | None:
    """What this report means, if anything.

    A phrase at the end of a sentence may be danger, but it lets nothing go on; nor does what is
    transcribed while somebody may still be speaking. What a safe word among others is,
    `intents.safe_words` says.
    """
    if heard.sign is not None:
        return _sign(heard, heard.sign, lexicon)
    found = asked_for(heard, lexicon) if heard.asked else _transcribed(heard, lexicon)
    if found is None or (found.name in PERMISSIVE and not _may_let_go_on(heard)):
        return None
    return _meaning(found, heard, lexicon)


def _sign(heard: Heard, sign: Sign, lexicon: Lexicon) -> Meaning | None:
    """A signal without words."""
    name = lexicon.signs.get(sign)
    return _meaning(Found(name, heard.text), heard, lexicon) if name else None


def _may_let_go_on(heard: Heard) -> bool:
    return heard.alone and (heard.asked or heard.look is Look.FINAL)


def understand_after(before: Heard | None, heard: Heard, lexicon: Lexicon) -> Meaning | None:
    """What a transcription means, perhaps as the end of the sentence that `before` began.

    A comma is long enough for an ear to end its utterance there: "yes, resume" comes as two. A
    safe word is never weakened by what was said before it, and a topic is not made longer by talk.
    A stop word that was let pass in one sentence and is in the next one too is a stop.
    """
    alone = understand(heard, lexicon)
    if before is None or _danger(alone):
        return alone
    pause = heard.began - before.ended
    score = min(before.score, heard.score)
    again = let_pass(heard, lexicon)
    if again and -TWICE <= pause <= AGAIN and let_pass(before, lexicon):
        return _meaning(again, replace(heard, score=score), lexicon)
    if pause > BREATH:
        return alone
    text = f"{before.text} {heard.text}"
    sentence = replace(heard, text=text, score=score, began=before.began)
    whole = understand(sentence, lexicon)
    if whole is None or whole.name is Name.EMBEDDED:
        return alone
    if whole.name in STOPS and pause < -TWICE:
        return alone
    complete = whole.topic and (alone or understand(before, lexicon))
    return alone if complete else whole


def _meaning(found: Found, heard: Heard, lexicon: Lexicon) -> Meaning:
    return Meaning(
        found.name,
        heard.score,
        heard.ear,
        heard.look,
        heard.began,
        heard.ended,
        found.phrase,
        found.topic,
        doubt_at(heard.look, AGREED[lexicon.listening]) if found.name in STOPS else 0.0,
    )


def _danger(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.name in DANGER


def _transcribed(heard: Heard, lexicon: Lexicon) -> Found | None:
    words = normalise(heard.text)
    if name := lexicon.meaning.get(same_key(words)):
        return Found(name, words)
    if found := safe_word_in(words, heard.look, lexicon):
        return found
    if heard.look is not Look.FINAL:  # only danger is looked for before somebody has finished
        return None
    return about_a_topic(words, lexicon.language) or _long_request(words, lexicon)


def about_a_topic(words: str, language: Phrases) -> Found | None:
    """The topical request that normalised words are, if any."""
    for name, topic in language.topics(words):
        if len(topic.split()) <= TOPIC_WORDS:
            return Found(name, topic=topic)
    return None


def _long_request(words: str, lexicon: Lexicon) -> Found | None:
    choices = {
        phrase: name
        for name in TOLERANT
        for phrase in lexicon.phrases[name]
        if len(phrase.split()) > ASKED_WORDS or len(phrase) >= 12
    }
    found = process.extractOne(words, choices.keys(), scorer=fuzz.ratio, score_cutoff=TOLERANCE)
    return Found(choices[found[0]], found[0]) if found else None

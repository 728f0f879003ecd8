"""Phrases and prompts as data: hassil templates that become the lexicon of one session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import yaml
from hassil import Intents
from hassil.recognize import recognize_all
from hassil.sample import sample_intents

from intents.agreement import Agreement, InASentence, Listening, Squeaker
from intents.errors import AgreementProblem
from intents.names import DANGER, MINOR, PUT_TO_THE_EARS, SPOKEN, STOPS, TOPICAL, Name
from intents.read_aloud import read_aloud
from intents.signs import Sign
from intents.words import has_run, normalise, same_key

ASKED_WORDS = 3
"""Phrases of up to so many words are put to the ears one by one; transcription finds longer ones
well enough for a request, while it is shaky on one short word."""
OF_ANY_LENGTH = DANGER | {Name.GO}
"""Words that people agreed on are put to the ears however long they are."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """What can be said in one language."""

    plain: Mapping[Name, tuple[str, ...]]
    """Normalised phrases by meaning."""
    templates: Intents
    """All templates, for those with a place for any words."""
    vague: frozenset[str]
    """Words that are no topic by themselves: "it" in "what about it"."""
    language: str = "en"
    """Its code."""

    def topics(self, words: str) -> tuple[tuple[Name, str], ...]:
        """The topical requests that normalised words can be, each with the words in its place.

        The one with the shortest words in its place comes first: "no slapping tonight" is about
        slapping.
        """
        found = {
            (Name(result.intent.name), normalise(words[slice(*topic.text_span)]))
            for result in recognize_all(words, self.templates)
            # The value itself has lost the spaces of Korean, the span has not.
            if (topic := result.entities.get("topic")) and topic.text_span
        }
        return tuple(
            (name, topic)
            for name, topic in sorted(found, key=lambda each: (len(each[1]), each))
            if not self.vague.issuperset(topic.split())
        )


def phrases_from(data: str) -> Phrases:
    """Every phrase of a language, from the text of its `phrases.yaml`.

    The templates are hassil's: `(a|b)` for a choice, `[c]` for what may be left out, `{topic}` for
    any words but those under `vague`.
    """
    parsed = yaml.safe_load(data)
    templates = Intents.from_dict(parsed)
    found: dict[Name, list[str]] = {name: [] for name in SPOKEN}
    for name, sentence in sample_intents(templates):
        phrase = normalise(sentence)
        if phrase not in found[Name(name)]:
            found[Name(name)].append(phrase)
    plain = [name for name in SPOKEN if name not in TOPICAL and not found[name]]
    if missing := plain + [name for name in TOPICAL if name not in templates.intents]:
        raise ValueError(f"no phrase for {', '.join(missing)}")
    return Phrases(
        MappingProxyType({name: tuple(phrases) for name, phrases in found.items()}),
        templates,
        frozenset(normalise(parsed.get("vague", "")).split()),
        parsed["language"],
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What each phrase means in this session."""

    phrases: Mapping[Name, tuple[str, ...]]
    """Normalised phrases by meaning."""
    meaning: Mapping[str, Name]
    """`same_key` of a phrase to its meaning."""
    language: Phrases
    """Those of the language, for topical requests."""
    stop_in_a_sentence: InASentence
    listening: Listening
    signs: Mapping[Sign, Name]
    """What each signal without words means, of those that are listened for."""
    squeaker: Squeaker
    """What was taught of the one that has to be."""

    def asked(self) -> tuple[str, ...]:
        """The phrases to put to the ears, danger first."""
        return self.short(PUT_TO_THE_EARS)

    def urgent(self) -> tuple[str, ...]:
        """Those of them that are danger."""
        return self.short(DANGER)

    def short(self, names: frozenset[Name]) -> tuple[str, ...]:
        """The phrases of these names that are short enough for it; people's own words all are."""
        return tuple(
            phrase
            for name in SPOKEN
            if name in names
            for phrase in self.phrases[name]
            if name in OF_ANY_LENGTH or len(phrase.split()) <= ASKED_WORDS
        )


def lexicon_for(agreement: Agreement, language: Phrases) -> Lexicon:
    """The phrases of the language with the agreement's own words in their place.

    Agreed stop, slow, go and house words replace those of the language. Raises `AgreementProblem`
    where one phrase would mean two things.
    """
    chosen = dict(language.plain)
    words, signals = agreement.words, agreement.listened_for
    personal = tuple(word for person in agreement.people for word in person.stop)
    everyone = words.stop or language.plain[Name.STOP]
    agreed_words = (*words.stop, *personal, *words.slow, *words.go)
    for name, agreed in (
        (Name.STOP, (*everyone, *personal)),
        (Name.HOUSE, words.house or _without(language.plain[Name.HOUSE], agreed_words)),
        (Name.SLOW, words.slow),
        (Name.GO, words.go),
    ):
        if agreed or name is Name.HOUSE:
            chosen[name] = _unique(agreed)
    chosen[Name.CHECK_IN] = _unique((*agreement.check_in.phrases, *chosen[Name.CHECK_IN]))
    for name in SPOKEN:
        if name not in STOPS:
            chosen[name] = _without_stop_words(name, chosen, language)
        if name not in DANGER:
            chosen[name] = _without_slow_words(name, chosen, language)
    meaning: dict[str, Name] = {}
    for name in SPOKEN:
        for phrase in chosen[name]:
            other = meaning.setdefault(same_key(phrase), name)
            if other is not name:
                raise AgreementProblem(
                    f"'{phrase}' already means '{other}', so it cannot mean '{name}' too: "
                    "choose another word."
                )
    return Lexicon(
        MappingProxyType(chosen),
        MappingProxyType(meaning),
        language,
        words.stop_in_a_sentence,
        words.listening,
        MappingProxyType(
            dict.fromkeys(signals.stop, Name.STOP) | dict.fromkeys(signals.slow, Name.SLOW)
        ),
        agreement.squeaker,
    )


def _without_stop_words(
    name: Name, chosen: Mapping[Name, tuple[str, ...]], language: Phrases
) -> tuple[str, ...]:
    """The phrases of a name that do not contain a stop word, which must always mean stop.

    Where people chose "wait" for a stop, "wait a minute" is none of the language's phrases any
    more. Raises `AgreementProblem` for a phrase of their own, or where none would be left.
    """
    kept = []
    for phrase in chosen[name]:
        stops = (stop for each in sorted(STOPS) for stop in chosen[each])
        inside = next((stop for stop in stops if has_run(phrase, stop)), None)
        if inside is None:
            kept.append(phrase)
        elif phrase not in language.plain[name] or (phrase == chosen[name][-1] and not kept):
            raise AgreementProblem(
                f"The stop word '{inside}' is inside '{phrase}', which means '{name}': "
                "choose another word."
            )
    return tuple(kept)


def _without_slow_words(
    name: Name, chosen: Mapping[Name, tuple[str, ...]], language: Phrases
) -> tuple[str, ...]:
    """The same for slow words, of the language's phrases, as long as one is left.

    What people wrote themselves they meant, and one that is just the slow word is told as such.
    """
    kept = tuple(
        phrase
        for phrase in chosen[name]
        if phrase not in language.plain[name]
        or not any(has_run(phrase, slow) and phrase != slow for slow in chosen[Name.SLOW])
    )
    return kept or chosen[name]


def triggers_in(text: str, lexicon: Lexicon, *, question: bool = False) -> tuple[str, ...]:
    """The phrases that someone would seem to say if this text were spoken aloud.

    It is looked at as the voice reads it. Plain answers count only in a `question`, because they
    mean nothing elsewhere.
    """
    words = normalise(read_aloud(text, lexicon.language.language))
    return tuple(
        phrase
        for name in SPOKEN
        if question or name not in MINOR
        for phrase in lexicon.phrases[name]
        if has_run(words, phrase)
    )


def _without(phrases: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """An agreed word that is the usual house word means what was agreed."""
    keys = {same_key(phrase) for phrase in taken}
    return tuple(phrase for phrase in phrases if same_key(phrase) not in keys)


def _unique(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrases))

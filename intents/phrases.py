"""Phrases and prompts as data: hassil templates that become the lexicon of one session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import yaml
from hassil import Intents
from hassil.sample import sample_intents

from intents.agreement import Agreement
from intents.errors import AgreementProblem
from intents.names import SPOKEN, Name
from intents.words import has_run, normalise, same_key

ASKED_WORDS = 3
"""Phrases of up to so many words are put to the ears one by one; transcription finds longer ones,
which it does well, while it is shaky on one short word."""


def phrases_from(data: str) -> Mapping[Name, tuple[str, ...]]:
    """Every phrase of a language, from the text of its `phrases.yaml`.

    The templates are hassil's: `(a|b)` for a choice, `[c]` for what may be left out.
    """
    found: dict[Name, list[str]] = {name: [] for name in SPOKEN}
    for name, sentence in sample_intents(Intents.from_dict(yaml.safe_load(data))):
        phrase = normalise(sentence)
        if phrase not in found[Name(name)]:
            found[Name(name)].append(phrase)
    if missing := [name for name in SPOKEN if not found[name]]:
        raise ValueError(f"no phrase for {', '.join(missing)}")
    return MappingProxyType({name: tuple(phrases) for name, phrases in found.items()})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What each phrase means in this session."""

    phrases: Mapping[Name, tuple[str, ...]]
    """Normalised phrases by meaning."""
    meaning: Mapping[str, Name]
    """`same_key` of a phrase to its meaning."""

    def asked(self) -> tuple[str, ...]:
        """The phrases to put to the ears, danger first."""
        return tuple(
            phrase
            for name in SPOKEN
            for phrase in self.phrases[name]
            if len(phrase.split()) <= ASKED_WORDS
        )


def lexicon_for(agreement: Agreement, language: Mapping[Name, tuple[str, ...]]) -> Lexicon:
    """The phrases of the language with the agreement's own words in their place.

    Agreed stop, slow and go words replace those of the language. Raises `AgreementProblem` where
    one phrase would mean two things.
    """
    chosen = dict(language)
    words = agreement.words
    for name, agreed in ((Name.STOP, words.stop), (Name.SLOW, words.slow), (Name.GO, words.go)):
        if agreed:
            chosen[name] = _unique(agreed)
    chosen[Name.CHECK_IN] = _unique((*agreement.check_in.phrases, *language[Name.CHECK_IN]))
    meaning: dict[str, Name] = {}
    for name in SPOKEN:
        for phrase in chosen[name]:
            other = meaning.setdefault(same_key(phrase), name)
            if other is not name:
                raise AgreementProblem(
                    f"'{phrase}' already means '{other}', so it cannot mean '{name}' too: "
                    "choose another word."
                )
    _refuse_stop_words_inside(chosen)
    return Lexicon(MappingProxyType(chosen), MappingProxyType(meaning))


def _refuse_stop_words_inside(phrases: Mapping[Name, tuple[str, ...]]) -> None:
    """A stop word must always mean stop, so no other phrase may contain one."""
    for name in SPOKEN:
        for phrase in phrases[name]:
            for stop in phrases[Name.STOP]:
                if name is not Name.STOP and has_run(phrase, stop):
                    raise AgreementProblem(
                        f"The stop word '{stop}' is inside '{phrase}', which means '{name}': "
                        "choose another word."
                    )


def triggers_in(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The phrases that someone would seem to say if this text were spoken aloud."""
    words = normalise(text)
    return tuple(
        phrase for name in SPOKEN for phrase in lexicon.phrases[name] if has_run(words, phrase)
    )


def _unique(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrases))

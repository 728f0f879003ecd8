"""Works out how safe words sound, for those who judge them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intents.agreement import Agreement
from intents.errors import AgreementProblem
from intents.phrases import Lexicon, lexicon_for
from intents.prompts import Prompts
from intents.sounding import Among, Facts, Near
from intents.word_advice import others, safe_words
from intents.words import normalise, same_key
from models.ears import EarModel
from models.sounds.near import Vocabulary, common, common_words
from models.sounds.spoken import sounds
from voice.language import phrases_of, prompts_of

EVERYDAY = 1000
"""So many of the words that are used most are everyday words."""
KEPT = 3
"""So many of the nearest phrases of each kind are told."""


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What the words of a session are said among."""

    language: str
    lexicon: Lexicon
    prompts: Prompts
    ears: Sequence[EarModel] = ()


def facts_for(agreement: Agreement) -> Mapping[str, Facts]:
    """The facts of every safe word of an agreement, as far as no ear need be asked.

    None where its words do not go together, which others tell. Raises `ModelProblem` as `sounds`.
    """
    language = agreement.language
    try:
        lexicon = lexicon_for(agreement, phrases_of(language))
    except AgreementProblem:
        return {}
    around = Surroundings(language, lexicon, prompts_of(language))
    return facts_of(safe_words(lexicon), (), around)


def facts_of(
    phrases: Sequence[str], candidates: Sequence[str], around: Surroundings
) -> Mapping[str, Facts]:
    """The facts of each of these phrases; `candidates` are compared with each other too.

    Raises `ModelProblem` as `sounds`.
    """
    said = _said(around.prompts)
    return {phrase: _facts(phrase, candidates, said, around) for phrase in phrases}


def _facts(
    phrase: str, candidates: Sequence[str], said: Sequence[str], around: Surroundings
) -> Facts:
    language, lexicon = around.language, around.lexicon
    meant = others(phrase, lexicon)
    groups: dict[Among, tuple[str, ...]] = {
        Among.MEANING: meant,
        Among.CANDIDATE: tuple(
            each for each in candidates if not _same(each, phrase) and each not in meant
        ),
        # Texts that hold a safe word itself are found exactly, when a session is put together.
        Among.PROMPT: tuple(each for each in said if not _same(each, phrase)),
    }
    near = [
        *(each for among, group in groups.items() for each in _near(phrase, group, among, around)),
        *_nearest(phrase, common(language), Among.TALK, language),
    ]
    deaf = tuple(ear.name for ear in around.ears if ear.unknown([phrase]))
    return Facts(
        sounds=min(map(len, sounds(phrase, language)), default=0),
        near=tuple(sorted(near, key=lambda each: each.share)),
        unknown_to=deaf,
        known_to=tuple(ear.name for ear in around.ears if ear.name not in deaf),
        everyday=phrase in common_words(language)[:EVERYDAY],
    )


def _near(
    phrase: str, group: tuple[str, ...], among: Among, around: Surroundings
) -> Sequence[Near]:
    return _nearest(phrase, _vocabulary(group, around.language), among, around.language)


@lru_cache(maxsize=64)
def _vocabulary(group: tuple[str, ...], language: str) -> Vocabulary:
    return Vocabulary.of(group, language)


def _nearest(phrase: str, vocabulary: Vocabulary, among: Among, language: str) -> Sequence[Near]:
    apart = vocabulary.apart_from(phrase, language)
    found = [
        Near(other, each.share, among)
        for other, each in apart.items()
        if among is not Among.TALK or not _same(other, phrase)
    ]
    return sorted(found, key=lambda each: each.share)[:KEPT]


def _said(prompts: Prompts) -> Sequence[str]:
    """The words that Safeword itself says in every session."""
    texts = (*prompts.fixed(), *prompts.before, *(step.text for step in prompts.aftercare))
    words = (word for text in texts for word in normalise(text).split())
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))


def _same(one: str, other: str) -> bool:
    return same_key(one) == same_key(other)

"""Works out how safe words sound, for those who judge them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from intents.agreement import Agreement
from intents.errors import AgreementProblem
from intents.phrases import Lexicon, lexicon_for
from intents.prompts import Prompts
from intents.sounding import Among, Facts, Near
from intents.word_advice import others, safe_words
from intents.words import normalise, same_key
from models.ears import EarModel
from models.sounds.alike import Pronunciation, unlike
from models.sounds.common import common_words
from models.sounds.spoken import sounds
from voice.language import phrases_of, prompts_of

EVERYDAY = 1000
"""So many of the words that are used most are everyday words."""
KEPT = 4
"""So many of the nearest phrases of each kind are told, and of talk, tried."""


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
    said, talk = _said(around.prompts), common_words(around.language)
    meant = {phrase: others(phrase, around.lexicon) for phrase in phrases}
    rest = dict.fromkeys(chain(phrases, candidates, said, *meant.values()))
    spoken: dict[str, Pronunciation] = {}
    for group in (talk, tuple(rest)):  # common talk stays the same, and is remembered
        spoken |= zip(group, sounds(group, around.language), strict=True)
    key = {phrase: same_key(phrase) for phrase in spoken}
    found = {}
    for phrase in phrases:
        # Texts that hold a safe word itself are found exactly, when a session is put together.
        unmeant = [each for each in candidates if each not in meant[phrase]]
        groups = {Among.MEANING: meant[phrase]} | {
            among: [each for each in group if key[each] != key[phrase]]
            for among, group in (
                (Among.CANDIDATE, unmeant), (Among.PROMPT, said), (Among.TALK, talk)
            )
        }  # fmt: skip
        near = (each for group in groups.items() for each in _nearest(phrase, *group, spoken))
        deaf = tuple(ear.name for ear in around.ears if ear.unknown([phrase]))
        found[phrase] = Facts(
            sounds=len(spoken[phrase]),
            near=tuple(sorted(near, key=lambda each: each.share)),
            unknown_to=deaf,
            known_to=tuple(ear.name for ear in around.ears if ear.name not in deaf),
            everyday=phrase in talk[:EVERYDAY],
        )
    return found


def _nearest(
    phrase: str, among: Among, group: Sequence[str], spoken: Mapping[str, Pronunciation]
) -> Sequence[Near]:
    shares = unlike(spoken[phrase], [spoken[each] for each in group]).tolist()
    near = (Near(other, share, among) for other, share in zip(group, shares, strict=True))
    return sorted(near, key=lambda each: each.share)[:KEPT]


def _said(prompts: Prompts) -> Sequence[str]:
    """The words that Safeword itself says in every session."""
    texts = (*prompts.fixed(), *prompts.before, *(step.text for step in prompts.aftercare))
    words = (word for text in texts for word in normalise(text).split())
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))

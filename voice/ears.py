"""Which ears listen to a session, and what they cannot hear."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from intents.errors import AgreementProblem
from intents.names import DANGER, SPOKEN, Name
from intents.phrases import Lexicon
from intents.signs import PHRASES, Sign
from intents.writing import other_letters
from models.ears import EarModel
from models.errors import ModelProblem
from models.moonshine.ear import MoonshineModel
from models.signs.ear import SignEar
from models.store.catalogue import builtin
from models.store.folders import models_folder
from models.store.installed import installed
from voice.session.contained_ear import EarMaker


def load_ears(language: str, vosk_folder: Path | None) -> tuple[EarModel, ...]:
    """Moonshine for English, and a Vosk model of the language: the given one, or one installed.

    Raises `ModelProblem` if there is none, or one of them is damaged.
    """
    ears: list[EarModel] = []
    if language == MoonshineModel.language:
        ears.append(MoonshineModel.load())
    folder = vosk_folder or installed_vosk(language)
    if folder is not None:
        # Only here: its library is large, and most sessions do without.
        from models.vosk_ear import VoskModel  # noqa: PLC0415

        ears.append(VoskModel.load(folder, language))
    if not ears:
        raise ModelProblem(
            f"No speech model for '{language}' is installed: see 'safeword models list', and fetch "
            "one with 'safeword models fetch NAME'."
        )
    return tuple(ears)


def installed_vosk(language: str) -> Path | None:
    """The folder of an installed model; one of a region, such as en-us, speaks the language."""
    return next(
        (
            model.folder
            for model in installed(builtin(), models_folder())
            if model.engine == "vosk" and model.language.split("-")[0] == language
        ),
        None,
    )


def ear_makers(models: Sequence[EarModel], lexicon: Lexicon) -> list[EarMaker]:
    """What makes the ears of a session: those for words, and one for signals if any are agreed."""
    makers: list[EarMaker] = [
        partial(model.listen, lexicon.asked(), lexicon.urgent()) for model in models
    ]
    if lexicon.signs:
        makers.append(partial(SignEar, tuple(lexicon.signs), lexicon.squeaker))
    return makers


def unheard(phrase: str, ears: Sequence[EarModel]) -> str | None:
    """What is wrong with a normalised phrase that none of the ears can ever hear."""
    if not ears or not all(ear.unknown([phrase]) for ear in ears):
        return None
    return _unheard("the word", phrase, ears)


def _unheard(what: str, phrase: str, ears: Sequence[EarModel]) -> str:
    return (
        f"No ear can hear {what} '{phrase}': it is not in the vocabulary of "
        f"{' or '.join(ear.name for ear in ears)}. {other_letters(phrase)}"
    )


def knowing(ears: Sequence[EarModel], lexicon: Lexicon) -> Mapping[Name, frozenset[str]]:
    """The ears that know every phrase of each name.

    Raises `AgreementProblem` for a safe word that no ear can ever hear, and for a signal that was
    not taught yet: it must be found before somebody relies on it.
    """
    if Sign.SQUEAKS in lexicon.signs and not lexicon.squeaker.examples:
        raise AgreementProblem(
            f"You agreed on {PHRASES[Sign.SQUEAKS]}, and nobody knows yet what that sounds like: "
            "teach it with 'safeword teach'."
        )
    known: dict[Name, frozenset[str]] = {
        name: frozenset(ear.name for ear in ears if not ear.unknown(lexicon.phrases[name]))
        for name in SPOKEN
    }
    for name in (*sorted(DANGER), Name.GO):
        phrases = lexicon.phrases[name]
        nobody = set.intersection(*(set(ear.unknown(phrases)) for ear in ears))
        # Where nobody chose, one of the language's own words is enough.
        chosen = not set(phrases) <= set(lexicon.language.plain[name])
        if nobody and (chosen or nobody == set(phrases)):
            raise AgreementProblem(_unheard(f"the {name} word", min(nobody), ears))
    everyone = frozenset(ear.name for ear in ears)
    return {name: known.get(name) or everyone for name in Name}

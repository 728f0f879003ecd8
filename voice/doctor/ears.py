"""Whether the ears of a session are there, whole, and know its words."""

from collections.abc import Callable, Iterator

from intents.errors import AgreementProblem
from intents.phrases import lexicon_for
from models.errors import ModelProblem
from models.moonshine import files
from models.moonshine.ear import MoonshineModel
from models.store.catalogue import builtin
from models.store.folders import models_folder
from models.store.installed import how_to_get, installed
from models.store.verify import verify
from voice.doctor.finding import Finding, Kind, fine, wrong
from voice.doctor.wanted import Wanted
from voice.ears import installed_vosk, knowing, load_ears
from voice.language import phrases_of


def look(wanted: Wanted, take: Callable[[tuple[str, ...]], None]) -> Iterator[Finding]:
    """Read every byte of the models, and load them; `take` is given the names of the ears."""
    language = wanted.language
    spoilt = tuple(_spoilt(language))
    yield from spoilt
    if spoilt:
        return
    try:
        ears = load_ears(language, None)
    except ModelProblem:
        known = [each for each in builtin().models if each.language.partition("-")[0] == language]
        names = " or ".join(each.name for each in known)
        yield wrong(
            Kind.EARS,
            f"There is no speech model that can be loaded for the language '{language}'.",
            f"Get one: safeword models fetch NAME ({names or 'none is known for this language'}).",
        )
        return
    take(tuple(ear.name for ear in ears))
    yield fine(
        Kind.EARS,
        f"Ears for '{language}': {' and '.join(ear.name for ear in ears)}, whole and loaded.",
    )
    if wanted.agreement is None:
        return
    try:
        knowing(ears, lexicon_for(wanted.agreement, phrases_of(language)))
    except AgreementProblem:
        yield wrong(
            Kind.EARS,
            "No ear can hear one of your words or signals, so a session would not begin.",
            "'safeword agree --lint' says which, and what to do.",
        )


def _spoilt(language: str) -> Iterator[Finding]:
    if language == MoonshineModel.language:
        try:
            files.verify(files.folder())
        except ModelProblem:
            yield wrong(
                Kind.EARS,
                "The files of the speech model moonshine are missing or damaged.",
                f"{files.REINSTALL}. If that does not help: {files.ENCODER.remedy}",
            )
    folder = installed_vosk(language)
    if folder is None:
        return
    catalogue = builtin()
    there = installed(catalogue, models_folder())
    name = next(model.name for model in there if model.folder == folder)
    try:
        whole = verify(name, catalogue, models_folder()).whole
    except ModelProblem:
        whole = False
    if not whole:
        yield wrong(
            Kind.EARS,
            "The files of the Vosk model are missing or damaged.",
            how_to_get(name, catalogue)
            if name in catalogue
            else "Delete it, and get one that 'safeword models list' shows.",
        )

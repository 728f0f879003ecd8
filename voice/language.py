"""Reads the packaged phrases and prompts of a language."""

from importlib.resources import files

from intents.agreeing import Agreeing, agreeing_from
from intents.errors import AgreementProblem
from intents.phrases import Phrases, phrases_from
from intents.prompts import Prompts, prompts_from

_DATA = files("intents") / "data"


def languages() -> tuple[str, ...]:
    """The codes of the languages that Safeword speaks."""
    return tuple(sorted(folder.name for folder in _DATA.iterdir() if folder.is_dir()))


def phrases_of(language: str) -> Phrases:
    """Its phrases. Raises `AgreementProblem` if it is not among `languages()`."""
    return phrases_from(_read(language, "phrases.yaml"))


def prompts_of(language: str) -> Prompts:
    """Its prompts. Raises `AgreementProblem` if it is not among `languages()`."""
    return prompts_from(_read(language, "prompts.yaml"))


def agreeing_of(language: str) -> Agreeing:
    """What it offers those who agree. Raises `AgreementProblem` if it is not in `languages()`."""
    return agreeing_from(_read(language, "agreeing.yaml"))


def _read(language: str, name: str) -> str:
    if language not in languages():
        raise AgreementProblem(
            f"Safeword does not speak '{language}': choose one of {', '.join(languages())}."
        )
    return (_DATA / language / name).read_text(encoding="utf-8")

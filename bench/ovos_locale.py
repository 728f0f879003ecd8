"""`python -m bench.ovos_locale`: writes what OpenVoiceOS is asked and says, `voice/ovos/locale`.

The phrases are those of `intents/data`, so that people say the same to it as to Safeword itself.
Each stands there in full, because the engines that read them differ in what templates mean to them.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from hassil import Intents
from hassil.sample import sample_intents

from intents.words import is_hangul, normalise
from voice.language import languages, phrases_of
from voice.ovos.asking import INTENTS

OUT = Path(__file__).parent.parent / "voice" / "ovos" / "locale"
TAGS: Mapping[str, str] = {
    "de": "de-de", "en": "en-us", "es": "es-es", "fr": "fr-fr", "ko": "ko-kr",
}  # fmt: skip
"""The folder of each language; others of its regions are found by it."""


@cache
def sentences() -> dict[str, Any]:
    """What OpenVoiceOS says, and is asked besides our phrases, by language."""
    text = (files("voice") / "ovos" / "sentences.yaml").read_text(encoding="utf-8")
    said: dict[str, Any] = yaml.safe_load(text)
    return said


def dialogs(language: str) -> Iterator[tuple[str, str]]:
    """Each thing that OpenVoiceOS says, by name."""
    for name, said in sentences()[language].items():
        if name in ("hears", "state"):
            yield from ((f"{name}_{each}", sentence) for each, sentence in said.items())
        elif name != "asked":
            yield name, said


def locale() -> dict[str, str]:
    """The text of each file, by its path in the folder."""
    found = {}
    for language in languages():
        folder = TAGS[language]
        for name in INTENTS:
            lines = {each for phrase in asked(language, name) for each in _spaced(phrase)}
            found[f"{folder}/{name}.intent"] = "".join(f"{line}\n" for line in sorted(lines))
        for name, sentence in dialogs(language):
            found[f"{folder}/{name}.dialog"] = f"{sentence}\n"
    return found


def asked(language: str, intent: str) -> Iterator[str]:
    """What people say for it."""
    if own := sentences()[language]["asked"].get(intent):
        data = {"language": language, "intents": {intent: {"data": [{"sentences": own}]}}}
        yield from _sampled(Intents.from_dict(data), [intent])
    else:
        yield from _sampled(_templates(language), INTENTS[intent].phrases)


@cache
def _templates(language: str) -> Intents:
    return phrases_of(language).templates


def _sampled(templates: Intents, names: Iterable[str]) -> Iterator[str]:
    for _, sentence in sample_intents(templates, intent_names=set(names)):
        yield normalise(sentence)


def _spaced(phrase: str) -> Iterator[str]:
    """As it is; in Korean, where people and decoders leave spaces out, also without one or all."""
    yield phrase
    if is_hangul(phrase):
        words = phrase.split()
        yield "".join(words)
        for at in range(1, len(words)):
            yield f"{' '.join(words[:at])}{' '.join(words[at:])}"


def main() -> None:
    """Write it in place of what is there."""
    shutil.rmtree(OUT, ignore_errors=True)
    for path, text in locale().items():
        (OUT / path).parent.mkdir(parents=True, exist_ok=True)
        (OUT / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

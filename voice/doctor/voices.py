"""Whether anything can be spoken."""

import time
from collections.abc import Iterator
from contextlib import closing

from intents.agreement import Agreement, SpokenBy
from intents.errors import Problem
from models.errors import ModelProblem
from models.natural_voice import INSTALL, NaturalVoice, installed
from models.pyttsx_process import PREFERRED
from models.pyttsx_voice import PyttsxVoice
from models.speech import Sound
from voice.doctor.finding import Finding, Kind, advice, fine, wrong
from voice.doctor.wanted import Wanted
from voice.language import prompts_of
from voice.speaking import PATIENCE

SENTENCE = "aftercare_end"
"""A prompt that means nothing by itself, and is long enough to be found in a recording."""
SLOW = 1.0
"""Seconds for that sentence, after which answers come noticeably late."""


def look(wanted: Wanted) -> Iterator[Finding]:
    """Render a sentence, without playing it."""
    language = wanted.language
    began = time.monotonic()
    try:
        sound = sentence(language)
    except ModelProblem as problem:
        yield wrong(Kind.VOICE, "Nothing can be spoken.", str(problem))
        return
    except Problem:
        yield wrong(
            Kind.VOICE,
            f"Safeword does not speak '{language}'.",
            "Choose another language in your agreement: safeword agree",
        )
        return
    took = time.monotonic() - began
    yield fine(
        Kind.VOICE,
        f"espeak-ng speaks '{language}' with its voice '{PREFERRED.get(language, language)}': "
        f"{sound.seconds:.1f} s of speech were made in {took:.1f} s.",
    )
    if took > SLOW:
        yield advice(
            Kind.VOICE,
            "That is slow, so answers come late.",
            "Close what keeps this computer busy.",
        )
    if wanted.agreement and wanted.agreement.voice is SpokenBy.NATURAL:
        yield _natural(wanted.agreement)


def _natural(agreement: Agreement) -> Finding:
    """Whether the chosen voice speaks, or espeak-ng has to."""
    if not agreement.naturally_spoken:
        return advice(
            Kind.VOICE,
            "The natural voice speaks English only, so espeak-ng speaks.",
            "safeword settings voice plain",
        )
    if not installed():
        return advice(
            Kind.VOICE, "The natural voice is not installed, so espeak-ng speaks.", INSTALL
        )
    began = time.monotonic()
    try:
        with closing(NaturalVoice(patience=PATIENCE)) as voice:
            voice.check()
            loaded = time.monotonic()
            sound = voice.render(prompts_of(agreement.language)[SENTENCE])
    except ModelProblem as problem:
        return advice(
            Kind.VOICE,
            f"{problem} So espeak-ng speaks.",
            "Close what keeps this computer busy, or choose the other voice: "
            "safeword settings voice plain",
        )
    return fine(
        Kind.VOICE,
        f"The natural voice was chosen, and speaks: it loaded in {loaded - began:.1f} s, and made "
        f"{sound.seconds:.1f} s of speech in {time.monotonic() - loaded:.1f} s. Where it fails, "
        "espeak-ng speaks.",
    )


def sentence(language: str) -> Sound:
    """The sentence in this language. Raises `ModelProblem`, and others of `prompts_of`."""
    with closing(PyttsxVoice(language)) as voice:
        return voice.render(prompts_of(language)[SENTENCE])

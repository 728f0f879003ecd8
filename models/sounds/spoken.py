"""How phrases are pronounced, by espeak-ng, the program that also speaks."""

import os
import re
import subprocess
import unicodedata
from functools import lru_cache

from models.errors import ModelProblem
from models.pyttsx_process import NO_SOUND_SYSTEM, PREFERRED
from models.pyttsx_voice import NOT_INSTALLED
from models.sounds.alike import Pronunciation
from models.sounds.features import SOUNDS

TIMEOUT = 20.0
"""Seconds that it may take; a thousand words take a third of one."""

_COMMAND = ("espeak-ng", "-q", "-b", "1", "--ipa", "--sep=_")
"""Silent, UTF-8, one line of phonetic signs for each line, with a sign between sounds."""
_LANGUAGE_SWITCH = re.compile(r"\([a-z-]+\)")
"""It marks words that it takes for foreign ones."""
_MARKS = re.compile("[ˈˌːˑ‍ʲ\"']")
"""Stress, length, and a letter that only joins two others."""
_BREATHED = re.compile("(?<=[ptkɕ])_h")
_OTHERWISE = {
    "ph": "pʰ", "th": "tʰ", "kh": "kʰ", "tɕh": "tɕʰ", "qh": "qʰ",
    "p-": "p͈", "t-": "t͈", "k-": "k͈", "tɕ-": "tɕ͈", "s-": "s͈", "q-": "q͈",
    "g": "ɡ", "ɬ": "l", "ʋ": "v", "ᵻ": "ɪ",
}  # fmt: skip
"""How espeak-ng writes Korean sounds, and some that we know under another sign."""
_LONGEST = max(map(len, (*SOUNDS, *_OTHERWISE)))


@lru_cache(maxsize=64)
def sounds(phrases: tuple[str, ...], language: str) -> tuple[Pronunciation, ...]:
    """The sounds of each normalised phrase, without stress and length; English as in America.

    All at once, because starting espeak-ng takes longer than what it does. Raises `ModelProblem`
    if it is not installed or does not know the language.
    """
    try:
        done = subprocess.run(  # noqa: S603  a fixed command
            [*_COMMAND, "-v", PREFERRED.get(language, language)],
            # Through a pipe, so that no word stands in a command line.
            input="".join(f"{phrase}\n" for phrase in phrases).encode(),
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            env={**os.environ, **NO_SOUND_SYSTEM},
        )
    except FileNotFoundError as error:
        raise ModelProblem(NOT_INSTALLED) from error
    except subprocess.TimeoutExpired as error:
        raise ModelProblem(
            f"espeak-ng did not answer within {TIMEOUT:g} seconds: "
            "see if the machine is overloaded."
        ) from error
    written = done.stdout.decode(errors="replace").splitlines()
    if done.returncode or len(written) != len(phrases):
        raise ModelProblem(
            f"espeak-ng cannot tell how '{language}' sounds: see if `espeak-ng -v {language} --ipa "
            "hello` prints something."
        )
    return tuple(_pronunciation(line, language) for line in written)


def _pronunciation(written: str, language: str) -> Pronunciation:
    plain = unicodedata.normalize("NFC", _LANGUAGE_SWITCH.sub("", written))
    plain = _MARKS.sub("", plain)
    if language == "ko":
        # A stop and [h] are one breathed sound there; it writes them apart where a word begins.
        plain = _BREATHED.sub("h", plain)
    groups = re.split(r"[_\s]+", plain)
    # What is neither a sound nor a mark that we know is left out: better to count one too few.
    return tuple(sound for group in groups for sound in _split(group))


def _split(group: str) -> list[str]:
    """The sounds that espeak-ng wrote as one: the longest ones that are known."""
    found = []
    while group:
        for length in range(min(_LONGEST, len(group)), 0, -1):
            piece = group[:length]
            sound = _OTHERWISE.get(piece, piece)
            if sound in SOUNDS:
                found.append(sound)
                break
        group = group[length:]
    return found

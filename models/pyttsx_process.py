"""Renders one utterance with pyttsx3 and ends: `python -m models.pyttsx_process`.

Standard input takes one JSON object: `language` (a code such as "en" or "en-gb", and after a plus
sign a variant of the voice, such as "en+f3"), `rate` (words a minute) and `text`. Standard output
gives a WAV file, or nothing where `text` is null: then only the voice is looked for. The exit
status tells what went wrong.

A process of its own because pyttsx3 can neither be interrupted nor used twice in one process
(pyttsx3 issues 138, 193, 403), and because a process can be killed.
"""

import json
import os
import signal
import sys
import threading
import time
from typing import Any

from models.offline import stay_offline
from models.undumped import stay_undumped

NO_ENGINE = 3
NO_VOICE = 4
FAILED = 5
LIFETIME = 15
"""Seconds after which the process ends by itself, even when its parent was killed."""

PREFERRED = {"en": "en-us", "no": "nb", "zh": "cmn"}
"""Where a bare language code has no voice of its own or several: the voice to take."""


NO_SOUND_SYSTEM = {"PULSE_SERVER": "unix:/dev/null", "ALSA_CONFIG_PATH": "/dev/null"}
"""libespeak-ng opens the sound system even when it only renders, and waits for it if it hangs."""


def _voice_for(language: str, voices: list[Any]) -> str | None:
    """The id of the voice that speaks this language, or None.

    espeak-ng names its voices `family/code` and gives most the same code as language; where they
    differ (`roa/fr` speaks "fr-fr") the name is the common form of the language.
    """
    spoken, _, variant = language.lower().partition("+")
    code = PREFERRED.get(spoken, spoken)
    by_language = {each: voice.id for voice in voices for each in voice.languages}
    by_name = {voice.id.rpartition("/")[2]: voice.id for voice in voices}
    voice = by_language.get(code) or by_name.get(code)
    return f"{voice}+{variant}" if voice and variant else voice


def _settle(engine: Any, voice: str, rate: int) -> None:
    """Set voice and rate, and wait until espeak-ng has taken them.

    It takes settings in a thread of its own. What it has not yet taken when `runAndWait` begins
    is cancelled there, and the text is then spoken a third too fast, now and then. And once in
    some hundred times it never takes the rate, so it is told again.
    """
    engine.proxy.setBusy(False)
    engine.setProperty("voice", voice)
    while engine.getProperty("rate") != rate:
        engine.setProperty("rate", rate)
        time.sleep(0.005)
    engine.proxy.setBusy(True)


def _render(engine: Any, text: str) -> bytes:
    """The WAV file of the spoken text, which exists in this process's memory only."""
    memory = os.memfd_create("speech")
    written = threading.Event()
    engine.connect("finished-utterance", lambda **_: written.set())
    engine.save_to_file(text, f"/proc/self/fd/{memory}")
    # It returns when espeak-ng has begun: reading at once gives half a file or none.
    engine.runAndWait()
    written.wait()
    with os.fdopen(memory, "rb") as file:
        return file.read()


def main() -> int:
    """Do what standard input asks; return the exit status."""
    stay_offline()
    stay_undumped()
    signal.alarm(LIFETIME)
    # pyttsx3 prints to standard output, where only the sound may go.
    sound_out, sys.stdout = sys.stdout.buffer, sys.stderr
    order = json.load(sys.stdin)
    os.environ.update(NO_SOUND_SYSTEM)
    try:
        import pyttsx3  # noqa: PLC0415  its import fails where espeak-ng is missing

        engine = pyttsx3.init("espeak")
    except (ImportError, OSError, RuntimeError):
        return NO_ENGINE
    voice = _voice_for(order["language"], engine.getProperty("voices"))
    if voice is None:
        return NO_VOICE
    if order["text"] is None:
        return 0
    errors: list[object] = []
    engine.connect("error", lambda **what: errors.append(what))
    _settle(engine, voice, order["rate"])
    sound = _render(engine, order["text"])
    if errors or not sound:
        return FAILED
    sound_out.write(sound)
    return 0


if __name__ == "__main__":
    sys.exit(main())

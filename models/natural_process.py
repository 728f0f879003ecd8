"""Speaks with hibari for as long as somebody asks: `python -m models.natural_process`.

Standard output first gives a `HEADER` that says `READY`. Then each line of standard input takes one
JSON object, `text` and `speed` (1 is the usual one), and standard output gives a `HEADER` for it:
what came of it, and how many frames follow (float32, `RATE` a second). It ends with its input.

A process of its own because what hangs or is not needed any more can be killed, and one that stays
because its word lists and networks take a second and more to load.
"""

import json
import re
import signal
import struct
import sys
import unicodedata
from importlib import import_module
from typing import Any

from models.offline import stay_offline
from models.undumped import stay_undumped

HEADER = struct.Struct("<BI")
READY, SOUND, UNSAYABLE, FAILED = range(4)
RATE = 24_000
LIFETIME = 60
"""Seconds that loading, or one text, may take before the process ends by itself."""

_WORD = re.compile(r"[^\W\d_]+")


def sayable(g2p: Any, text: str) -> bool:
    """Whether it has sounds for every word. It would leave out the others without a sign."""
    return all(_known(g2p, word) for word in _WORD.findall(text))


def _known(g2p: Any, word: str) -> bool:
    if g2p.lexicon.is_known(word, None):
        return True
    # What it makes of unknown words it learned from espeak-ng, of Latin letters for the most part.
    latin = all(unicodedata.name(letter, "").startswith("LATIN") for letter in word)
    spelled = all(letter in g2p.oov.cin for letter in word) and len(word) <= g2p.oov.maxlen
    return latin and spelled and bool(g2p.oov(word))


def _loaded() -> Any:
    """The voice that is in the package: no other one, which would be fetched."""
    import_module("models.onnx_library")  # which switches telemetry off, before it is imported here
    from hibari import Hibari  # noqa: PLC0415  only this process loads it

    voice = Hibari()
    voice.g2p.oov("warm")
    voice("Warm.", seed=0)
    return voice


def main() -> int:
    """Answer until there is no more input; return the exit status."""
    stay_offline()
    stay_undumped()
    signal.alarm(LIFETIME)
    # Only sound may go where libraries would print.
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    voice = _loaded()
    answer, frames = READY, b""
    while True:
        out.write(HEADER.pack(answer, len(frames) // 4) + frames)
        out.flush()
        signal.alarm(0)
        line = sys.stdin.buffer.readline()
        if not line:
            return 0
        signal.alarm(LIFETIME)
        answer, frames = FAILED, b""
        try:
            order = json.loads(line)
            if sayable(voice.g2p, order["text"]):
                # A seed, so that the same text is the same sound.
                frames = voice(order["text"], order["speed"], seed=0).astype("<f4").tobytes()
                answer = SOUND
            else:
                answer = UNSAYABLE
        except Exception:  # noqa: S110  whatever it is, the next text may be spoken
            pass


if __name__ == "__main__":
    sys.exit(main())

"""What the training voices say: safe words and what sounds like them, common words, sentences."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from wordfreq import top_n_list

WORDS = Path(__file__).parent / "words.txt"
"""Words that people agree on, and words that are taken for them."""
HELD_OUT = Path(__file__).parents[1] / "people" / "untaught.txt"
"""Words that nothing is taught by: the report is about them."""
FORTUNES = Path("/usr/share/games/fortunes")
"""Sentences, from Debian's package `fortunes`."""
_COMMON = 4000
_CRIES = (
    *("Ah", "Aah", "Ow", "Uh", "Huh", "Hah", "Ugh", "Oh", "Ooh", "Mm", "Mmm", "Hmm", "Eh", "Hey"),
    *("Oh yeah", "Oh god", "Mm hmm", "Uh huh", "Yeah", "Yes", "Please", "More", "Don't stop"),
)
_SENTENCE = re.compile(r"[A-Za-z',.!? -]{12,70}")


def texts(seed: int) -> Iterator[str]:
    """Without an end: a third are words of the list, a quarter common words, some are cries, the
    rest sentences.

    Raises `FileNotFoundError` where the sentences are not installed.
    """
    chance = random.Random(seed)
    focus = WORDS.read_text(encoding="utf-8").splitlines()
    common = common_words()
    sentences = _sentences()
    while True:
        kind = chance.random()
        if kind < 0.35:
            text = chance.choice(focus)
        elif kind < 0.6:
            text = " ".join(chance.choices(common, k=chance.choice((1, 1, 1, 2, 2, 3))))
        elif kind < 0.68:
            text = ", ".join(chance.choices(_CRIES, k=chance.choice((1, 1, 2, 3))))
        else:
            yield chance.choice(sentences)
            continue
        yield text[0].upper() + text[1:] + chance.choice("..!?")


def common_words() -> list[str]:
    """Those that are used most, without what the report keeps as never taught."""
    held_out = HELD_OUT.read_text(encoding="utf-8").splitlines()
    words = (word for word in top_n_list("en", _COMMON) if re.fullmatch("[a-z']{2,}", word))
    return [word for word in words if word not in held_out]


def _sentences() -> list[str]:
    if not FORTUNES.is_dir():
        raise FileNotFoundError("There are no sentences to say: install Debian's fortunes package.")
    found: dict[str, None] = {}
    for path in sorted(FORTUNES.iterdir()):
        if not path.suffix:
            text = path.read_text(encoding="utf-8", errors="ignore")
            pieces = re.split(r"(?<=[.!?])\s+|%", text)
            lines = (" ".join(piece.split()) for piece in pieces)
            found |= dict.fromkeys(line for line in lines if _SENTENCE.fullmatch(line))
    return list(found)

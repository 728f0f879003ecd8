"""The vocabulary of Moonshine: text to token ids and back.

`tokenizer.bin` holds the tokens in id order, each as one byte of length and the bytes. The
vocabulary is of the SentencePiece byte-pair kind (Kudo and Richardson 2018): U+2581 stands for
the space before a word, ids 3 to 258 are raw bytes for characters that have no token, and of all
neighbours that could be merged the ones that give the lowest id go first.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

START = 1
"""The token that the decoder begins with."""
END = 2
"""The token that ends a transcription."""

_BYTES = range(3, 259)
_SPACE = "\u2581"


class Tokenizer:
    """Reads the vocabulary once; all methods are pure."""

    def __init__(self, path: Path) -> None:
        """Read a `tokenizer.bin` (see `models.moonshine.files`)."""
        self._tokens = _read(path.read_bytes())
        self._ids = {
            token: number
            for number, token in enumerate(self._tokens)
            if number > END and number not in _BYTES
        }

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self._tokens)

    def encode(self, text: str) -> list[int]:
        """The ids of the text as the network writes it, without start and end."""
        parts = [c.encode() for c in _SPACE + text.replace(" ", _SPACE)]
        while True:
            merges = [
                (number, at)
                for at, (left, right) in enumerate(pairwise(parts))
                if (number := self._ids.get(left + right)) is not None
            ]
            if not merges:
                break
            _, at = min(merges)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return [number for part in parts for number in self._known(part)]

    def decode(self, numbers: Iterable[int]) -> str:
        """The text of the ids; start, end and ids outside the vocabulary are left out."""
        kept = (n for n in numbers if END < n < len(self._tokens))
        text = b"".join(self._tokens[n] for n in kept).decode(errors="replace")
        return text.replace(_SPACE, " ").strip()

    def starts_word(self, number: int) -> bool:
        """Whether the token stands at the beginning of a word."""
        return self._tokens[number].startswith(_SPACE.encode())

    def _known(self, part: bytes) -> Sequence[int]:
        number = self._ids.get(part)
        return [number] if number is not None else [_BYTES[byte] for byte in part]


def _read(data: bytes) -> list[bytes]:
    tokens = []
    at = 0
    while at < len(data):
        size = data[at]
        tokens.append(data[at + 1 : at + 1 + size])
        at += 1 + size
    return tokens

"""How the network may write a phrase that somebody said."""

from collections.abc import Iterator

_ENDS = (".", "!", "?", "", ",", "...")


def spellings(phrase: str) -> Iterator[str]:
    """The ways to write a phrase of lower-case words, the plainest first.

    A single word may also be said two or three times: that is still the word.
    """
    words = phrase.split()
    bodies = [" ".join(words)]
    if len(words) == 1:
        bodies += [", ".join(words * 2), ", ".join(words * 3)]
    elif len(set(words)) == 1:
        bodies.append(", ".join(words))
    elif len(words) == 2:
        bodies += ["-".join(words), "".join(words)]
    for body in bodies:
        for end in _ENDS:
            yield body[0].upper() + body[1:] + end
            yield body + end

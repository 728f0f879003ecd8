"""The tables of the comparison, in Markdown."""

from collections.abc import Iterator, Sequence

from bench.by_people import SPOKEN
from bench.outcomes import Alarms, Count, Measured, Part, cost
from bench.peers import Missing
from bench.peers.peer import Peer
from bench.peers.safeword import DIP, STOP, Safeword

_ALSO = {
    Safeword.name: (DIP,),
    "moonshine, plain": (0.8,),
    "pocketsphinx": (0.0, 8.0),
    "Vosk grammar": (0.9,),
    "openWakeWord": (0.2, 0.8),
    "microWakeWord": (0.5, 0.75),
}
"""Thresholds beside the usual one."""
_ALARMS = {
    Part.TALK: "False alarms, read and ordered",
    Part.CONVERSATION: "False alarms, conversation",
    Part.SOUNDS: "False alarms, sounds of people",
}
_NONE = "\u2013"


def levels(peer: Peer, word: str) -> list[float]:
    """The thresholds that are shown, the loosest first."""
    return sorted({peer.usual(word), *_ALSO[peer.name]})


def called(peer: Peer, word: str, level: float) -> str:
    """What a threshold is called in a table; the usual one of the peer is marked."""
    if peer.name == Safeword.name:
        return "a stop" if level == STOP else "the music dips, or a stop"
    name = f"1e{level:.0f}" if peer.name == "pocketsphinx" else f"{level:.2g}"
    return f"{name}, its usual" if level == peer.usual(word) else name


def tables(
    systems: Sequence[Peer], absent: Sequence[Missing], measured: Measured, *, people: bool
) -> str:
    """The whole section. `people`: recordings of people were there."""
    lines = [TEXT, *_red(systems, measured), *_spoken(systems, measured)]
    lines += [*_what(systems, measured)]
    lines += [f"Left out: {name}. {install}" for name, install in absent]
    if not people:
        lines.append(NO_PEOPLE)
    return "\n".join([*lines, ""])


def _red(systems: Sequence[Peer], measured: Measured) -> Iterator[str]:
    alarms = " | ".join(_ALARMS.values())
    yield f"| \u201cred\u201d | From | Found, quiet room | Found, 10 dB | {alarms} |"
    yield from _rows(systems, measured, "red", (("red", Part.QUIET), ("red", Part.NOISY)))


def _spoken(systems: Sequence[Peer], measured: Measured) -> Iterator[str]:
    words = [f"\u201c{word}\u201d" for word in SPOKEN]
    found = " | ".join(f"{word}, as it is | {word}, 10 dB" for word in words)
    alarms = " | ".join(f"\u201calexa\u201d: {title.lower()}" for title in _ALARMS.values())
    yield f"| Found, said by people | From | {found} | {alarms} |"
    said = [(word, part) for word in SPOKEN for part in (Part.PEOPLE, Part.NOISY)]
    yield from _rows(systems, measured, "alexa", said)


def _rows(
    systems: Sequence[Peer], measured: Measured, word: str, said: Sequence[tuple[str, Part]]
) -> Iterator[str]:
    """A row for each threshold of each system that has the word: what was found of what was said,
    and the word's false alarms.
    """
    yield "|---" * (2 + len(said) + len(_ALARMS)) + "|"
    for peer in systems:
        if (peer.name, word, Part.TALK) in measured:
            for level in levels(peer, word):
                found = (_found(measured, peer, *each, level) for each in said)
                alarms = (_alarms(measured, peer, word, part, level) for part in _ALARMS)
                yield f"| {' | '.join((peer.name, called(peer, word, level), *found, *alarms))} |"
    yield ""


def _what(systems: Sequence[Peer], measured: Measured) -> Iterator[str]:
    yield "| What | CPU seconds a second of talk | Set up as | Cannot, or needs |"
    yield "|---|---|---|---|"
    for peer in systems:
        talk = [
            outcome
            for word in ("red", "alexa")
            for outcome in measured.get((peer.name, word, Part.TALK), ())
        ]
        spent = f"{cost(talk):.3f}" if talk else _NONE
        yield f"| {peer.name} | {spent} | {peer.about} | {peer.cannot} |"
    yield ""


def _found(measured: Measured, peer: Peer, word: str, part: Part, level: float) -> str:
    outcomes = measured.get((peer.name, word, part))
    return str(Count.among(outcomes, level)) if outcomes else _NONE


def _alarms(measured: Measured, peer: Peer, word: str, part: Part, level: float) -> str:
    outcomes = measured.get((peer.name, word, part))
    if not outcomes:
        return _NONE
    alarms = Alarms.among(outcomes, level)
    return f"{alarms}, in {alarms.hours:.2f} h"


TEXT = """## What you would pick instead

The same frames for everyone, streamed. "Red": the clips of `bench/words`, in a quiet room and with
noise as above. "Computer" and "alexa": recordings of people, as they are and in the same noise.
False alarms: people ordering coffee, reading aloud and saying single words, without the word as far
as the rough transcripts tell; people in conversation (telephone, meetings, interviews); and their
moans, panting, screams and other sounds; a part of each collection. Found is what was reported
between the start of a clip and that of the next; reports less than a second apart count once. A
wake-word engine knows only the words that it was trained on; they are here as a scale. Intervals:
Wilson's for shares, Garwood's for rates, 95%.

![Missed "red" in quiet and at 10 dB against false alarms an hour, by system](peers.png)
"""
NO_PEOPLE = """Without recordings of people: nobody says "computer" or "alexa", and false alarms are
counted on the little synthetic talk there is.
"""

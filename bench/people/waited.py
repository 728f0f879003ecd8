"""Go words where they are waited for: after a slow word, said by people and by voices."""

from collections.abc import Iterator
from pathlib import Path

from bench.clips import own
from bench.people.backgrounds import NOISES, ROOM
from bench.people.figures import Figure, table
from bench.people.playing import SNR, Results, Session, called
from bench.people.recorded import READERS, length, words
from bench.people.split import Part
from bench.people.talk import SETS, STOPS

PEOPLE = "another word of four sounds as the go word, by people"
VOICES = "\u201cgreen\u201d, by synthetic voices"
GREEN = 4
"""Sounds that "green" has."""
EVERY = 2
_SLOW = "yellow"
MOST = {ROOM: 0.03, f"{SNR:.0f} dB": 0.08}


def sessions(audio: Path, part: Part) -> list[Session]:
    """The slow word by a synthetic voice, and then the go word; in a quiet room and over noises,
    which take turns. Of the voices none but the report's say it.
    """
    slow = own(_SLOW)
    said = [clip for clip in words(audio, part, READERS) if length(clip.text) == GREEN][::EVERY]
    pairs = [(PEOPLE, slow[at % len(slow)], clip) for at, clip in enumerate(said)]
    if part == "report":
        voices = {clip.voice: clip for clip in slow}
        pairs += [
            (VOICES, voices[clip.voice], clip) for clip in own("green") if clip.voice in voices
        ]
    return [
        Session(
            row, (before, clip), part, over, SETS["any"], (), () if row == VOICES else (clip.text,)
        )
        for at, (row, before, clip) in enumerate(pairs)
        for over in (ROOM, NOISES[at % len(NOISES)])
    ]


def figures(results: Results) -> list[Figure]:
    """Missed go words where the slow word was heard, and go words that were taken for a stop."""
    return [figure for row in (PEOPLE, VOICES) for figure in _of(row, results)]


def _of(row: str, results: Results) -> Iterator[Figure]:
    for title, kinds in ((ROOM, (ROOM,)), (f"{SNR:.0f} dB", NOISES)):
        these = [each for each in results if each.row == row and each.over in kinds]
        waiting = [each for each in these if results[each].by_clip("slow")[0]]
        if waiting:
            lost = sum(not results[each].by_clip("go")[-1] for each in waiting)
            yield Figure(row, f"missed, {title}", lost, len(waiting), target=MOST[title])
            wrong = sum(taken_for_a_stop(each, results) for each in waiting)
            yield Figure(row, f"taken for a stop, {title}", wrong, len(waiting), target=0.0)


def taken_for_a_stop(session: Session, results: Results) -> bool:
    """Whether the go word stopped everything."""
    heard = results[session]
    return called(heard, STOPS, after=heard.starts[-1]) > 0


def section(results: Results) -> str:
    """The part of the report."""
    return "\n".join([TEXT, *table("Where it is waited for", figures(results))])


TEXT = """## Go words, where they are waited for

After "yellow", which a synthetic voice says, the go word follows in 1 to 6 s; sessions in which the
"yellow" was missed do not count. No people say "green" in any collection that may be kept, so
words of people that have as many sounds, four, are agreed as go words instead, each in a session
of its own.
"""

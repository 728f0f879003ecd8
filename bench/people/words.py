"""Words that people say, each of them the stop word of its own session: how many are missed.

Every recording of a single word is a word that somebody could choose.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.clips import Clip
from bench.people.backgrounds import NOISES, ROOM
from bench.people.figures import Figure, table
from bench.people.playing import SNR, Results, Session, over_all
from bench.people.recorded import CROWD, HOMES, READERS, is_long, length, words
from bench.people.split import Part
from bench.people.taught import LONG, Taught, taught

ROW = "a stop word"
SHORT_EVERY = 6
"""Of words with fewer than six sounds one of so many is played."""
OTHERS_EVERY = 3
"""Of the wake words, which are few words by many people, one of so many."""
IN_NOISE = f"{SNR:.0f} dB"
RED = 3
"""Sounds that "red" has."""
COLLECTIONS = {
    READERS: "single words by four readers, English CCC",
    CROWD: "\u201ccomputer\u201d and \u201calexa\u201d by a crowd, Picovoice",
    HOMES: "wake words in homes, Precise",
}
MOST = {ROOM: 0.01, IN_NOISE: 0.03}
"""Of words with six sounds or more, and of those as short as "red"."""


def sessions(audio: Path, part: Part) -> list[Session]:
    """Each word in a quiet room and over each noise."""
    said = words(audio, part, READERS)
    chosen = [clip for clip in said if is_long(clip)]
    chosen += [clip for clip in said if RED <= length(clip.text) < LONG][::SHORT_EVERY]
    chosen += words(audio, part, CROWD, HOMES)[::OTHERS_EVERY]
    return over_all(
        lambda over: [Session(ROW, (clip,), part, over, (clip.text,)) for clip in chosen]
    )


def figures(results: Results) -> list[Figure]:
    """What was missed: by what was taught and by length, then by collection."""
    return [
        *(figure for kind in Taught for figure in _row(results, f"{LONG} sounds or more", kind)),
        *(figure for kind in Taught for figure in _row(results, "4 or 5 sounds", kind)),
        *(
            figure
            for kind in Taught
            for figure in _row(results, "3 sounds, as \u201cred\u201d", kind)
        ),
        *by_collection(results),
    ]


def by_collection(results: Results) -> Iterator[Figure]:
    """The long words that were never taught, and the others, of each collection."""
    for folder, title in COLLECTIONS.items():
        of_folder = [
            session
            for session in results
            if session.row == ROW and _folder(session.clips[0]) == folder
        ]
        for name, never in (("never taught", True), ("the others", False)):
            these = [
                session
                for session in of_folder
                if is_long(session.clips[0])
                and (taught(session.clips[0].text) is Taught.NEVER) == never
            ]
            yield from _cells(f"{title}: {LONG} sounds or more, {name}", these, results, {})


def _row(results: Results, size: str, kind: Taught) -> Iterator[Figure]:
    these = [
        session
        for session in results
        if session.row == ROW
        and size_of(session.clips[0]) == size
        and taught(session.clips[0].text) is kind
    ]
    # "Red" itself was taught; the target is for any word that is as short.
    yield from _cells(f"{size}, {kind}", these, results, {} if size.startswith("4") else MOST)


def size_of(clip: Clip) -> str:
    """Which of the lengths a word has."""
    count = length(clip.text)
    if count >= LONG:
        return f"{LONG} sounds or more"
    return "4 or 5 sounds" if count > RED else "3 sounds, as \u201cred\u201d"


def _cells(
    row: str, sessions: Sequence[Session], results: Results, most: dict[str, float]
) -> Iterator[Figure]:
    columns = {ROOM: (ROOM,), IN_NOISE: NOISES} | {
        f"{kind}, {IN_NOISE}": (kind,) for kind in NOISES
    }
    if sessions:
        for title, kinds in columns.items():
            these = [session for session in sessions if session.over in kinds]
            lost = sum(missed(session, results) for session in these)
            yield Figure(row, title, lost, len(these), target=most.get(title))


def missed(session: Session, results: Results) -> bool:
    """Whether the word was not taken for a stop in time."""
    return results[session].caught(("stop",))[-1] is None


def _folder(clip: Clip) -> str:
    return "/".join(clip.path.parts[-3:-1])


def section(results: Results) -> str:
    """The part of the report."""
    found = figures(results)
    spoken = {
        session.clips[0].text
        for session in results
        if session.row == ROW
        and is_long(session.clips[0])
        and taught(session.clips[0].text) is Taught.NEVER
    }
    return "\n".join([TEXT.format(count=len(spoken)), *table("Missed", found)])


TEXT = f"""## Any word, said by people

Each recording of a word is played in a session of its own that has this word for its only stop
word, after 1 to 6 s of the background. **Never taught** is the headline: {{count}} words of {LONG}
sounds or more that no teaching text had as a word (`bench/people/untaught.txt`); only sentences may
have had them in their midst. Common words were among 4000 that were said now and then, taught ones
are those of `bench/training/words.txt`. Words with three sounds stand in for "red" said by people,
of which there are no recordings. Of words with fewer than six sounds one in {SHORT_EVERY} is
played, and of the wake words one in {OTHERS_EVERY}. Two readers of English CCC say nearly all of
the words that were never taught, so the intervals (Wilson's) are those of words, not of people.
"""

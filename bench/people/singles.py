"""Single words of people that nobody agreed on: which of them are taken for an agreed one."""

from functools import cache
from pathlib import Path

from bench.clips import Clip
from bench.people.backgrounds import NOISES, ROOM
from bench.people.figures import Figure, table
from bench.people.playing import SNR, Results, Session, called
from bench.people.recorded import OTHERS, READERS, pronounced, words
from bench.people.split import Part
from bench.people.talk import SETS, SOFTER, STOPS
from models.sounds.spoken import sounds
from voice.language import phrases_of

ROW = "another word"
EITHER_WAY = ("read",)
"""In the past it sounds just like "red"."""
EVERY = 4
"""Of the readers' words one of so many is played."""
GO_ON = ("go", "resume", "yes")
COUNTED = {
    "a stop": STOPS,
    "only softer (dip, question, slow)": SOFTER,
    "go, resume or yes": GO_ON,
}


def sessions(audio: Path, part: Part) -> list[Session]:
    """Each word in a quiet room, and over noises, which take turns."""
    said = [*words(audio, part, READERS)[::EVERY], *words(audio, part, *OTHERS)]
    chosen = [clip for clip in said if not is_agreed(clip)]
    quiet = [Session(ROW, (clip,), part, ROOM, SETS["any"]) for clip in chosen]
    noisy = [
        Session(ROW, (clip,), part, NOISES[at % len(NOISES)], SETS["any"])
        for at, clip in enumerate(chosen)
    ]
    return quiet + noisy


def is_agreed(clip: Clip) -> bool:
    """Whether the word means something in a session, or sounds just like one that does."""
    return clip.text in EITHER_WAY or pronounced(clip.text) in _meant()


@cache
def _meant() -> frozenset[object]:
    phrases = [phrase for group in phrases_of("en").plain.values() for phrase in group]
    return frozenset(sounds((*phrases, *SETS["any"]), "en"))


def figures(results: Results) -> list[Figure]:
    """Of all words, how many were taken for something."""
    found = []
    for title, kinds in ((ROOM, (ROOM,)), (f"{SNR:.0f} dB", NOISES)):
        these = [each for each in results if each.row == ROW and each.over in kinds]
        for name, names in COUNTED.items() if these else ():
            count = sum(called(results[each], names) > 0 for each in these)
            most = 0.0 if name in ("a stop", "go, resume or yes") else None
            found.append(Figure(title, name, count, len(these), target=most))
    return found


def section(results: Results) -> str:
    """The part of the report."""
    found = figures(results)
    lines = [TEXT, *table("Other words, taken for", found), "Taken for a stop:", ""]
    for session, heard in results.items():
        if session.row == ROW and called(heard, STOPS):
            lines.append(f"- \u201c{session.clips[0].text}\u201d ({session.over})")
    return "\n".join([*lines, ""])


TEXT = f"""## Other words, said by people

Single words that mean nothing in the session and do not sound just like one that does, with "red",
"red red red" and "pineapple" as stop words and "safe word" as the house word. A recording counts
once. Readers' words (English CCC, one of {EVERY}), Speech Commands, and two collections for
children's applications.
"""

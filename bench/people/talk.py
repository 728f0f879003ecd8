"""Conversation of people: what is heard by mistake in an hour of it."""

from pathlib import Path

from bench.clips import Clip, humans, load
from bench.hearing import MISTAKES, Heard
from bench.people.figures import Figure, table
from bench.people.playing import Results, Session, called
from bench.people.split import Part, of_part
from intents.clock import seconds
from intents.words import has_run, normalise

KINDS = {
    "telephone between friends and family": "conversation/callhome",
    "meetings": "conversation/ami",
    "interviews": "interviews",
}
SETS = {
    "any": ("red", "red red red", "pineapple"),
    "long": ("red red red", "pineapple"),
}
"""The stop words, beside the house word "safe word": with "red", and only those with six sounds or
more."""
TITLES = {
    "any": "with \u201cred\u201d among the stop words",
    "long": "without \u201cred\u201d: only words of six sounds or more",
}
EVERY = {"any": 1, "long": 3}
"""One of so many pieces is played."""
MOST = {"any": 0.5, "long": 0.1}
"""False stops an hour."""
STOPS = ("stop", "house")
SOFTER = ("maybe_stop", "embedded", "slow")
COUNTED = ("stops", *(name for name in MISTAKES if name not in STOPS))
ALL = "all"


def sessions(audio: Path, part: Part) -> list[Session]:
    """Every piece of conversation, with each set of stop words."""
    return [
        Session(f"{kind}, {which}", (clip,), part, stop=stop)
        for which, stop in SETS.items()
        for kind, folder in KINDS.items()
        for clip in pieces(audio, part, folder)[:: EVERY[which]]
    ]


def pieces(audio: Path, part: Part, folder: str) -> list[Clip]:
    """Those of one collection in which no agreed word is said."""
    return [clip for clip in of_part(part, humans(audio, folder)) if not says_one(clip)]


def says_one(clip: Clip) -> bool:
    """Whether an agreed word is said in it, as far as the transcripts tell."""
    said = normalise(clip.text)
    return any(has_run(said, word) for word in (*SETS["any"], "safe word", "yellow"))


def figures(results: Results) -> list[Figure]:
    """For each kind of talk and set of words, how often each thing was heard."""
    found = []
    for which in SETS:
        for kind in (*KINDS, ALL):
            these = [
                session
                for session in results
                if session.row in [f"{each}, {which}" for each in KINDS if kind in (each, ALL)]
            ]
            length = sum(hours(session) for session in these)
            row = f"{kind}, {TITLES[which]}"
            for name in COUNTED if length else ():
                count = sum(count_of(results[session], name) for session in these)
                most = MOST[which] if name == "stops" else None
                found.append(Figure(row, _title(name), count, length, "an hour", most))
    return found


def hours(session: Session) -> float:
    """Of what people recorded, without what was before and after it."""
    return seconds(sum(len(load(clip.path)) for clip in session.clips)) / 3600


def count_of(heard: Heard, name: str) -> int:
    """How often it was told; `stops` are all that stop everything."""
    return called(heard, STOPS if name == "stops" else (name,))


def _title(name: str) -> str:
    return name if name == "stops" else f"`{name}`"


def section(results: Results) -> str:
    """The part of the report."""
    return "\n".join([TEXT, *table("For each hour of", figures(results))])


TEXT = """## Conversation of people

Spontaneous talk of people, by whom nothing was taught or tuned: telephone calls (CALLHOME American
English, 8 kHz; the two sides of a call are mixed), meetings (AMI, headsets mixed) and interviews,
each piece a session after 1 to 6 s of a quiet room. Pieces in which an agreed word is said are left
out as far as the transcripts tell. Without "red" one in three pieces is played. Somebody who says
"yes" alone is heard as `yes`, rightly. Hours are of the recordings only. Intervals are Garwood's,
of 95%.
"""

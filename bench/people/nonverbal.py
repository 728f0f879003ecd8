"""Moans, panting, screams and other sounds that people make: what is heard in them by mistake."""

from dataclasses import replace
from pathlib import Path

from bench.clips import Clip, humans
from bench.people.backgrounds import ROOM
from bench.people.figures import Figure, Unit, table
from bench.people.playing import Results, Session
from bench.people.split import Part, of_part
from bench.people.talk import SETS, count_of, hours

FOLDER = "nonverbal"
SNEEZES = "noise/esc10"
ROW = "sounds of people"
OVER = (ROOM, "music")
COUNTED = ("stops", "maybe_stop", "embedded", "slow", "go", "resume", "yes")
MOST = {"stops": 1.0, "go": 0.0, "resume": 0.0, "yes": 0.0}
"""An hour of nothing but these."""
ALL = "all of them"


def sessions(audio: Path, part: Part) -> list[Session]:
    """Every sound in a quiet room and over music."""
    sounds = [
        *of_part(part, humans(audio, FOLDER)),
        *of_part(part, humans(audio, SNEEZES, "Person sneeze")),
        *of_part(part, humans(audio, SNEEZES, "Baby cry")),
    ]
    return [Session(ROW, (clip,), part, over, SETS["any"]) for over in OVER for clip in sounds]


def figures(results: Results) -> list[Figure]:
    """By kind of sound, and of all."""
    these = [session for session in results if session.row == ROW]
    kinds = sorted({kind_of(session.clips[0]) for session in these})
    found = []
    for kind in (*kinds, ALL):
        of_kind = [each for each in these if kind in (kind_of(each.clips[0]), ALL)]
        length = sum(map(hours, of_kind))
        for name in COUNTED if length else ():
            count = sum(count_of(results[session], name) for session in of_kind)
            most = MOST.get(name) if kind == ALL else None
            title = name if name == "stops" else f"`{name}`"
            # Of one kind there are minutes: a rate an hour would say little.
            unit: Unit = "an hour" if kind == ALL else "times"
            found.append(Figure(kind, title, count, length, unit, most))
    return found


def kind_of(clip: Clip) -> str:
    """What sound it is."""
    return clip.text.lower().removeprefix("person ")


def section(results: Results) -> str:
    """The part of the report."""
    found = figures(results)
    minutes = {figure.row: f"{60 * figure.of:.1f} min" for figure in found}
    titled = [replace(each, row=f"{each.row}, {minutes[each.row]}") for each in found]
    return "\n".join([TEXT, *table("Sounds", titled)])


TEXT = """## Sounds that people make

Moans, panting, screams, sighs and more by people (Deeply's nonverbal vocalisations, OpenSLR 99; the
sneezes and babies of ESC-10), by speakers that nothing was tuned on, as loud as a voice, each in a
session of its own: once in a quiet room and once 10 dB over music, so the two are not independent.
The kinds have counts, all together also a rate
an hour, which is one of nothing but these, and Garwood's interval.
"""

"""Long words of people against false stops in conversation, if Safeword were more or less easily
convinced: the reports of the sessions are understood again with other odds.
"""

from collections.abc import Mapping, Sequence

from bench.curves import SHIFTS, stops
from bench.hearing import Heard
from bench.people import nonverbal, talk, words
from bench.people.backgrounds import ROOM
from bench.people.figures import Figure, Unit, table
from bench.people.playing import Results, Session
from bench.people.recorded import is_long
from bench.people.taught import Taught, taught

_COLUMNS: Mapping[str, Unit] = {
    "never taught, six sounds or more: missed at 10 dB": "share",
    "false stops in conversation, \u201cred\u201d among the words": "an hour",
    "the same, only words of six sounds or more": "an hour",
    "false stops at people's sounds": "an hour",
}


def figures(results: Results) -> list[Figure]:
    """For each shift of the odds, what was missed and what was called by mistake."""
    groups = _groups(results)
    found = {
        session: stops(results[session]) for sessions in groups.values() for session in sessions
    }
    made = []
    for shift in SHIFTS:
        row = "as it is" if shift == 0 else f"{shift:+.1f}"
        for title, sessions in groups.items():
            called = {each: [at for at, _ in found[each][shift]] for each in sessions}
            unit = _COLUMNS[title]
            if unit == "share":
                lost = sum(_missed(results[each], times) for each, times in called.items())
                made.append(Figure(row, title, lost, len(sessions)))
            elif sessions:
                hours = sum(map(talk.hours, sessions))
                made.append(Figure(row, title, sum(map(len, called.values())), hours, unit))
    return made if any(groups.values()) else []


def _missed(heard: Heard, times: Sequence[int]) -> bool:
    return heard.in_time(heard.firsts(times))[-1] is None


def _groups(results: Results) -> dict[str, list[Session]]:
    """The sessions of each column."""
    never = [
        session
        for session in results
        if session.row == words.ROW
        and session.over != ROOM
        and is_long(session.clips[0])
        and taught(session.clips[0].text) is Taught.NEVER
    ]
    kinds = [
        [session for session in results if session.row.endswith(f", {which}")]
        for which in talk.SETS
    ]
    sounds = [session for session in results if session.row == nonverbal.ROW]
    return dict(zip(_COLUMNS, (never, *kinds, sounds), strict=True))


def section(results: Results) -> str:
    """The part of the report."""
    return "\n".join([TEXT, *table("Shift", figures(results))])


TEXT = """## People, if it were more or less easily convinced

All scores with other odds: a shift of 1 multiplies them by 2.7. Further up is little more, because
ears do not report what they are too unsure of, and looks between two rests are raised by 0.5 at
most. Of an agreement, `listening = "careful"` is the shift of +1.0, and `"calm"` that of -1.5, for
stops; the music becomes low as it is.
"""

"""What each setting of `words.listening` misses of people's words and mistakes in conversation: the
reports of the sessions are understood again by each.
"""

from collections.abc import Mapping, Sequence

from bench.hearing import Heard
from bench.people import nonverbal, talk, words
from bench.people.backgrounds import ROOM
from bench.people.figures import Figure, Unit, table
from bench.people.playing import Results, Session
from bench.people.recorded import is_long
from bench.people.taught import Taught, taught
from intents.agreement import Listening
from intents.names import STOPS

_COLUMNS: Mapping[str, Unit] = {
    "never taught, six sounds or more: missed at 10 dB": "share",
    "fewer sounds: missed at 10 dB": "share",
    "false stops in conversation, \u201cred\u201d among the words": "an hour",
    "the same, only words of six sounds or more": "an hour",
    "false stops at people's sounds": "an hour",
}


def figures(results: Results) -> list[Figure]:
    """For each setting, what was missed and what was called by mistake."""
    groups = _groups(results)
    made = []
    for listening in Listening:
        for title, sessions in groups.items():
            called = {each: stops(results[each], listening) for each in sessions}
            unit = _COLUMNS[title]
            if unit == "share":
                lost = sum(_missed(results[each], times) for each, times in called.items())
                made.append(Figure(listening, title, lost, len(sessions)))
            elif sessions:
                hours = sum(map(talk.hours, sessions))
                made.append(Figure(listening, title, sum(map(len, called.values())), hours, unit))
    return made if any(groups.values()) else []


def stops(heard: Heard, listening: Listening) -> list[int]:
    """The frames at which a stop would have been called."""
    signals = heard.reports.by_listening(listening).only_danger().signals()
    return [at for at, signal in signals if signal.name in STOPS]


def _missed(heard: Heard, times: Sequence[int]) -> bool:
    return heard.in_time(heard.firsts(times))[-1] is None


def _groups(results: Results) -> dict[str, list[Session]]:
    """The sessions of each column."""
    noisy = [session for session in results if session.row == words.ROW and session.over != ROOM]
    never = [
        session
        for session in noisy
        if is_long(session.clips[0]) and taught(session.clips[0].text) is Taught.NEVER
    ]
    short = [session for session in noisy if not is_long(session.clips[0])]
    kinds = [
        [session for session in results if session.row.endswith(f", {which}")]
        for which in talk.SETS
    ]
    sounds = [session for session in results if session.row == nonverbal.ROW]
    return dict(zip(_COLUMNS, (never, short, *kinds, sounds), strict=True))


def section(results: Results) -> str:
    """The part of the report."""
    return "\n".join([TEXT, *table("`listening`", figures(results))])


TEXT = """## People, by how Safeword is to listen

What `words.listening` of the agreement changes. The sessions were heard once; what the ears told is
understood again by each setting.
"""

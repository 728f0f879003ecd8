"""What the benchmark of signals plays, and counts."""

from pathlib import Path

from bench.people.backgrounds import ROOM
from bench.signs.__main__ import sessions
from bench.signs.playing import BY_COMPUTER, DRUMS, Session, play
from bench.signs.rows import missed

NOBODY = Path("no such folder")
"""The recordings of people are not in the repository."""


def test_without_people_all_is_computed() -> None:
    played = list(sessions(NOBODY, "report", 1, 1))
    rows = (BY_COMPUTER, "knocks on a door", "knocks on a bed frame", "claps")
    assert [(each.row, each.over) for each in played if each.over] == [
        (row, over) for row in rows for over in (ROOM, DRUMS)
    ]
    assert [each.row for each in played if not each.over] == [
        *("drums and chords", "clapping", "slaps", "bed", "panting", "moans"),
    ]


def test_a_signal_is_found_and_the_same_the_next_time() -> None:
    first, again = (play(Session(BY_COMPUTER, "tune", 2, ROOM), NOBODY) for _ in range(2))
    assert missed(first) == (0, 2)
    assert first.caught(("stop",)) == again.caught(("stop",))


def test_a_noise_is_as_long_as_it_is_asked_for() -> None:
    assert round(play(Session("slaps", "tune", 1), NOBODY).seconds) == 60

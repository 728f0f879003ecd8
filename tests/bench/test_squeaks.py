"""What the benchmark of squeaks plays, and counts."""

from pathlib import Path

import numpy as np
import soundfile

from bench.people.backgrounds import ROOM
from bench.signs.made import computed_hum
from bench.signs.playing import DRUMS
from bench.signs.rows import missed
from bench.signs.squeakers import SQUEAKERS
from bench.signs.squeaks import MOVED, ON_AND_ON, Session, play, sessions
from intents.clock import FRAME_RATE

NOBODY = Path("no such folder")
"""The recordings of people are not in the repository."""


def test_without_people_all_is_computed_and_each_thing_is_played_as_itself_too() -> None:
    played = list(sessions(NOBODY, "report", None, 1, 1))
    assert {each.thing for each in played} == SQUEAKERS["report"].keys()
    assert {each.over for each in played if each.over} == {ROOM, DRUMS}
    assert {ON_AND_ON, MOVED, "slaps", "moans"} < {each.noise for each in played}


def test_three_of_it_are_found() -> None:
    heard = play(Session("a dog's toy", "report", 2, DRUMS), NOBODY, None)
    assert heard
    assert missed(heard) == (0, 2)


def test_what_cannot_be_taught_is_not_played(tmp_path: Path) -> None:
    hum = computed_hum(200.0)(0.3, np.random.default_rng(1))
    soundfile.write(tmp_path / "hum.wav", 0.2 * hum / np.abs(hum).max(), FRAME_RATE)
    assert play(Session("hum (recorded)", "report", 1, ROOM), NOBODY, tmp_path) is None

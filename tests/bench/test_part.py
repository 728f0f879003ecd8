"""Some clips of a session, with what was heard and how long they were, counted by hand."""

from bench.part import Part, hours
from tests.bench.sessions import session

HEARD = session([10, 100, 200], [], [(5, "stop"), (50, "stop"), (250, "stop"), (99.4, "go")])
"""Clips begin at 9.5, 99.5 and 199.5 s of 360."""


def test_a_clip_lasts_until_the_next_begins() -> None:
    lengths = [Part(HEARD, lambda clip, at=at: clip.voice == at).seconds for at in "012"]  # type: ignore[misc]
    assert lengths == [99.5, 100.0, 160.5]
    assert hours([Part(HEARD), Part(HEARD)]) == 0.2


def test_what_was_heard_belongs_to_the_clip_that_had_begun() -> None:
    first = Part(HEARD, lambda clip: clip.voice == "0")
    assert (first.count("stop"), first.count("go")) == (2, 1)
    assert Part(HEARD, lambda clip: clip.voice != "0").count("stop") == 1

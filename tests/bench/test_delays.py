"""How long after the end of a word, counted by hand."""

from dataclasses import replace

import pytest

from bench.delays import LATCHED, SOFT, delays, section
from intents.clock import frames
from tests.bench.sessions import session, trial

HEARD = session(
    [10, 20, 30],
    [(10.3, "red", 0.9), (19.9, "red", 0.4), (33, "red", 0.9)],
    [(9.9, "maybe_stop"), (10.3, "stop"), (19.9, "maybe_stop"), (33, "stop")],
)


def test_from_the_end_of_the_word_to_the_first_that_was_told() -> None:
    """Where the frame had a report of the ear, its computing is added; 33 s is too late."""
    soft = delays({trial(): HEARD}, SOFT)
    assert [each.whole for each in soft] == pytest.approx([-0.1, -0.05])
    (latched,) = delays({trial(): HEARD}, LATCHED)
    assert (latched.heard, latched.computing) == pytest.approx((0.3, 0.05))


def test_only_stop_words_said_as_usual_count() -> None:
    assert delays({trial(style="whispered"): HEARD}, SOFT) == []


def test_what_was_not_played_any_more_was_missed() -> None:
    ended = replace(HEARD, starts=HEARD.starts[:2], ends=HEARD.ends[:2])
    assert ended.by_clip("maybe_stop") == [True, True, False]
    assert ended.caught(LATCHED) == [frames(10.3), None, None]
    assert len(delays({trial(): ended}, LATCHED)) == 1


def test_the_table_has_the_figures() -> None:
    assert "| to the latched stop | 1 | 0.35 s | 0.35 s | 50 ms |" in section({trial(): HEARD})

"""What counts as a violation, on evenings that are written by hand."""

from collections.abc import Sequence

import pytest

from bench.faults import kills_page
from bench.faults.latch import Evening, latch_violations, music_violations, told_violations
from tests.fixtures.command import Line

RED, LOST, RESUME, YES, UNTIL = 10.0, 20.0, 40.0, 45.0, 60.0
Told = Sequence[tuple[float, Line]]


def line(kind: str, name: str, **more: object) -> Line:
    return {"kind": kind, "name": name, **more}


TOLD: Told = [
    (0.0, line("state", "playing")),
    (RED, line("heard", "stop")),
    (RED, line("state", "stopped")),
    (LOST + 0.1, line("fault", "listener_lost", present=True)),
    (LOST + 0.1, line("effect", "chime", sound="alarm")),
    (LOST + 2, line("fault", "listener_lost", present=False)),
    (RESUME - 5, line("heard", "go")),
    (RESUME, line("heard", "resume")),
    (YES, line("heard", "yes")),
    (YES, line("state", "playing")),
]
MUSIC = [(0.0, True), (RED + 0.2, False), (YES - 0.1, True)]


def evening(told: Told = TOLD, music: Sequence[tuple[float, bool]] = MUSIC) -> Evening:
    return Evening(7, "listener", 0.0, LOST, (RED,), music, told, UNTIL, alarm_heard=True)


def all_violations(one: Evening) -> list[str]:
    return [*music_violations(one), *latch_violations(one), *told_violations(one)]


def test_an_evening_as_it_should_be() -> None:
    assert all_violations(evening()) == []
    assert "all held" in kills_page.line(evening())


def test_music_that_is_not_paused_at_a_stop_word() -> None:
    late = [(0.0, True), (RED + 3.5, False), (YES, True)]
    assert music_violations(evening(music=late)) == [
        "music plays 2.0 s after a stop word for 1.5 s"
    ]


def test_music_for_a_moment_after_the_loss_counts_for_the_stop_word_and_the_loss() -> None:
    flicker = [*MUSIC[:2], (LOST + 3, True), (LOST + 3.2, False), MUSIC[2]]
    assert len(music_violations(evening(music=flicker))) == 2


@pytest.mark.parametrize("missing", ["resume", "yes"])
def test_one_answer_does_not_let_music_play(missing: str) -> None:
    told = [each for each in TOLD if each[1]["name"] != missing]
    assert music_violations(evening(told))
    assert latch_violations(evening(told))


def test_a_question_from_before_the_loss_is_not_answered_after_it() -> None:
    asked = sorted([*TOLD[:7], (LOST - 1, line("heard", "resume")), *TOLD[8:]], key=lambda e: e[0])
    found = music_violations(evening(asked))
    assert [text.split(" for ")[0] for text in found] == ["music plays 24.9 s after the loss"]


def test_a_stop_that_is_lost_without_music() -> None:
    told = sorted([*TOLD, (LOST + 5, line("state", "slow"))], key=lambda each: each[0])
    assert latch_violations(evening(told)) == [
        "it is slow 15.0 s after a stop word",
        "it is slow 5.0 s after the loss",
    ]


def test_a_stop_that_two_answers_do_not_end() -> None:
    assert latch_violations(evening(music=MUSIC[:2])) == ["two answers do not end the stop"]


def test_a_loss_that_is_told_late_or_never() -> None:
    late = [(at + (4 if what["name"] == "listener_lost" else 0), what) for at, what in TOLD]
    assert told_violations(evening(late)) == ["the loss is not told"]
    silent = [each for each in TOLD if each[1]["name"] != "chime"]
    assert told_violations(evening(silent)) == ["no alarm is sounded"]


def test_the_page_counts_each_rule_apart_and_lists_seed_and_moment() -> None:
    silent = evening([each for each in TOLD if each[1]["name"] != "chime"])
    text = kills_page.page([evening(), silent], 7)
    assert "| the loss is told, and an alarm sounds | 1/2" in text
    assert "| the stop stays until two answers, which then end it | 0/2" in text
    assert "- seed 7, listener killed at 20.00 s: no alarm is sounded" in text

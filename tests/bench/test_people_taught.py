"""What the ears are taught has none of the words that the report keeps as never taught."""

from bench.people.recorded import length
from bench.people.taught import LONG, Taught, listed, taught, untaught
from bench.training.judging import UNSAID
from bench.training.texts import common_words


def test_nothing_is_taught_by_a_word_that_the_report_is_about() -> None:
    assert not untaught() & listed()
    assert not untaught() & set(common_words())


def test_there_are_enough_of_them() -> None:
    assert sum(length(word) >= LONG for word in untaught()) >= 60


def test_a_word_is_taught_often_now_and_then_or_never() -> None:
    assert [taught(word) for word in ("computer", "morning", "staircase")] == [
        Taught.LISTED,
        Taught.COMMON,
        Taught.NEVER,
    ]


def test_no_word_of_theirs_is_asked_for_when_the_judge_is_taught() -> None:
    assert not untaught() & set(UNSAID)

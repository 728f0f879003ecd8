"""When one look is enough, when two must agree, and when every ear must."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.clock import frames
from intents.heard import Look
from intents.joining import GOING_ON, Memory, Situation, join, weight
from intents.messages import Signal
from intents.names import DANGER, PERMISSIVE, SMALL, STOPS, Name
from intents.speech import Speech
from intents.understand import Meaning

ONE = frozenset({"moonshine"})
TWO = frozenset({"moonshine", "vosk"})
ANY = Situation()
HARMLESS = [
    name
    for name in Name
    if name not in PERMISSIVE and name not in DANGER and name is not Name.MAYBE_STOP
]


def looked(
    name: Name,
    score: float = 1.0,
    *,
    ear: str = "moonshine",
    look: Look = Look.FINAL,
    ended: float = 10.0,
    lasted: float = 0.6,
) -> Meaning:
    """A look of an ear that ended at so many seconds."""
    return Meaning(name, score, ear, look, frames(ended - lasted), frames(ended))


def early(
    name: Name,
    score: float = 1.0,
    *,
    ear: str = "moonshine",
    ended: float = 10.0,
    lasted: float = 0.9,
) -> Meaning:
    return looked(name, score, ear=ear, look=Look.EARLY, ended=ended, lasted=lasted)


def signals(
    meanings: Iterable[Meaning],
    ears: frozenset[str] = ONE,
    situation: Situation = ANY,
) -> list[Signal]:
    memory, found = Memory(), []
    for meaning in meanings:
        memory, signal = join(memory, meaning, ears, situation)
        if signal is not None:
            found.append(signal)
    return found


def names(*meanings: Meaning, ears: frozenset[str] = ONE) -> list[Name]:
    return [signal.name for signal in signals(meanings, ears)]


# ---- Danger: one look at a whole utterance, or looks that add up. ----------------------------


def doubtful(meaning: Meaning, doubt: float = 1.5) -> Meaning:
    return replace(meaning, doubt=doubt)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (0.82, [Name.STOP]),
        (0.81, [Name.MAYBE_STOP]),
        (0.35, [Name.MAYBE_STOP]),
        (0.34, []),
    ],
)
def test_a_doubtful_word_needs_more_to_stop_and_no_more_to_soften(
    score: float, expected: list[Name]
) -> None:
    """Odds of e to the 1.5 are 0.818 to 0.182."""
    assert names(doubtful(looked(Name.STOP, score))) == expected


def test_looks_at_a_doubtful_word_add_up_later_and_soften_as_before() -> None:
    heard = [early(Name.STOP, 0.7, ended=10 + 0.2 * step) for step in range(3)]
    assert names(*heard) == [Name.STOP]
    assert names(*map(doubtful, heard[:2])) == [Name.MAYBE_STOP]
    surer = [early(Name.STOP, 0.9, ended=10 + 0.2 * step) for step in range(2)]
    assert names(*map(doubtful, surer)) == [Name.MAYBE_STOP, Name.STOP]


def test_a_doubtful_word_that_is_said_again_needs_less() -> None:
    heard = [doubtful(looked(Name.STOP, 0.75, ended=at)) for at in (10.0, 11.0)]
    assert names(*heard) == [Name.MAYBE_STOP, Name.STOP]
    heard = [doubtful(looked(Name.STOP, 0.6, ended=at)) for at in (10.0, 11.0)]
    assert names(*heard) == [Name.MAYBE_STOP, Name.MAYBE_STOP]


def test_where_people_want_it_careful_less_is_a_stop() -> None:
    assert names(doubtful(looked(Name.STOP, 0.3), -1.0)) == [Name.STOP]


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (1.0, [Name.STOP]),
        (0.5, [Name.STOP]),
        (0.49, [Name.MAYBE_STOP]),
        (0.35, [Name.MAYBE_STOP]),
        (0.34, []),
        (0.0, []),
    ],
)
def test_a_look_at_a_whole_utterance_stops_or_softens(score: float, expected: list[Name]) -> None:
    assert names(looked(Name.STOP, score)) == expected
    assert names(looked(Name.STOP, score), ears=TWO) == expected


@pytest.mark.parametrize("name", [Name.SLOW, *HARMLESS])
def test_slow_words_and_requests_count_or_do_not(name: Name) -> None:
    assert names(looked(name, 0.5)) == [name]
    assert names(looked(name, 0.49)) == []


def test_one_early_look_only_softens() -> None:
    assert names(early(Name.STOP, 0.8)) == [Name.MAYBE_STOP]
    assert names(early(Name.STOP, 0.79)) == []


def test_the_beginning_of_a_word_is_not_enough_to_soften() -> None:
    """A look begins 0.4 s before the sound; in half a second of it "rest" is not whole."""
    assert names(early(Name.STOP, lasted=0.88)) == []
    heard = [early(Name.STOP, lasted=0.5), early(Name.STOP, lasted=0.7, ended=10.2)]
    assert names(*heard) == [Name.STOP]


@pytest.mark.parametrize(
    ("score", "expected"), [(1.0, [Name.MAYBE_STOP]), (0.35, [Name.MAYBE_STOP]), (0.34, [])]
)
def test_what_may_be_a_stop_in_a_whole_utterance_softens(
    score: float, expected: list[Name]
) -> None:
    assert names(looked(Name.MAYBE_STOP, score)) == expected


def test_what_may_be_a_stop_is_none_however_often_it_is_seen() -> None:
    heard = [early(Name.MAYBE_STOP, ended=10 + 0.2 * step) for step in range(20)]
    assert set(names(*heard)) == {Name.MAYBE_STOP}
    assert names(*heard[:3]) == [Name.MAYBE_STOP]


def test_one_early_look_inside_a_sentence_is_nothing_and_two_soften() -> None:
    """ "Light ro" of "light roast" ends with "red" in one look, and in the next no more."""
    assert names(early(Name.MAYBE_STOP)) == []
    assert names(early(Name.MAYBE_STOP), early(Name.MAYBE_STOP, ended=10.2)) == [Name.MAYBE_STOP]
    unsure = [early(Name.MAYBE_STOP, 0.49), early(Name.MAYBE_STOP, 0.49, ended=10.2)]
    assert names(*unsure) == []


@pytest.mark.parametrize(("score", "told"), [(0.5, [Name.STOP]), (0.49, [])])
def test_a_stop_word_between_two_rests_is_enough(score: float, told: list[Name]) -> None:
    between = looked(Name.STOP, score, look=Look.BETWEEN)
    assert names(between) == told
    assert names(between, looked(Name.STOP, ended=10.4, lasted=3.0)) == [Name.STOP], "told once"
    slow = looked(Name.SLOW, score, look=Look.BETWEEN)
    assert names(slow) == ([Name.SLOW] if told else [])


def test_in_a_sentence_or_with_doubt_it_softens() -> None:
    between = looked(Name.MAYBE_STOP, 0.6, look=Look.BETWEEN)
    assert names(between) == [Name.MAYBE_STOP]
    assert names(doubtful(looked(Name.STOP, 0.6, look=Look.BETWEEN))) == [Name.MAYBE_STOP]


SPOKEN = Situation(speech=Speech(silent_since=frames(9.5)))
SPEAKING = Situation(speech=Speech(last=0))


@pytest.mark.parametrize(
    ("situation", "began", "by_itself"),
    [
        (SPEAKING, 20.0, [Name.MAYBE_STOP]),
        (SPOKEN, 9.4, [Name.MAYBE_STOP]),
        (SPOKEN, 9.5, [Name.STOP]),
    ],
)
def test_a_rest_in_our_own_sentence_makes_no_stop_of_one_look(
    situation: Situation, began: float, by_itself: list[Name]
) -> None:
    """It softens, and any other look is as good as ever: who speaks into it is heard."""
    told = began + 0.6

    def heard(*meanings: Meaning) -> list[Name]:
        return [signal.name for signal in signals(meanings, situation=situation)]

    between = looked(Name.STOP, look=Look.BETWEEN, ended=told)
    assert heard(between) == by_itself
    assert heard(early(Name.STOP, ended=told - 0.1), between)[-1:] == [Name.STOP]
    assert heard(looked(Name.STOP, ended=told)) == [Name.STOP]


@pytest.mark.parametrize("name", sorted(SMALL))
@pytest.mark.parametrize(("score", "over_us"), [(0.94, []), (0.95, None)])
def test_a_small_request_must_be_sure_over_our_own_voice(
    name: Name, score: float, over_us: list[Name] | None
) -> None:
    request = looked(name, score, ended=9.9)
    told = [name] if over_us is None else over_us
    for situation in (SPEAKING, SPOKEN):
        assert [signal.name for signal in signals([request], situation=situation)] == told
    assert names(request) == [name]


@pytest.mark.parametrize("name", sorted(set(HARMLESS) - SMALL))
def test_what_makes_it_safer_is_heard_over_it_as_ever(name: Name) -> None:
    assert [signal.name for signal in signals([looked(name, 0.5)], situation=SPEAKING)] == [name]


@pytest.mark.parametrize("name", [*HARMLESS, *sorted(PERMISSIVE)])
def test_nothing_else_counts_before_somebody_has_finished(name: Name) -> None:
    heard = [looked(name, look=Look.BETWEEN, ended=10 + 0.2 * step) for step in range(5)]
    assert names(*heard) == []


def test_an_unsure_early_look_is_nothing() -> None:
    assert names(early(Name.STOP, 0.49), early(Name.STOP, 0.49, ended=10.2)) == []


def test_two_early_looks_in_a_row_stop() -> None:
    heard = [early(Name.STOP, ended=10.0), early(Name.STOP, ended=10.2)]
    assert names(*heard) == [Name.MAYBE_STOP, Name.STOP]


def test_two_early_looks_in_a_row_slow_down_and_one_does_nothing() -> None:
    heard = [early(Name.SLOW, ended=10.0), early(Name.SLOW, ended=10.2)]
    assert names(*heard[:1]) == []
    assert names(*heard) == [Name.SLOW]


def test_looks_add_up_for_a_second() -> None:
    assert Name.STOP in names(early(Name.STOP, ended=10.0), early(Name.STOP, ended=11.0))
    assert Name.STOP not in names(early(Name.STOP, ended=10.0), early(Name.STOP, ended=11.01))


def test_a_late_look_at_a_long_utterance_takes_nothing_from_newer_looks() -> None:
    """It takes its time, and looks at the next word may be told before it."""
    before, after = early(Name.STOP, ended=13.0), early(Name.STOP, ended=13.2)
    late = looked(Name.STOP, 0.3, ended=11.5, lasted=6.0)
    assert names(before, late) == [Name.MAYBE_STOP]
    assert names(before, late, after) == [Name.MAYBE_STOP, Name.STOP]


@pytest.mark.parametrize(
    ("odds", "expected"),
    [((1, 1), 1.0), ((3, 2), 1.405), ((2, 3), 0.595), ((1, 2), 0.307), ((1, 3), 0), ((5, 1), 1.5)],
)
def test_a_look_counts_by_its_odds(odds: tuple[int, int], expected: float) -> None:
    """Worked out by a table of logarithms: ln 1.5 is 0.405, ln 2 is 0.693."""
    assert weight(odds[0] / sum(odds)) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    ("scores", "enough"),
    [
        ((0.5, 0.5), True),
        ((0.49, 0.49), False),
        ((0.49, 0.49, 0.49), True),
        ((0.9, 0.4), True),
        ((0.9, 0.3), False),
        ((1.0, 0.0), False),
        ((0.25,) * 5, False),
        ((1.0,), False),
    ],
)
def test_early_looks_add_up(scores: Sequence[float], enough: bool) -> None:  # noqa: FBT001
    heard = [early(Name.STOP, score, ended=10 + at / 5) for at, score in enumerate(scores)]
    assert (Name.STOP in names(*heard)) == enough
    assert (Name.STOP in names(*reversed(heard))) == enough


def test_the_whole_utterance_adds_to_the_early_looks() -> None:
    heard = [early(Name.STOP, 0.8), looked(Name.STOP, 0.4, ended=10.4)]
    assert names(*heard) == [Name.MAYBE_STOP, Name.STOP]
    assert names(heard[1]) == [Name.MAYBE_STOP]


# ---- Said again: two utterances of which neither was sure. -----------------------------------


@pytest.mark.parametrize("name", sorted(STOPS))
def test_a_stop_word_said_twice_is_surer_than_once(name: Name) -> None:
    first = looked(name, 0.35, ended=10.0)
    assert names(first) == [Name.MAYBE_STOP]
    assert names(first, looked(name, 0.35, ended=11.0)) == [Name.MAYBE_STOP, name]
    assert names(first, looked(name, 0.34, ended=11.0)) == [Name.MAYBE_STOP]


def test_and_quicker_than_a_longer_wait() -> None:
    """While it is still being said, one look is enough; alone it would soften at most."""
    first = looked(Name.STOP, 0.35, ended=10.0)
    assert names(first, early(Name.STOP, 0.5, ended=11.0)) == [Name.MAYBE_STOP, Name.STOP]
    assert names(first, early(Name.STOP, 0.49, ended=11.0)) == [Name.MAYBE_STOP]


@pytest.mark.parametrize(
    ("pause", "again"), [(-0.6, False), (-0.5, True), (0.0, True), (1.9, True), (2.0, False)]
)
def test_said_again_is_another_sound_soon_after(pause: float, again: bool) -> None:  # noqa: FBT001
    first = looked(Name.STOP, 0.4, ended=10.0)
    second = looked(Name.STOP, 0.4, ended=10.0 + pause + 3.0, lasted=3.0)
    assert (Name.STOP in names(first, second)) is again


def test_what_was_said_before_is_the_same_word_to_the_same_ear() -> None:
    second = looked(Name.STOP, 0.4, ended=11.0)
    assert Name.STOP not in names(looked(Name.HOUSE, 0.4, ended=10.0), second)
    assert Name.STOP not in names(looked(Name.STOP, 0.4, ear="vosk", ended=10.0), second, ears=TWO)


def test_two_slow_words_are_not_made_a_stop() -> None:
    assert names(looked(Name.SLOW, 0.4), looked(Name.SLOW, 0.4, ended=11.0)) == []


def test_two_ears_at_once_are_not_two_looks_in_a_row() -> None:
    heard = [early(Name.STOP), early(Name.STOP, ear="vosk", ended=10.2)]
    assert names(*heard, ears=TWO) == [Name.MAYBE_STOP]


def test_two_reports_of_one_look_are_one_look() -> None:
    """An ear tells what it was asked about and what it transcribed."""
    assert names(early(Name.STOP, 0.6), early(Name.STOP, 1.0)) == [Name.MAYBE_STOP]
    assert names(early(Name.STOP, 1.0), early(Name.STOP, 0.6)) == [Name.MAYBE_STOP]


@pytest.mark.parametrize(
    "other", [(Name.STOP, 0.3), (Name.SLOW, 0.9), (Name.NEXT, 0.9), (Name.EMBEDDED, 1.0)]
)
def test_what_else_is_in_a_look_does_not_hide_a_stop(other: tuple[Name, float]) -> None:
    heard = [early(*other), early(Name.STOP), early(*other, ended=10.2)]
    assert names(*heard, early(Name.STOP, ended=10.2))[-1] is Name.STOP


def test_different_dangers_are_not_in_a_row() -> None:
    heard = [early(Name.SLOW), early(Name.STOP, ended=10.2), early(Name.SLOW, ended=11.1)]
    assert names(*heard) == [Name.MAYBE_STOP]


@pytest.mark.parametrize("name", HARMLESS)
def test_early_looks_call_no_request(name: Name) -> None:
    assert names(early(name), early(name, ended=10.2), early(name, ended=10.4)) == []


# ---- What lets things go on: whole utterances, sure ones, of every ear, together. ------------


@pytest.mark.parametrize("name", sorted(PERMISSIVE))
def test_every_ear_must_agree(name: Name) -> None:
    one, other = looked(name), looked(name, ear="vosk", ended=10.3)
    assert names(one, ears=TWO) == []
    assert names(other, ears=TWO) == []
    assert names(one, other, ears=TWO) == [name]
    assert names(other, one, ears=TWO) == [name]
    assert names(one) == [name]


def test_one_ear_twice_is_not_two_ears() -> None:
    assert names(looked(Name.GO), looked(Name.GO, ended=10.2), ears=TWO) == []


def test_the_ears_must_agree_on_the_same() -> None:
    assert names(looked(Name.RESUME), looked(Name.GO, ear="vosk"), ears=TWO) == []


def test_an_ear_that_changes_its_mind_counts_with_its_last_word() -> None:
    heard = [looked(Name.YES), looked(Name.GO, ended=10.1), looked(Name.YES, ear="vosk")]
    assert names(*heard, ears=TWO) == []


def test_doubt_about_going_on_means_no() -> None:
    sure = looked(Name.GO, 0.6, ear="vosk")
    assert names(looked(Name.GO, 0.59), sure, ears=TWO) == []
    assert names(looked(Name.GO, 0.6), sure, ears=TWO) == [Name.GO]
    assert names(looked(Name.GO, 0.59)) == []


@pytest.mark.parametrize("name", sorted(PERMISSIVE))
def test_what_is_not_waited_for_must_be_much_surer(name: Name) -> None:
    heard = [looked(name, 0.94), looked(name, 0.94, ear="vosk")]
    surer = [looked(name, 0.95), looked(name, 0.95, ear="vosk")]
    waited, others = Situation(frozenset({name})), Situation(PERMISSIVE - {name})
    assert [s.name for s in signals(heard, TWO, waited)] == [name]
    assert signals(heard, TWO, others) == []
    assert [s.name for s in signals(surer, TWO, Situation(frozenset()))] == [name]


# ---- What is waited for, while noise leaves no utterance whole: three early looks. -------------


def looks_at(name: Name, *scores: float, ear: str = "moonshine") -> list[Meaning]:
    return [early(name, score, ear=ear, ended=10 + at / 5) for at, score in enumerate(scores)]


@pytest.mark.parametrize("name", sorted(PERMISSIVE))
def test_three_early_looks_at_what_is_waited_for_are_enough(name: Name) -> None:
    heard = looks_at(name, 0.5, 0.5, 0.5)
    [signal] = signals(heard, ONE, Situation(frozenset({name})))
    assert (signal.name, signal.ended) == (name, frames(10.4))
    assert signals(heard[:2], ONE, Situation(frozenset({name}))) == []
    assert signals(heard, ONE, Situation(PERMISSIVE - {name})) == []


def test_unsure_looks_at_it_do_not_count_and_sure_ones_not_for_long() -> None:
    assert names(*looks_at(Name.GO, 0.49, 1.0, 1.0)) == []
    assert names(*looks_at(Name.GO, 0.49, 1.0, 1.0, 0.5)) == [Name.GO]
    far = [early(Name.GO, ended=at) for at in (10.0, 10.5, 11.1)]
    assert names(*far) == []


def test_two_reports_of_one_look_at_it_are_one_look() -> None:
    assert names(*looks_at(Name.GO, 1.0, 1.0), *looks_at(Name.GO, 1.0, 1.0)) == []


@pytest.mark.parametrize("danger", sorted(DANGER))
@pytest.mark.parametrize("ear", sorted(TWO))
def test_danger_among_the_looks_keeps_it_from_counting(danger: Name, ear: str) -> None:
    heard = [early(danger, 0.3, ear=ear, ended=9.9), *looks_at(Name.GO, 1.0, 1.0, 1.0)]
    assert names(*heard) == []


def test_every_ear_must_be_sure_of_early_looks_too() -> None:
    both = [*looks_at(Name.GO, 1.0, 1.0, 1.0), *looks_at(Name.GO, 1.0, 1.0, 1.0, ear="vosk")]
    assert names(*both[:3], ears=TWO) == []
    assert names(*both, ears=TWO) == [Name.GO]
    assert names(*both[:3], looked(Name.GO, 0.6, ear="vosk", ended=10.9), ears=TWO) == [Name.GO]


def test_the_whole_utterance_repeats_no_go_that_was_told_early() -> None:
    heard = looks_at(Name.GO, 1.0, 1.0, 1.0, 1.0)
    assert names(*heard, looked(Name.GO, ended=11.5, lasted=2.0)) == [Name.GO]


def test_danger_is_never_waited_for() -> None:
    assert [s.name for s in signals([looked(Name.STOP, 0.5)], ONE, Situation(frozenset()))] == [
        Name.STOP
    ]


def test_the_ears_must_hear_it_together() -> None:
    first = looked(Name.GO, ended=10.0)
    assert names(first, looked(Name.GO, ear="vosk", ended=11.5), ears=TWO) == [Name.GO]
    assert names(first, looked(Name.GO, ear="vosk", ended=11.6), ears=TWO) == []


def test_a_late_report_of_an_earlier_word_is_not_together_either() -> None:
    first = looked(Name.GO, ended=10.0)
    assert names(first, looked(Name.GO, ear="vosk", ended=8.0), ears=TWO) == []


def test_an_agreement_is_used_up() -> None:
    heard = [looked(Name.GO), looked(Name.GO, ear="vosk")]
    later = looked(Name.GO, ear="vosk", ended=11.0, lasted=0.2)
    assert names(*heard, later, ears=TWO) == [Name.GO]


def test_the_signal_names_the_ears_that_agreed() -> None:
    [signal] = signals([looked(Name.GO, ear="vosk"), looked(Name.GO)], TWO)
    assert signal.ears == ("moonshine", "vosk")


@pytest.mark.parametrize("first", sorted(GOING_ON))
@pytest.mark.parametrize("second", sorted(GOING_ON))
def test_one_utterance_is_one_permission(first: Name, second: Name) -> None:
    """Else one "yes, resume" would be the request and the answer to the question about it."""
    assert names(looked(first), looked(second)) == [first]
    assert names(looked(first), looked(second, ended=12.0)) == [first, second]


def test_a_plain_yes_may_be_the_beginning_of_more() -> None:
    more = looked(Name.YES, ended=11.0, lasted=2.0)
    assert names(looked(Name.AFFIRM), more) == [Name.AFFIRM, Name.YES]


# ---- One utterance gives one signal. ---------------------------------------------------------


@pytest.mark.parametrize("name", [Name.STOP, Name.SLOW, *HARMLESS])
def test_what_two_ears_hear_at_once_is_told_once(name: Name) -> None:
    heard = [looked(name), looked(name, ear="vosk", ended=10.3)]
    assert names(*heard, ears=TWO) == [name]
    assert signals(heard, TWO)[0].ears == ("moonshine",)


def test_the_same_word_said_again_is_told_again() -> None:
    assert names(looked(Name.STOP), looked(Name.STOP, ended=10.6)) == [Name.STOP, Name.STOP]


def test_the_end_of_an_utterance_repeats_nothing_that_its_beginning_told() -> None:
    heard = [early(Name.STOP), early(Name.STOP, ended=10.2)]
    assert names(*heard, looked(Name.STOP, ended=10.8, lasted=1.4)) == [Name.MAYBE_STOP, Name.STOP]


@pytest.mark.parametrize(
    "doubt", [looked(Name.STOP, 0.4, ear="vosk"), looked(Name.EMBEDDED, ear="vosk")]
)
def test_doubt_about_a_stop_is_told_only_before_it(doubt: Meaning) -> None:
    surely = looked(Name.STOP)
    assert names(surely, doubt, ears=TWO) == [Name.STOP]
    assert len(names(doubt, surely, ears=TWO)) == 2
    assert names(doubt, surely, ears=TWO)[1] is Name.STOP


def test_the_signal_bounds_the_sound() -> None:
    [signal] = signals([looked(Name.STOP, 0.7, ended=3.0, lasted=1.0)])
    assert signal == Signal(Name.STOP, 0.7, ("moonshine",), frames(2.0), frames(3.0))


# ---- Whatever is heard. ----------------------------------------------------------------------

SCORES = [0.0, 0.19, 0.2, 0.49, 0.5, 0.59, 0.6, 0.94, 0.95, 1.0]
PAUSES = [0.0, 0.1, 0.2, 0.5, 0.6, 1.5, 1.6]
LENGTHS = [0.1, 0.3, 0.6, 2.0]


def hearing(looks: Sequence[Look] = (*Look,)) -> st.SearchStrategy[list[Meaning]]:
    """Reports of two ears in the order of their ends."""
    names = st.sampled_from([*Name, Name.STOP, Name.STOP, *sorted(PERMISSIVE)])
    report = st.tuples(
        names,
        st.sampled_from(SCORES),
        st.sampled_from(sorted(TWO)),
        st.sampled_from(looks),
        st.sampled_from(PAUSES),
        st.sampled_from(LENGTHS),
    )
    return st.lists(report, max_size=15).map(in_time)


def in_time(reports: Iterable[tuple[Name, float, str, Look, float, float]]) -> list[Meaning]:
    found, ended = [], 5.0
    for name, score, ear, look, pause, lasted in reports:
        ended += pause
        found.append(looked(name, score, ear=ear, look=look, ended=ended, lasted=lasted))
    return found


def stops(found: Iterable[Signal]) -> list[Signal]:
    return [signal for signal in found if signal.name is Name.STOP]


@given(hearing())
def test_a_stop_never_depends_on_who_else_listens(meanings: list[Meaning]) -> None:
    assert stops(signals(meanings, ONE)) == stops(signals(meanings, TWO))


@given(hearing())
def test_another_ear_never_takes_a_stop_away(meanings: list[Meaning]) -> None:
    alone, both = Memory(), Memory()
    told: list[Signal] = []
    for meaning in meanings:
        both, signal = join(both, meaning, TWO)
        told += stops([signal] if signal else [])
        if meaning.ear == "moonshine":
            alone, signal = join(alone, meaning, ONE)
            if signal and signal.name is Name.STOP:
                assert any(signal.began < stop.ended for stop in told)


@given(hearing())
def test_a_sure_whole_utterance_is_always_a_stop(meanings: list[Meaning]) -> None:
    memory = Memory()
    told: list[Signal] = []
    for meaning in meanings:
        memory, signal = join(memory, meaning, TWO)
        told += stops([signal] if signal else [])
        if meaning.name is Name.STOP and meaning.look is Look.FINAL and meaning.score >= 0.5:
            assert any(meaning.began < stop.ended for stop in told) or signal in told


@given(hearing(looks=[Look.EARLY]))
def test_early_looks_let_nothing_go_on_that_is_not_waited_for(meanings: list[Meaning]) -> None:
    found = {signal.name for signal in signals(meanings, situation=Situation(frozenset()))}
    assert found <= {*DANGER, Name.MAYBE_STOP}


@given(hearing())
def test_nothing_goes_on_but_by_every_ear_together(meanings: list[Meaning]) -> None:
    memory = Memory()
    for count, meaning in enumerate(meanings, start=1):
        memory, signal = join(memory, meaning, TWO)
        if signal and signal.name in PERMISSIVE:
            heard = [
                m
                for m in meanings[:count]
                if m.name is signal.name and abs(m.ended - signal.ended) <= frames(2.5)
            ]
            for ear in TWO:
                whole = [m for m in heard if m.look is Look.FINAL and m.score >= 0.6]
                pieces = [m for m in heard if m.look is Look.EARLY and m.score >= 0.5]
                assert any(m.ear == ear for m in whole) or sum(m.ear == ear for m in pieces) >= 3


@given(hearing())
def test_permissions_never_share_a_sound(meanings: list[Meaning]) -> None:
    given_before: list[Signal] = []
    for signal in signals(meanings):
        if signal.name in GOING_ON:
            assert all(before.ended <= signal.began for before in given_before)
            given_before.append(signal)

"""Rows of the targets, from sessions that are counted by hand."""

from bench.cost import Cost
from bench.curves import curves
from bench.measured import Measured
from bench.part import Part
from bench.sessions import Job
from bench.targets import section
from tests.bench.sessions import session, trial

WORDS = session(
    [10, 20, 30],
    [(10.2, "red", 0.9), (20.1, "red", 0.9)],
    [(10.2, "stop"), (20.1, "stop"), (30.1, "maybe_stop")],
)
TALK = session([1], [], [(50, "maybe_stop"), (60, "embedded"), (65, "slow"), (70, "go")])
MEASURED = Measured(
    words={},
    talk={Job("ordering coffee", (), ordinary=True): TALK, Job("requests (synthetic)", ()): TALK},
    people={},
    noisy={trial(): WORDS, trial("pineapple", None): WORDS, trial("alexa"): WORDS},
    scene={},
    long={},
    by_policy={},
    compared={},
    costs=[Cost("talk", 100.0, 0.2, 300.0, 1.0, []), Cost("quiet", 100.0, 0.2, 360.0, 2.5, [])],
)


def rows() -> dict[str, list[str]]:
    lines = section(MEASURED, curves(["red"], MEASURED.noisy, [Part(TALK)])).splitlines()
    cells = [line.strip("|").split(" | ") for line in lines if line.startswith("| ")]
    return {each[0].strip(): [cell.strip() for cell in each[1:]] for each in cells}


def test_missed_words_stand_beside_what_may_be_missed() -> None:
    found = rows()
    target, figure, reached = found["red: missed at 10 dB SNR (music, babble, room)"]
    assert (target, figure[:11], reached) == ("2.7%", "1/3 = 33.3%", "**no**")
    assert found["advised words: missed in a quiet room"][0] == "0.5%"
    assert not any("whispered" in what for what in found), "nothing was whispered"


def test_what_people_say_has_a_row_of_its_own() -> None:
    found = rows()
    target, figure, reached = found[
        "\u201calexa\u201d, said by people: missed at 10 dB SNR (music, babble, room)"
    ]
    assert (target, figure[:11], reached) == ("1%", "1/3 = 33.3%", "**no**")
    assert not any("computer" in what for what in found), "nobody said it"


def test_mistakes_are_counted_by_the_hour_and_permissions_at_all() -> None:
    found = rows()
    assert found["soft reactions in what people read and order, an hour"][1].startswith(
        "3 in 0.10 h: 30.00"
    )
    assert found["false stops in what people read and order, an hour"][1].startswith(
        "0 in 0.10 h: 0.00"
    )
    assert found["false stops in what people read and order, an hour"][2] == "yes"
    # The requests and the words are not among it: there "go" may be right.
    assert found["go, resume or yes by mistake"][1:] == ["1 in 0.4 h", "**no**"]


def test_the_soft_reaction_has_the_delay_of_whichever_came_first() -> None:
    found = rows()
    assert found["from the end of a word to the soft reaction, 95% within"][1:] == [
        "250 ms of 6 words",
        "yes",
    ]


def test_talk_may_cost_a_quarter_and_quiet_a_twentieth() -> None:
    found = rows()
    assert found["share of one core, talk"][0::2] == ["0.25", "yes"]
    assert found["share of one core, quiet"][0::2] == ["0.05", "**no**"]
    assert found["memory"][1:] == ["360 MB", "**no**"]
    assert found["from the start of the process until it can hear"][1:] == ["2.5 s", "**no**"]


def test_a_word_that_is_never_rarely_wrong_is_told_as_such() -> None:
    wrong = session([1], [(50, "red", 0.999)])
    made = section(MEASURED, curves(["red"], MEASURED.noisy, [Part(wrong)]))
    assert "no threshold was that rarely wrong in 0.1 h | **no**" in made

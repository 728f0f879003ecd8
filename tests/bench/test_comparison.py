"""What comes of the comparison, by hand-counted examples and with real clips."""

import pickle
from pathlib import Path
from typing import Any

import matplotlib.image
import numpy as np
import pytest

from bench import in_noise
from bench.clips import Playlist, own
from bench.comparison import Job, measured, play, task
from bench.comparison_tables import levels, tables
from bench.draw_peers import draw
from bench.outcomes import Alarms, Count, Outcome, Part, Played, cost
from bench.peers import Missing
from bench.peers.moonshine_plain import MoonshinePlain
from bench.peers.peer import Detection, Peer
from bench.peers.pocketsphinx_kws import PocketSphinx
from bench.peers.safeword import STOP, Safeword
from bench.peers.wake_words import OpenWakeWord
from intents.clock import frames

NAMES = ("Safeword", "moonshine, plain")


def outcome(*moments: tuple[float, float], cpu: float = 1.0) -> Outcome:
    """Ten seconds in which clips begin at 1, 4 and 7; moments are seconds and scores."""
    detections = tuple(Detection(frames(at), score) for at, score in moments)
    return Outcome((frames(1), frames(4), frames(7)), frames(10), detections, cpu)


@pytest.mark.parametrize(
    ("moments", "found"),
    [
        ([], 0),
        ([(0.5, 1.0)], 0),  # before the first clip
        ([(1.5, 1.0), (3.0, 1.0)], 1),  # twice in one clip
        ([(4.0, 1.0)], 1),  # on the border it is the earlier clip's
        ([(3.9, 1.0), (4.1, 1.0), (10.0, 1.0)], 3),
        ([(2.0, 0.4), (5.0, 0.5)], 1),  # one is under the threshold
    ],
)
def test_found_is_from_the_start_of_a_clip_to_the_next(
    moments: list[tuple[float, float]], found: int
) -> None:
    assert outcome(*moments).found(0.5) == found


def test_outcomes_are_added_up() -> None:
    both = [outcome((2, 1.0), cpu=1.0), outcome((2, 1.0), (5, 1.0), (8, 0.1), cpu=3.0)]
    assert Count.among(both, 0.5) == Count(3, 6)
    alarms = Alarms.among(both, 0.0)
    assert alarms.count == 4
    assert alarms.hours == pytest.approx(20 / 3600)
    assert cost(both) == pytest.approx(0.2)


def test_figures_come_with_their_intervals() -> None:
    assert str(Count(53, 54)) == "53/54 = 98.1% (90.2% to 99.7%)"
    assert str(Alarms(0, 0.5)) == "0 = 0.0 an hour (0.0 to 7.4)"
    assert str(Alarms(1, 0.5)) == "1 = 2.0 an hour (0.1 to 11.1)"
    assert Count(53, 54).missed == pytest.approx(1 / 54)
    assert Count(53, 54).missed_between == pytest.approx((0.0033, 0.0977), abs=6e-4)


def test_everyone_is_given_every_frame_of_the_room() -> None:
    clips = own("red")[:2]
    played = Played.of(Playlist(clips))
    again = Played.of(Playlist(clips))
    assert len(played.starts) == 2
    assert np.array_equal(played.sound, again.sound)
    assert np.count_nonzero(played.sound) > 0.99 * len(played.sound)


TRIAL = in_noise.Trial("red", "stop", in_noise.AS_USUAL, 20.0, "room", tuple(own("red")[1:3]))
JOBS = [Job(name, "red", Part.NOISY, TRIAL) for name in NAMES]


@pytest.fixture(scope="module", name="results")
def fixture_results() -> dict[Any, Any]:
    """As other processes would give them back; the processes are not needed for it."""
    tasks = [_sent(task(job, Path())) for job in JOBS]
    return {each.job: _sent(each.play(each.job)) for each in tasks}


def _sent(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))  # noqa: S301


def test_words_in_noise_are_found(results: dict[Any, Any]) -> None:
    outcomes = measured(JOBS, results)
    for name in NAMES:
        (result,) = outcomes[name, "red", Part.NOISY]
        assert len(result.starts) == 2
        assert result.found(0) >= 1
        assert 0 < result.cpu_seconds < 60


def test_the_session_of_the_report_is_what_safeword_reports_as_a_peer(
    results: dict[Any, Any],
) -> None:
    heard = results[TRIAL]
    (counted,) = measured(JOBS, results)["Safeword", "red", Part.NOISY]
    assert [d.at for d in counted.detections if d.score == STOP] == [
        happening.at for happening in heard.named("stop")
    ]
    assert counted.found(STOP) == sum(heard.by_clip("stop"))
    itself = play(JOBS[0], Path())
    assert itself is not None
    assert (itself.starts, itself.detections) == (counted.starts, counted.detections)


def test_who_does_not_know_the_word_has_no_outcome() -> None:
    assert (
        play(Job("openWakeWord", "red", Part.PEOPLE, clips=tuple(own("red")[:1])), Path()) is None
    )


@pytest.fixture(scope="module", name="systems")
def fixture_systems() -> list[Peer]:
    return [Safeword.load(), MoonshinePlain.load(), PocketSphinx.load(), OpenWakeWord.load()]


def test_the_usual_threshold_is_among_those_shown(systems: list[Peer]) -> None:
    for peer in systems:
        assert peer.usual("alexa") in levels(peer, "alexa")
        assert levels(peer, "alexa") == sorted(levels(peer, "alexa"))


def test_the_tables_say_what_was_measured_and_what_was_left_out(systems: list[Peer]) -> None:
    found = {
        ("Safeword", "red", Part.QUIET): [outcome((2, 1.0), (5, 1.0), (8, 1.0))],
        ("Safeword", "red", Part.NOISY): [outcome((2, 1.0), (5, 0.0))],
        ("Safeword", "red", Part.TALK): [outcome((2, 0.0), cpu=2.5)],
    }
    text = tables(systems, [Missing("Another", "Fetch it.")], found, people=False)
    rows = [row.split(" | ") for row in text.splitlines() if row.startswith("| Safeword")]
    loose, usual, what = rows
    assert loose[2].startswith("3/3 ")
    assert loose[3].startswith("2/3 ")
    assert loose[4].startswith("1 = ")
    assert usual[3].startswith("1/3 ")
    assert usual[4].startswith("0 = ")
    assert what[1] == "0.250"
    assert "Left out: Another. Fetch it." in text
    assert "Without recordings of people" in text
    assert "Without recordings of people" not in tables(systems, [], found, people=True)


def test_the_picture_is_drawn_also_where_nothing_was_missed(
    systems: list[Peer], tmp_path: Path
) -> None:
    found = {
        ("Safeword", "red", Part.NOISY): [outcome((2, 1.0), (5, 1.0), (8, 1.0))],
        ("Safeword", "red", Part.TALK): [outcome()],
    }
    draw(systems, found, tmp_path / "peers.png")
    height, width, _ = matplotlib.image.imread(tmp_path / "peers.png").shape
    assert (width, height) == (1210, 550)

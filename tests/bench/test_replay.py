"""What was heard once can be understood again, as it was or more or less sure."""

from pathlib import Path

import pytest

from bench.clips import Clip, Playlist
from bench.hearing import Heard, agreement_with, hear
from bench.replay import Recorder, Report, Reports
from intents.clock import frames
from intents.heard import Heard as Opinion
from intents.heard import Look
from intents.names import Name
from voice.assembly import lexicon_and_plan
from voice.ears import knowing, load_ears

CLIPS = Path(__file__).parent.parent / "clips"
EARS = load_ears("en", None)
AGREEMENT = agreement_with()
KNOWING = knowing(EARS, lexicon_and_plan(AGREEMENT)[0])
WORDS = ("red__af_heart", "hello__af_heart", "yellow__am_liam", "said__af_heart", "red__am_liam")


@pytest.fixture(scope="module", name="session")
def a_session() -> Heard:
    clips = [Clip(CLIPS / f"{name}.flac", name.partition("__")[0], "") for name in WORDS]
    return hear(EARS, Playlist(clips), agreement_with())


def test_understood_again_it_is_what_the_session_told(session: Heard) -> None:
    told = [(h.at, h.name) for h in session.happenings if h.kind == "heard"]
    again = [(at, signal.name) for at, signal in session.reports.signals()]
    assert [name for _, name in again if name == "stop"] == ["stop", "stop"]
    assert again == told


def test_each_second_of_sound_has_its_computing(session: Heard) -> None:
    assert len(session.computing) == int(session.seconds) + 1
    assert 0 < sum(session.computing) <= session.cpu_seconds
    assert min(session.computing) < max(session.computing) / 3, "silence costs little"


def final(text: str, score: float, ended: float) -> Report:
    """What is sure without a doubt was transcribed."""
    began, end = frames(ended - 0.5), frames(ended)
    opinion = Opinion("moonshine", text, score, Look.FINAL, score < 1, began, end)
    return Report("moonshine", frames(ended), (opinion,), 0.0)


def stops(shift: float, *scores: float) -> int:
    told = [final("red", score, 10 * at) for at, score in enumerate(scores, start=1)]
    signals = Reports(told, AGREEMENT, KNOWING).signals(shift)
    return [signal.name for _, signal in signals].count(Name.STOP)


def test_a_shift_is_a_factor_of_the_odds() -> None:
    """Odds of 1 to 3 times e are 0.906 to 1, odds of 2 to 5 times e are 1.09 to 1."""
    assert stops(0, 1 / 4, 2 / 7) == 0
    assert stops(1, 1 / 4, 2 / 7) == 1
    assert stops(-1, 3 / 4, 0.72) == 1


def test_the_recorder_is_the_ear_itself() -> None:
    assert Recorder(EARS[0].listen(["red"], ["red"])).name == "moonshine"

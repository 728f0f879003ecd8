"""A whole evening of two people, recorded voices in, real speech and a real player out.

It takes the time that the ears need, not the time of the story.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from bench.evening.story import EVENING, Turn, between, recorded, times
from bench.evening.transcript import AGREEMENT, OUT, page
from models.pyttsx_voice import PyttsxVoice
from tests.fixtures.bus import PrivateBus
from tests.fixtures.command import Line, lines_of
from tests.fixtures.finding import FOUND, likeness
from tests.fixtures.mpv import Mpv


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Line], Path, Mpv]]:
    """What was told of the evening, what was heard in the room, and the player afterwards."""
    folder = tmp_path_factory.mktemp("evening")
    recording, heard = folder / "evening.wav", folder / "room.wav"
    recorded(EVENING, recording)
    with PrivateBus() as bus, Mpv(bus.env) as mpv:
        lines = lines_of(
            "listen", "--fast", "--input", str(recording), "--output", str(heard),
            "--agreement", str(AGREEMENT),
            env=dict(bus.env),
        )  # fmt: skip
        yield lines, heard, mpv


Told = tuple[list[Line], Path, Mpv]


@pytest.mark.parametrize(
    ("turn", "began", "ended"),
    [
        pytest.param(turn, *time, id=f"{number} {turn.who or 'nobody'} {turn.text}")
        for number, (turn, time) in enumerate(zip(EVENING, times(EVENING), strict=True))
    ],
)
def test_each_turn_is_heard_answered_and_done(
    evening: Told, turn: Turn, began: float, ended: float
) -> None:
    told = between(evening[0], began, ended)
    assert _names(told, "heard") == [turn.heard] * bool(turn.heard)
    assert [line["prompt"] for line in told if line["name"] == "say"] == list(turn.says)
    assert not turn.where or _names(told, "state")[-1] == turn.where
    assert set(turn.does) <= {*_names(told, "effect")}
    assert not _names(told, "fault")


@pytest.mark.parametrize(
    "prompt",
    [
        *("before", "limits_wants", "check_in", "check_in_unanswered", "stopping"),
        *("music_off", "aftercare", "aftercare_offer", "house", "closed_music"),
    ],
)
def test_what_is_told_is_really_spoken(evening: Told, prompt: str) -> None:
    lines, room, _ = evening
    line = next(line for line in lines if line.get("prompt") == prompt)
    sound, rate = soundfile.read(room, dtype="float32")
    begin = max(0, round((line["at"] - 0.5) * rate))  # a little early: it must be there whole
    sentence = PyttsxVoice("en").render(line["text"], slower=line["slower"])
    assert likeness(sound[begin : begin + 15 * rate], rate, sentence) > FOUND


def test_the_player_is_left_paused_after_a_stop(evening: Told) -> None:
    assert not evening[2].playing


def test_no_word_that_was_heard_is_told(evening: Told) -> None:
    told = " ".join(str(line) for line in evening[0])
    assert "narrowed" in told
    assert "slapping" not in told


def test_the_transcript_is_what_happened(evening: Told) -> None:
    assert OUT.read_text(encoding="utf-8") == page(evening[0]), "run python -m bench.evening"


def _names(lines: list[Line], kind: str) -> list[str]:
    """The names of one kind, without unsure looks."""
    return [line["name"] for line in lines if line["kind"] == kind and "maybe" not in line["name"]]

"""Everything is played, and what came of it is told where it belongs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bench import comparison, measured
from bench.cost import Cost
from bench.outcomes import Outcome, Part
from bench.peers.peer import Detection
from bench.peers.safeword import Safeword
from bench.people import nonverbal, singles, talk, waited, words
from bench.report import written
from bench.side_by_side import Task
from intents.clock import frames
from tests.bench import people
from tests.bench.sessions import session

HEARD = session([10, 20], [(10.2, "red", 0.9)], [(10.2, "stop"), (20.1, "slow")])
OUTCOME = Outcome((0,), frames(10), (Detection(frames(2), 1.0),), 1.0)


@pytest.fixture(name="result")
def fixture_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> measured.Measured:
    """Nothing is played: each task has led to the same. The report would take an hour."""

    def played(tasks: Sequence[Task]) -> dict[Any, Any]:
        results: dict[Any, Any] = {task.job: HEARD for task in tasks}
        return {job: OUTCOME if isinstance(job, comparison.Job) else HEARD for job in results}

    def cost(kind: str, _: Path) -> Cost:
        return Cost(kind, 1.0, 0.1, 300.0, 1.0, [0.1])

    monkeypatch.setattr(measured, "played", played)
    monkeypatch.setattr(measured, "_cost", cost)
    return measured.measure(people.written(tmp_path), [], 0.01, 1)


def test_people_have_all_their_rows(result: measured.Measured) -> None:
    rows = {each.row for each in result.people}
    assert rows >= {words.ROW, nonverbal.ROW, singles.ROW, waited.VOICES}
    assert any(row.startswith(kind) for row in rows for kind in talk.KINDS)
    assert {each.part for each in result.people} == {"report"}


def test_the_peers_hear_conversation_and_sounds_too(result: measured.Measured) -> None:
    for part in (Part.CONVERSATION, Part.SOUNDS):
        assert (Safeword.name, "red", part) in result.compared


def test_the_report_is_written_of_it(result: measured.Measured, tmp_path: Path) -> None:
    text = written(result, tmp_path, tmp_path)
    assert text.index("## Any word, said by people") < text.index("## Words in noise")
    assert "False alarms, conversation" in text
